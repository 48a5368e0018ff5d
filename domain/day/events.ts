import type { BookingPolicy, VisitType } from '../doctor/events.ts';
import type { CalendarDate, Event, Instant, Personal, WallTime, Zone } from '../event.ts';
import type { AppointmentId, DoctorId, PatientId, UserId } from '../ids.ts';
import type { Role } from '../user/events.ts';

/** Who is treated by whom, when: in every event of an appointment, so that no reader has to look it up. */
export type Visit = Readonly<{
  appointmentId: AppointmentId;
  doctorId: DoctorId;
  patientId: PatientId;
  /** The account that looks after the patient. */
  userId: UserId;
  /** The doctor's day and wall time, in the doctor's zone. */
  date: CalendarDate;
  time: WallTime;
  zone: Zone;
  startsAt: Instant;
  endsAt: Instant;
}>;

export type By = Readonly<{ userId: UserId; role: Role } | { policy: true }>;

export type AppointmentRequested = Event<
  'AppointmentRequested',
  Visit & {
    visitType: VisitType;
    /** The policy in force: a later change never alters this booking. */
    policy: BookingPolicy;
    notes: Personal<string>;
    by: By;
    requestedAt: Instant;
    /** What was asked, as a digest: the same id asked again with other content is noticed. */
    asked: string;
  }
>;
export type AppointmentAccepted = Event<'AppointmentAccepted', Visit & { by: By; acceptedAt: Instant }>;
export type AppointmentConfirmed = Event<'AppointmentConfirmed', Visit & { by: By; confirmedAt: Instant }>;
export type AppointmentCancelled = Event<
  'AppointmentCancelled',
  Visit & {
    by: By;
    /** In the words of whoever cancelled: about the patient, so it is theirs. */
    reason: Personal<string>;
    cancelledAt: Instant;
  }
>;

export type DoctorDayEvent = AppointmentRequested | AppointmentAccepted | AppointmentConfirmed | AppointmentCancelled;

/** Documented statuses (seed report 5.3). */
export const statuses = ['REQUESTED', 'PENDING', 'CONFIRMED', 'COMPLETED', 'CANCELLED'] as const;
export type AppointmentStatus = (typeof statuses)[number];
