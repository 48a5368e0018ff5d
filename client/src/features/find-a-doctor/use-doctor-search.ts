import { useSearchParams } from 'react-router';
import { anyDoctor, type DoctorSearch, paramsOf, searchIn } from './search.ts';

/** The search stands in the address: it can be kept, sent to somebody, and come back to. */
export const useDoctorSearch = () => {
  const [params, setParams] = useSearchParams();
  const search = searchIn(params);
  const change = (change: Partial<DoctorSearch>): void =>
    setParams(paramsOf({ ...search, ...change }), { replace: true });
  return { search, change, clear: () => change(anyDoctor) };
};
