import type { CalendarDate, Instant } from '@careconnect/domain/event.ts';
import type { DoctorId, VisitTypeId } from '@careconnect/domain/ids.ts';
import type { Appointment, Booked, Doctor, Page, Position } from '../../api/answers.ts';
import { api } from '../../api/api.ts';

type Which = Pick<Appointment, 'doctorId' | 'date' | 'appointmentId'>;
type Time = { appointment: Which; startsAt: Instant; override: string | null };
type Elsewhere = Time & {
  to: { doctorId: DoctorId; date: CalendarDate; visitTypeId: VisitTypeId };
  /** The same for every sending of one move. */
  idempotencyKey: string;
};
type Changed = Booked & { position: Position };

const addressOf = ({ doctorId, date, appointmentId }: Which) =>
  `commands/doctors/${doctorId}/days/${date}/appointments/${appointmentId}`;

const changes = api.injectEndpoints({
  endpoints: (build) => ({
    changeTime: build.mutation<Changed, Time>({
      query: ({ appointment, ...body }) => ({ url: `${addressOf(appointment)}/time`, method: 'PUT', body }),
      invalidatesTags: ['Appointment', 'Slots'],
    }),
    move: build.mutation<Changed, Elsewhere>({
      query: ({ appointment, to, startsAt, override, idempotencyKey }) => ({
        url: `${addressOf(appointment)}/move`,
        method: 'POST',
        headers: { 'Idempotency-Key': idempotencyKey },
        body: { ...to, startsAt, override },
      }),
      invalidatesTags: ['Appointment', 'Slots'],
    }),
    colleagues: build.query<Page<Doctor>, string>({
      query: (specialization) => ({ url: 'queries/doctors', params: { specialization, limit: 50 }, anyone: true }),
    }),
  }),
});

export const { useChangeTimeMutation, useMoveMutation, useColleaguesQuery } = changes;
