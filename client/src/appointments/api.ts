import type { AppointmentStatus } from '@careconnect/domain/day/events.ts';
import type { AppointmentId } from '@careconnect/domain/ids.ts';
import type { Appointment, Position } from '../api/answers.ts';
import { api } from '../api/api.ts';

/** The last part of the command's address. */
export type Act = 'acceptance' | 'rejection' | 'confirmation' | 'check-in' | 'completion' | 'no-show' | 'cancellation';

type Acting = { appointment: Pick<Appointment, 'doctorId' | 'date' | 'appointmentId'>; act: Act; body?: object };
type Acted = { appointmentId: AppointmentId; status: AppointmentStatus; position: Position };

const appointments = api.injectEndpoints({
  endpoints: (build) => ({
    appointment: build.query<Appointment, AppointmentId>({
      query: (appointmentId) => ({ url: `queries/appointments/${appointmentId}` }),
      providesTags: ['Appointment'],
    }),
    actOnAppointment: build.mutation<Acted, Acting>({
      query: ({ appointment: { doctorId, date, appointmentId }, act, body = {} }) => ({
        url: `commands/doctors/${doctorId}/days/${date}/appointments/${appointmentId}/${act}`,
        method: 'POST',
        body,
      }),
      // A refusal, too, says that what is shown is old.
      invalidatesTags: ['Appointment', 'Slots'],
    }),
  }),
});

export const { useAppointmentQuery, useActOnAppointmentMutation } = appointments;
