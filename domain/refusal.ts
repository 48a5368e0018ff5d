import type { AppointmentStatus } from './day/events.ts';
import type { SlotTime } from './day/grid.ts';
import type { VisitType, Window } from './doctor/events.ts';
import type { CalendarDate, Instant } from './event.ts';

type Nothing = Readonly<Record<never, never>>;

/** Every rule that can say no, and what it tells the caller to do better. Nothing personal stands here. */
export type Refusals = {
  'asked-differently': Nothing;

  'slot-taken': { startsAt: Instant; nearest: readonly SlotTime[] };
  'no-free-slot': { date: CalendarDate; slots: number };
  'outside-working-hours': { date: CalendarDate; nearest: readonly SlotTime[] };
  'in-the-past': { startsAt: Instant; nearest: readonly SlotTime[] };
  'too-soon': { earliest: Instant; nearest: readonly SlotTime[] };
  'too-far-ahead': { latest: CalendarDate };
  'no-such-visit-type': { offered: readonly Pick<VisitType, 'visitTypeId' | 'name'>[] };

  'appointment-not-found': Nothing;
  'not-cancellable': { appointmentStatus: AppointmentStatus };
  'cancellation-cut-off-passed': { until: Instant };

  'not-completed': { appointmentStatus: AppointmentStatus };
  'already-rated': Nothing;

  'doctor-not-found': Nothing;
  'windows-overlap': { window: Window };

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
