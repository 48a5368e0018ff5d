import { type DoctorProfile, ways } from '@careconnect/domain/doctor/events.ts';
import { type Gender, genders } from '@careconnect/domain/patient/events.ts';
import { check } from '../forms/field-errors.ts';
import { languageName } from './wording.ts';

export const profileLabels = {
  ...{
    specialization: 'Specialization',
    degree: 'Degree',
    startedYear: 'Practising since',
    amount: 'Consultation fee',
  },
  ...{ currency: 'Currency', address: 'Address', about: 'About', image: 'Picture', languages: 'Languages' },
  ...{ gender: 'Gender', ways: 'Sees patients' },
} as const;

/** A profile as it is typed; of languages and ways there may be several, apart by commas. */
export type TypedProfile = Record<keyof typeof profileLabels, string>;

export const emptyProfile: TypedProfile = {
  ...{ specialization: '', degree: '', startedYear: '', amount: '', currency: 'EUR', address: '', about: '' },
  ...{ image: '', languages: '', gender: '', ways: 'in-person' },
};

export const several = (typed: string): string[] => typed.split(',').filter((each) => each !== '');

/** A profile, or what a query answers of it: there, what nobody said is null or empty. */
type Told = Omit<DoctorProfile, 'gender'> & { gender?: Gender | null };

export const typedProfile = (profile: Told): TypedProfile => ({
  ...{ specialization: profile.specialization, degree: profile.degree, startedYear: String(profile.startedYear) },
  ...{ ...profile.consultationFee, address: profile.address, about: profile.about, image: profile.image },
  ...{ languages: (profile.languages ?? []).join(), gender: profile.gender ?? '', ways: (profile.ways ?? []).join() },
});

export const sentProfile = (typed: TypedProfile): DoctorProfile => {
  const gender = genders.find((each) => each === typed.gender);
  return {
    ...{ specialization: typed.specialization.trim(), degree: typed.degree.trim(), address: typed.address.trim() },
    ...{ startedYear: Number(typed.startedYear), about: typed.about.trim(), image: typed.image.trim() },
    consultationFee: { amount: Number(typed.amount).toFixed(2), currency: typed.currency.trim().toUpperCase() },
    languages: several(typed.languages),
    ...(gender ? { gender } : {}),
    ways: ways.filter((way) => several(typed.ways).includes(way)),
  };
};

const year = /^(19|20|21)\d\d$/;
const amount = /^\d{1,8}(\.\d{1,2})?$/;
const currencies = Intl.supportedValuesOf('currency');
const image = /^((https:\/|)\/\S+)?$/;

export const checkProfile = (typed: TypedProfile) =>
  check<keyof TypedProfile>({
    specialization: !typed.specialization.trim() && 'Enter the specialization',
    degree: false,
    startedYear: !year.test(typed.startedYear.trim()) && 'Enter the year in which the practice began',
    amount: !amount.test(typed.amount.trim()) && 'Enter the fee as an amount, such as 120.50',
    currency: !currencies.includes(typed.currency.trim().toUpperCase()) && 'Enter a currency, such as EUR',
    address: !typed.address.trim() && 'Enter the address at which patients are seen',
    about: false,
    image: !image.test(typed.image.trim()) && 'Enter an address that begins with https://, or nothing',
    languages: false,
    gender: false,
    ways: typed.ways === '' && 'Choose how patients are seen',
  });

/** What is told, line by line, by the words of the form. */
export const profileLines = (profile: Told): string[] => {
  const typed = typedProfile(profile);
  const shown = { ...typed, languages: several(typed.languages).map(languageName).join(', ') };
  const fields = Object.keys(profileLabels) as (keyof TypedProfile)[];
  return fields.map((field) => `${profileLabels[field]}: ${shown[field] || 'nothing'}`);
};
