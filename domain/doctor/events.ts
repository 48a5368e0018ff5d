import type { Event, Instant, Money, WallTime, Zone } from '../event.ts';
import type { DoctorId, VisitTypeId } from '../ids.ts';

/** The documented profile (seed report 5.3, table doctors), professional and public. */
export type DoctorProfile = Readonly<{
  specialization: string;
  startedYear: number;
  consultationFee: Money;
  about: string;
  image: string;
  degree: string;
  address: string;
}>;

/** ISO weekday: 1 is Monday, 7 is Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;
/** From inclusive, to exclusive, on one day; breaks fall between windows. */
export type Window = Readonly<{ weekday: Weekday; from: WallTime; to: WallTime }>;

export type VisitType = Readonly<{
  visitTypeId: VisitTypeId;
  name: string;
  minutes: number;
  fee: Money;
}>;

export type BookingPolicy = Readonly<{
  /** A visit starts at the earliest this many minutes after it is booked. */
  minimumNoticeMinutes: number;
  /** A visit lies at the most this many days ahead. */
  maximumDaysAhead: number;
  /** A patient may cancel until this many minutes before the start. */
  cancellationCutOffMinutes: number;
}>;

export type DoctorOnboarded = Event<
  'DoctorOnboarded',
  { doctorId: DoctorId; profile: DoctorProfile; zone: Zone; onboardedAt: Instant }
>;
export type WorkingHoursSet = Event<
  'WorkingHoursSet',
  { doctorId: DoctorId; windows: readonly Window[]; setAt: Instant }
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

export type DoctorEvent = DoctorOnboarded | WorkingHoursSet | VisitTypesSet | BookingPolicySet;
