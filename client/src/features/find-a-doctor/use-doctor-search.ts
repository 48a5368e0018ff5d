import { useSearchParams } from 'react-router';
import type { DoctorSearch } from './api.ts';

/** The search stands in the address: it can be kept, sent to somebody, and come back to. */
export const useDoctorSearch = () => {
  const [params, setParams] = useSearchParams();
  const search: DoctorSearch = { text: params.get('text') ?? '', specialization: params.get('specialization') ?? '' };
  const change = (change: Partial<DoctorSearch>): void => {
    const wanted = Object.entries({ ...search, ...change }).filter(([, value]) => value !== '');
    setParams(Object.fromEntries(wanted), { replace: true });
  };
  return { search, change, clear: () => change({ text: '', specialization: '' }) };
};
