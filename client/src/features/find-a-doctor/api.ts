import type { Doctor, Page, Specialization } from '../../api/answers.ts';
import { api, paged } from '../../api/api.ts';

export type DoctorSearch = { text: string; specialization: string };

const doctors = api.injectEndpoints({
  endpoints: (build) => ({
    doctors: build.infiniteQuery<Page<Doctor>, DoctorSearch, string>({
      infiniteQueryOptions: paged,
      query: ({ queryArg: { text, specialization }, pageParam }) => ({
        url: 'queries/doctors',
        params: { text: text || undefined, specialization: specialization || undefined, after: pageParam || undefined },
        anyone: true,
      }),
    }),
    specializations: build.query<{ items: Specialization[] }, void>({
      query: () => ({ url: 'queries/specializations', anyone: true }),
    }),
  }),
});

export const { useDoctorsInfiniteQuery, useSpecializationsQuery } = doctors;
