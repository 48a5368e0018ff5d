import type { AppointmentStatus } from '@careconnect/domain/day/events.ts';
import type { CalendarDate, Instant, Zone } from '@careconnect/domain/event.ts';
import type { Rating } from '@careconnect/domain/feedback/events.ts';
import type { AppointmentId, DoctorId } from '@careconnect/domain/ids.ts';
import type { Appointment, HistoryEntry, Page, Position } from '../../api/answers.ts';
import { api, paged } from '../../api/api.ts';

type RatingOf = Pick<Appointment, 'doctorId' | 'date' | 'appointmentId'> & { rating: Rating; comments: string | null };

export type PatientVisit = {
  appointmentId: AppointmentId;
  doctorId: DoctorId;
  doctorName: string;
  specialization: string;
  visitType: string | null;
  date: CalendarDate;
  zone: Zone;
  startsAt: Instant;
  status: AppointmentStatus;
  /** What whoever looks noted; null on visits with others. */
  doctorNotes: string | null;
};

const history = api.injectEndpoints({
  endpoints: (build) => ({
    history: build.infiniteQuery<Page<HistoryEntry>, AppointmentId, string>({
      infiniteQueryOptions: paged,
      query: ({ queryArg: appointmentId, pageParam }) => ({
        url: `queries/appointments/${appointmentId}/history`,
        params: { after: pageParam || undefined, limit: 50 },
      }),
      providesTags: ['Appointment'],
    }),
    patientVisits: build.infiniteQuery<Page<PatientVisit>, AppointmentId, string>({
      infiniteQueryOptions: paged,
      query: ({ queryArg: appointmentId, pageParam }) => ({
        url: `queries/appointments/${appointmentId}/patient-visits`,
        params: { after: pageParam || undefined, limit: 10 },
      }),
      providesTags: ['Appointment'],
    }),
    rateVisit: build.mutation<{ feedbackId: string; position: Position }, RatingOf>({
      query: ({ doctorId, date, appointmentId, ...body }) => ({
        url: `commands/doctors/${doctorId}/days/${date}/appointments/${appointmentId}/rating`,
        method: 'POST',
        body,
      }),
      invalidatesTags: ['Appointment'],
    }),
  }),
});

export const { useHistoryInfiniteQuery, usePatientVisitsInfiniteQuery, useRateVisitMutation } = history;
