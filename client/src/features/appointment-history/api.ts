import type { AppointmentId } from '@careconnect/domain/ids.ts';
import type { Appointment, HistoryEntry } from '../../api/answers.ts';
import { api } from '../../api/api.ts';

const history = api.injectEndpoints({
  endpoints: (build) => ({
    appointment: build.query<Appointment, AppointmentId>({
      query: (appointmentId) => ({ url: `queries/appointments/${appointmentId}` }),
      providesTags: ['Appointment'],
    }),
    history: build.query<{ items: HistoryEntry[] }, AppointmentId>({
      query: (appointmentId) => ({ url: `queries/appointments/${appointmentId}/history` }),
      providesTags: ['Appointment'],
    }),
  }),
});

export const { useAppointmentQuery, useHistoryQuery } = history;
