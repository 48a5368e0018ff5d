import type { CalendarDate, Instant } from '@careconnect/domain/event.ts';
import type { DoctorId, PatientId, VisitTypeId } from '@careconnect/domain/ids.ts';
import type { Booked, Position } from '../../api/answers.ts';
import { api } from '../../api/api.ts';

export type Booking = {
  doctorId: DoctorId;
  date: CalendarDate;
  patientId: PatientId;
  visitTypeId: VisitTypeId;
  startsAt: Instant;
  notes?: string;
  /** The same for every sending of one booking. */
  idempotencyKey: string;
};

const visits = api.injectEndpoints({
  endpoints: (build) => ({
    book: build.mutation<Booked & { position: Position }, Booking>({
      query: ({ doctorId, date, idempotencyKey, ...body }) => ({
        url: `commands/doctors/${doctorId}/days/${date}/appointments`,
        method: 'POST',
        headers: { 'Idempotency-Key': idempotencyKey },
        body,
      }),
      // A refusal, too, says that the times shown are old.
      invalidatesTags: (booked) => (booked ? ['Slots', 'Appointment'] : ['Slots']),
    }),
  }),
});

export const { useBookMutation } = visits;
