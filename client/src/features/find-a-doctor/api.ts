import type { Doctor, Page, Specialization, SpokenLanguage } from '../../api/answers.ts';
import { api, paged } from '../../api/api.ts';
import type { DoctorSearch } from './search.ts';

export type FoundDoctors = Page<Doctor> & { total: number };

const doctors = api.injectEndpoints({
  endpoints: (build) => ({
    doctors: build.infiniteQuery<FoundDoctors, DoctorSearch, string>({
      infiniteQueryOptions: paged,
      query: ({ queryArg, pageParam }) => ({
        url: 'queries/doctors',
        params: { ...told(queryArg), after: pageParam || undefined },
        anyone: true,
      }),
      providesTags: ['Doctor'],
    }),
    specializations: build.query<Page<Specialization>, void>({
      query: () => ({ url: 'queries/specializations', params: { limit: 100 }, anyone: true }),
    }),
    languages: build.query<Page<SpokenLanguage>, void>({
      query: () => ({ url: 'queries/languages', params: { limit: 100 }, anyone: true }),
    }),
  }),
});

/** What was not chosen is not asked for. */
const told = (search: DoctorSearch): Partial<DoctorSearch> =>
  Object.fromEntries(Object.entries(search).filter(([, value]) => value !== ''));

export const { useDoctorsInfiniteQuery, useSpecializationsQuery, useLanguagesQuery } = doctors;
