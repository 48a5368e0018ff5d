import type { CalendarDate, Event, Instant } from '../event.ts';
import type { AppointmentId, ClaimId, DoctorId, PatientId } from '../ids.ts';

/** A stretch of the patient's time, kept free for one appointment while it is booked and until it is over. */
export type Claim = Readonly<{
  claimId: ClaimId;
  patientId: PatientId;
  appointmentId: AppointmentId;
  doctorId: DoctorId;
  date: CalendarDate;
  startsAt: Instant;
  endsAt: Instant;
}>;

export type VisitClaimed = Event<'VisitClaimed', Claim & { claimedAt: Instant }>;
export type VisitReleased = Event<'VisitReleased', Claim & { releasedAt: Instant }>;

/** No visit can be claimed any more: the patient is about to be erased. */
export type VisitsClosed = Event<'VisitsClosed', { patientId: PatientId; closedAt: Instant }>;
/** It has not come to that. */
export type VisitsReopened = Event<'VisitsReopened', { patientId: PatientId; reopenedAt: Instant }>;

export type PatientVisitsEvent = VisitClaimed | VisitReleased | VisitsClosed | VisitsReopened;
