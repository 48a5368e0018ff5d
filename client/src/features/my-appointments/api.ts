import type { Appointment, Page } from '../../api/answers.ts';
import { api, paged } from '../../api/api.ts';

export type When = 'upcoming' | 'past';

const mine = api.injectEndpoints({
  endpoints: (build) => ({
    myAppointments: build.infiniteQuery<Page<Appointment>, When, string>({
      infiniteQueryOptions: paged,
      query: ({ queryArg: when, pageParam }) => ({
        url: 'queries/me/appointments',
        params: { when, after: pageParam || undefined },
      }),
      providesTags: ['Appointment'],
    }),
  }),
});

export const { useMyAppointmentsInfiniteQuery } = mine;
