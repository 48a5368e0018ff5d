import type { CalendarDate, Event, Instant, Money, WallTime, Zone } from '../event.ts';
import type { AbsenceId, DoctorId, VisitTypeId } from '../ids.ts';
import type { Gender } from '../patient/events.ts';

export const ways = ['in-person', 'video'] as const;
export type Way = (typeof ways)[number];

/** The documented profile (seed report 5.3, table doctors), professional and public; and what patients choose by. */
export type DoctorProfile = Readonly<{
  specialization: string;
  startedYear: number;
  consultationFee: Money;
  about: string;
  image: string;
  degree: string;
  address: string;
  /** BCP 47, such as pt or en. Left out: nobody said. */
  languages?: readonly string[];
  gender?: Gender;
  /** How patients are seen. Left out: in person. */
  ways?: readonly Way[];
}>;

/** ISO weekday: 1 is Monday, 7 is Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;
/** From inclusive, to exclusive, on one day; breaks fall between windows. */
export type Window = Readonly<{ weekday: Weekday; from: WallTime; to: WallTime }>;

export type VisitType = Readonly<{
  visitTypeId: VisitTypeId;
  name: string;
  minutes: number;
  /** What the doctor needs around the visit; two visits with their buffers never overlap. */
  bufferBeforeMinutes: number;
  bufferAfterMinutes: number;
  fee: Money;
}>;

export const acceptances = ['automatic', 'manual'] as const;
export const paymentTimes = ['at-the-clinic', 'in-advance'] as const;

export type BookingPolicy = Readonly<{
  /** Whether the doctor answers each request, or the policy does. */
  acceptance: (typeof acceptances)[number];
  /** In advance: what costs something is confirmed when it is paid. */
  payment: (typeof paymentTimes)[number];
  /** A visit starts at the earliest this many minutes after it is booked. */
  minimumNoticeMinutes: number;
  /** A visit lies at the most this many days ahead. */
  maximumDaysAhead: number;
  /** Visits on one day at the most; null is no limit. */
  mostVisitsPerDay: number | null;
  /** Visits still to come that one patient may have with this doctor; null is no limit. */
  mostOpenPerPatient: number | null;
  /** A request that nobody answers gives its time back after so many minutes, at the latest when the visit would start. */
  unansweredExpiresAfterMinutes: number;
  /** So does an accepted one that is not paid. */
  unpaidExpiresAfterMinutes: number;
  /** A patient may cancel until this many minutes before the start. */
  cancellationCutOffMinutes: number;
  /** Of what was paid, when the patient withdraws; whenever the clinic does, it is all of it. */
  refundBeforeCutOffPercent: number;
  refundAfterCutOffPercent: number;
}>;

export type DoctorOnboarded = Event<
  'DoctorOnboarded',
  { doctorId: DoctorId; profile: DoctorProfile; zone: Zone; onboardedAt: Instant }
>;
/** The whole of it, as it stands from now on. */
export type DoctorProfileChanged = Event<
  'DoctorProfileChanged',
  { doctorId: DoctorId; profile: DoctorProfile; changedAt: Instant }
>;

export type WorkingHoursSet = Event<
  'WorkingHoursSet',
  {
    doctorId: DoctorId;
    windows: readonly Window[];
    /** Left out: from the beginning. */
    validFrom?: CalendarDate;
    setAt: Instant;
  }
>;
/** They were still to come: what was valid before goes on. */
export type WorkingHoursWithdrawn = Event<
  'WorkingHoursWithdrawn',
  { doctorId: DoctorId; validFrom: CalendarDate; withdrawnAt: Instant }
>;
export type ZoneSet = Event<'ZoneSet', { doctorId: DoctorId; zone: Zone; validFrom: CalendarDate; setAt: Instant }>;
/** Whose public holidays the doctor observes from now on. */
export type HolidaysSet = Event<'HolidaysSet', { doctorId: DoctorId; country: string | null; setAt: Instant }>;
/** One public holiday on which the doctor works, or does not after all. */
export type HolidayWorkSet = Event<
  'HolidayWorkSet',
  { doctorId: DoctorId; date: CalendarDate; works: boolean; setAt: Instant }
>;
export const repetitions = ['daily', 'weekly'] as const;

/** The same stretch of time on several days: leave, or one afternoon of every week. */
export type Absence = Readonly<{
  absenceId: AbsenceId;
  firstDate: CalendarDate;
  /** Inclusive. */
  lastDate: CalendarDate;
  repeats: (typeof repetitions)[number];
  from: WallTime;
  /** "24:00" is the end of the day. */
  to: WallTime;
}>;

/** The time is blocked by the days themselves (TimeBlocked); this says which belong together. */
export type AbsencePlanned = Event<'AbsencePlanned', Absence & { doctorId: DoctorId; plannedAt: Instant }>;
export type AbsenceWithdrawn = Event<
  'AbsenceWithdrawn',
  { doctorId: DoctorId; absenceId: AbsenceId; withdrawnAt: Instant }
>;
export type VisitTypesSet = Event<
  'VisitTypesSet',
  {
    doctorId: DoctorId;
    /** Visits start at whole multiples of this from the start of a window. */
    gridMinutes: number;
    visitTypes: readonly VisitType[];
    setAt: Instant;
  }
>;
export type BookingPolicySet = Event<'BookingPolicySet', { doctorId: DoctorId; policy: BookingPolicy; setAt: Instant }>;

export type PlanEvent =
  | WorkingHoursSet
  | WorkingHoursWithdrawn
  | ZoneSet
  | HolidaysSet
  | HolidayWorkSet
  | VisitTypesSet
  | BookingPolicySet;
export type DoctorEvent = DoctorOnboarded | DoctorProfileChanged | PlanEvent | AbsencePlanned | AbsenceWithdrawn;
