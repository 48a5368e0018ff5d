import { assertNever } from '../assert-never.ts';
import type { BookingPolicy } from '../doctor/events.ts';
import type { AppointmentId } from '../ids.ts';
import type { AppointmentStatus, DoctorDayEvent, Visit } from './events.ts';

/** What the decisions need to know of an appointment: who, when, how far it has come, under which policy. */
export type Appointment = Readonly<{
  visit: Visit;
  status: AppointmentStatus;
  policy: BookingPolicy;
  /** Digest of what was asked. */
  asked: string;
}>;

export type DoctorDay = Readonly<{ appointments: ReadonlyMap<AppointmentId, Appointment> }>;

export const emptyDay: DoctorDay = { appointments: new Map() };

export const evolveDay = (day: DoctorDay, event: DoctorDayEvent): DoctorDay => {
  switch (event.type) {
    case 'AppointmentRequested': {
      const { visitType: _, policy, notes: _notes, by: _by, requestedAt: _at, asked, ...visit } = event.data;
      return put(day, { visit, status: 'REQUESTED', policy, asked });
    }
    case 'AppointmentAccepted':
      return move(day, event.data.appointmentId, 'PENDING');
    case 'AppointmentConfirmed':
      return move(day, event.data.appointmentId, 'CONFIRMED');
    case 'AppointmentCancelled':
      return move(day, event.data.appointmentId, 'CANCELLED');
    default:
      return assertNever(event);
  }
};

const put = (day: DoctorDay, appointment: Appointment): DoctorDay => ({
  appointments: new Map(day.appointments).set(appointment.visit.appointmentId, appointment),
});

const move = (day: DoctorDay, id: AppointmentId, status: AppointmentStatus): DoctorDay => {
  const appointment = day.appointments.get(id);
  return appointment ? put(day, { ...appointment, status }) : day;
};

/** REQUESTED and PENDING hold the slot as CONFIRMED does; only a cancelled visit gives it back. */
export const holdsItsSlot = ({ status }: { status: AppointmentStatus }): boolean => status !== 'CANCELLED';
