import type { AppointmentId } from '@careconnect/domain/ids.ts';
import type { Appointment, HistoryEntry, Page } from '../../api/answers.ts';
import { api, paged } from '../../api/api.ts';

const history = api.injectEndpoints({
  endpoints: (build) => ({
    appointment: build.query<Appointment, AppointmentId>({
      query: (appointmentId) => ({ url: `queries/appointments/${appointmentId}` }),
      providesTags: ['Appointment'],
    }),
    history: build.infiniteQuery<Page<HistoryEntry>, AppointmentId, string>({
      infiniteQueryOptions: paged,
      query: ({ queryArg: appointmentId, pageParam }) => ({
        url: `queries/appointments/${appointmentId}/history`,
        params: { after: pageParam || undefined, limit: 50 },
      }),
      providesTags: ['Appointment'],
    }),
  }),
});

export const { useAppointmentQuery, useHistoryInfiniteQuery } = history;
