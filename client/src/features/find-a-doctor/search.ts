import { ways } from '@careconnect/domain/doctor/events.ts';
import { genders } from '@careconnect/domain/patient/events.ts';

export const sorts = ['next-free', 'name', 'fee', 'rating', 'experience'] as const;

/** As the address holds it; what is empty was not chosen. */
export type DoctorSearch = {
  text: string;
  specialization: string;
  language: string;
  way: string;
  gender: string;
  feeFrom: string;
  feeTo: string;
  ratingFrom: string;
  sort: string;
};

export type SearchProps = { search: DoctorSearch; change: (change: Partial<DoctorSearch>) => void };

export const anyDoctor: DoctorSearch = {
  text: '',
  specialization: '',
  language: '',
  way: '',
  gender: '',
  feeFrom: '',
  feeTo: '',
  ratingFrom: '',
  sort: 'next-free',
};

const isAmount = (text: string): boolean => /^\d{1,8}(\.\d{1,2})?$/.test(text);
const among = (words: readonly string[]) => (text: string) => words.includes(text);

/** An address may be typed, or old: what the search would refuse is left out. */
const fits: Record<keyof DoctorSearch, (text: string) => boolean> = {
  text: (text) => text.length <= 100,
  specialization: (text) => text.length <= 100,
  language: (text) => /^[a-z]{2,3}(-[A-Z]{2})?$/.test(text),
  way: among(ways),
  gender: among(genders),
  feeFrom: isAmount,
  feeTo: isAmount,
  ratingFrom: among(['3', '4', '4.5']),
  sort: among(sorts),
};

const names = Object.keys(anyDoctor) as (keyof DoctorSearch)[];

export const searchIn = (params: URLSearchParams): DoctorSearch => {
  const told = names.map((name) => [name, (params.get(name) ?? '').trim()] as const);
  return { ...anyDoctor, ...Object.fromEntries(told.filter(([name, value]) => value !== '' && fits[name](value))) };
};

/** What differs from a search for anybody. */
export const paramsOf = (search: DoctorSearch): Record<string, string> =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = search[name].trim();
      return value === anyDoctor[name] || value === '' ? [] : [[name, value]];
    }),
  );

/** How many of the choices behind "More choices" were made. */
export const furtherChoices = ({ language, way, gender, feeFrom, feeTo, ratingFrom }: DoctorSearch): number =>
  [language, way, gender, feeFrom, feeTo, ratingFrom].filter((value) => value !== '').length;
