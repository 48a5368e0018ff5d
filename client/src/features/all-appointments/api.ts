import type { Appointment, Page } from '../../api/answers.ts';
import { api, paged } from '../../api/api.ts';
import type { Filters } from './filters.ts';

const appointments = api.injectEndpoints({
  endpoints: (build) => ({
    allAppointments: build.infiniteQuery<Page<Appointment>, Filters, string>({
      infiniteQueryOptions: paged,
      query: ({ queryArg, pageParam }) => ({
        url: 'queries/appointments',
        params: { ...queryArg, after: pageParam || undefined, limit: 20 },
      }),
      providesTags: ['Appointment'],
    }),
  }),
});

export const { useAllAppointmentsInfiniteQuery } = appointments;
