import type { AppointmentStatus } from './day/events.ts';
import type { SlotTime } from './day/grid.ts';
import type { VisitType, Window } from './doctor/events.ts';
import type { CalendarDate, Instant, WallTime } from './event.ts';
import type { AppointmentId, DoctorId, PatientId } from './ids.ts';

type Nothing = Readonly<Record<never, never>>;

export type OpenAppointment = Readonly<{
  appointmentId: AppointmentId;
  patientId: PatientId;
  doctorId: DoctorId;
  date: CalendarDate;
  startsAt: Instant;
  endsAt: Instant;
}>;

/** Every rule that can say no, and what it tells the caller to do better. Nothing personal stands here. */
export type Refusals = {
  'asked-differently': Nothing;

  'slot-taken': { startsAt: Instant; nearest: readonly SlotTime[] };
  'no-free-slot': { date: CalendarDate; slots: number };
  'outside-working-hours': { date: CalendarDate; nearest: readonly SlotTime[] };
  'in-the-past': { startsAt: Instant; nearest: readonly SlotTime[] };
  'too-soon': { earliest: Instant; nearest: readonly SlotTime[] };
  'too-far-ahead': { latest: CalendarDate };
  'gap-too-short': { startsAt: Instant; nearest: readonly SlotTime[] };
  'within-buffer': { startsAt: Instant; nearest: readonly SlotTime[] };
  'time-blocked': { startsAt: Instant; nearest: readonly SlotTime[] };
  'public-holiday': { date: CalendarDate; holiday: string };
  'day-cap-reached': { date: CalendarDate; most: number };
  'crosses-midnight': { date: CalendarDate; nearest: readonly SlotTime[] };
  'no-such-visit-type': { offered: readonly Pick<VisitType, 'visitTypeId' | 'name'>[] };

  'appointment-not-found': Nothing;
  'appointment-moved': { to: { doctorId: DoctorId; date: CalendarDate; time: WallTime } };
  'wrong-status': { appointmentStatus: AppointmentStatus; needed: readonly AppointmentStatus[] };
  'not-yet': { from: Instant };
  'already-checked-in': { checkedInAt: Instant };
  'already-on-this-day': { time: WallTime };
  'move-overtaken': Nothing;
  'move-under-way': Nothing;
  'override-is-for-staff': Nothing;
  'reason-missing': Nothing;
  'claim-given-up': Nothing;
  'not-cancellable': { appointmentStatus: AppointmentStatus };
  'cancellation-cut-off-passed': { until: Instant };

  'patient-is-elsewhere': { visits: readonly { startsAt: Instant; endsAt: Instant }[] };
  'open-visits-cap-reached': { most: number };

  'ends-before-it-begins': { from: WallTime | CalendarDate; to: WallTime | CalendarDate };
  'too-many-days': { most: number };
  'absence-not-found': Nothing;
  'appointments-inside': {
    appointments: readonly {
      appointmentId: AppointmentId;
      date: CalendarDate;
      time: WallTime;
      startsAt: Instant;
      endsAt: Instant;
      status: AppointmentStatus;
    }[];
  };

  'payment-not-found': Nothing;
  'already-paid': Nothing;
  'payment-withdrawn': Nothing;
  'payment-overdue': { until: Instant };
  'no-refund-due': Nothing;
  'refund-under-way': { since: Instant };
  'already-refunded': { reference: string };
  'refund-came-back': { reference: string };

  'not-completed': { appointmentStatus: AppointmentStatus };
  'already-rated': Nothing;

  'open-appointments': { appointments: readonly OpenAppointment[] };

  'doctor-not-found': Nothing;
  'windows-overlap': { window: Window };
  'already-valid': { earliest: CalendarDate };
  'no-public-holiday': { date: CalendarDate };

  'patient-not-found': Nothing;
  'born-in-the-future': { latest: CalendarDate };

  'email-taken': Nothing;
  'registration-abandoned': Nothing;
  'user-not-found': Nothing;
  'link-used-up': Nothing;
  'password-changed': Nothing;
  'own-account': Nothing;
  'second-factor-enabled': Nothing;
  'code-not-good': Nothing;

  'session-not-found': Nothing;
  'session-over': Nothing;
};
export type RefusalCode = keyof Refusals;

/** A command is refused: a rule says no. `code` is stable and names the rule. Turned into problem details in one place. */
export class Refusal<Code extends RefusalCode = RefusalCode> extends Error {
  override readonly name = 'Refusal';
  constructor(
    readonly code: Code,
    message: string,
    readonly data: Refusals[Code],
  ) {
    super(message);
  }
}
