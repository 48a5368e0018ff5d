import type { AppointmentStatus } from '@careconnect/domain/day/events.ts';
import type { CalendarDate } from '@careconnect/domain/event.ts';
import type { AppointmentId, DoctorId } from '@careconnect/domain/ids.ts';
import type { Position } from '../api/answers.ts';
import { api } from '../api/api.ts';

export type Cancellation = { doctorId: DoctorId; date: CalendarDate; appointmentId: AppointmentId; reason: string };
type Cancelled = { appointmentId: AppointmentId; status: AppointmentStatus; position: Position };

const appointments = api.injectEndpoints({
  endpoints: (build) => ({
    cancelAppointment: build.mutation<Cancelled, Cancellation>({
      query: ({ doctorId, date, appointmentId, reason }) => ({
        url: `commands/doctors/${doctorId}/days/${date}/appointments/${appointmentId}/cancellation`,
        method: 'POST',
        body: { reason },
      }),
      // A refusal, too, says that what is shown is old.
      invalidatesTags: ['Appointment', 'Slots'],
    }),
  }),
});

export const { useCancelAppointmentMutation } = appointments;
