import { assertNever } from '../assert-never.ts';
import type { CalendarDate, Instant, Zone } from '../event.ts';
import type { DoctorId } from '../ids.ts';
import { Refusal } from '../refusal.ts';
import { sameContent } from '../same-content.ts';
import { addDays } from '../time/wall.ts';
import { type PlanAbsence, planAbsence, type WithdrawAbsence, withdrawAbsence } from './absences.ts';
import type { BookingPolicy, DoctorEvent, DoctorProfile, VisitType, Window } from './events.ts';
import { onboarded } from './onboarded.ts';
import { furthestPlanned, type HolidayOn, hoursOn, type Plan, todayOf, zoneOn } from './plan.ts';
import { type Doctor, evolveDoctor, unknownDoctor } from './state.ts';

export type OnboardDoctor = Readonly<{
  is: 'OnboardDoctor';
  doctorId: DoctorId;
  profile: DoctorProfile;
  zone: Zone;
  windows: readonly Window[];
  gridMinutes: number;
  visitTypes: readonly VisitType[];
  policy: BookingPolicy;
  at: Instant;
}>;

export type ChangeDoctorProfile = Readonly<{
  is: 'ChangeDoctorProfile';
  doctorId: DoctorId;
  profile: DoctorProfile;
  at: Instant;
}>;

export type SetWorkingHours = Readonly<{
  is: 'SetWorkingHours';
  doctorId: DoctorId;
  windows: readonly Window[];
  /** Until other hours are valid. Always: whatever was planned is forgotten. */
  validFrom: CalendarDate | 'today' | 'always';
  at: Instant;
}>;

/** Only what is still to come. */
export type WithdrawWorkingHours = Readonly<{
  is: 'WithdrawWorkingHours';
  doctorId: DoctorId;
  validFrom: CalendarDate;
  at: Instant;
}>;

/** From the first minute of a day still to come. */
export type SetZone = Readonly<{ is: 'SetZone'; doctorId: DoctorId; zone: Zone; validFrom: CalendarDate; at: Instant }>;

export type SetHolidays = Readonly<{ is: 'SetHolidays'; doctorId: DoctorId; country: string | null; at: Instant }>;

export type SetHolidayWork = Readonly<{
  is: 'SetHolidayWork';
  doctorId: DoctorId;
  date: CalendarDate;
  works: boolean;
  holidayOn: HolidayOn;
  at: Instant;
}>;

export type SetBookingPolicy = Readonly<{
  is: 'SetBookingPolicy';
  doctorId: DoctorId;
  policy: BookingPolicy;
  at: Instant;
}>;

export type SetVisitTypes = Readonly<{
  is: 'SetVisitTypes';
  doctorId: DoctorId;
  gridMinutes: number;
  visitTypes: readonly VisitType[];
  at: Instant;
}>;

export type DoctorCommand =
  | OnboardDoctor
  | ChangeDoctorProfile
  | SetWorkingHours
  | WithdrawWorkingHours
  | SetZone
  | SetHolidays
  | SetHolidayWork
  | SetBookingPolicy
  | SetVisitTypes
  | PlanAbsence
  | WithdrawAbsence;

export const decideDoctor = (command: DoctorCommand, doctor: Doctor): DoctorEvent[] => {
  switch (command.is) {
    case 'OnboardDoctor':
      return onboard(command, doctor);
    case 'ChangeDoctorProfile':
      return changeProfile(command, doctor);
    case 'SetWorkingHours':
      return setWorkingHours(command, doctor);
    case 'WithdrawWorkingHours':
      return withdrawWorkingHours(command, doctor);
    case 'SetZone':
      return setZone(command, doctor);
    case 'SetHolidays':
      return setHolidays(command, doctor);
    case 'SetHolidayWork':
      return setHolidayWork(command, doctor);
    case 'PlanAbsence':
      return planAbsence(command, doctor);
    case 'WithdrawAbsence':
      return withdrawAbsence(command, doctor);
    case 'SetBookingPolicy':
      return setBookingPolicy(command, doctor);
    case 'SetVisitTypes':
      return setVisitTypes(command, doctor);
    default:
      return assertNever(command);
  }
};

const onboard = (command: OnboardDoctor, doctor: Doctor): DoctorEvent[] => {
  const { doctorId, profile, zone, windows, gridMinutes, visitTypes, policy, at } = command;
  apart(windows);
  const wanted = { profile, schedule: { doctorId, zone, windows, gridMinutes, visitTypes, policy } };
  if (doctor.is === 'Onboarded') {
    if (sameContent(wanted, doctor.onboardedAs)) return [];
    throw new Refusal('asked-differently', 'This id was used before for another doctor.', {});
  }
  return [
    { type: 'DoctorOnboarded', data: { doctorId, profile, zone, onboardedAt: at } },
    { type: 'WorkingHoursSet', data: { doctorId, windows, setAt: at } },
    { type: 'VisitTypesSet', data: { doctorId, gridMinutes, visitTypes, setAt: at } },
    { type: 'BookingPolicySet', data: { doctorId, policy, setAt: at } },
  ];
};

const changeProfile = ({ doctorId, profile, at }: ChangeDoctorProfile, doctor: Doctor): DoctorEvent[] =>
  sameContent(profile, onboarded(doctor).profile)
    ? []
    : [{ type: 'DoctorProfileChanged', data: { doctorId, profile, changedAt: at } }];

const setWorkingHours = (command: SetWorkingHours, doctor: Doctor): DoctorEvent[] => {
  const { doctorId, windows, at } = command;
  const { plan } = onboarded(doctor);
  apart(windows);
  if (command.validFrom === 'always')
    return sameContent(plan.hours, [{ from: null, windows }])
      ? []
      : [{ type: 'WorkingHoursSet', data: { doctorId, windows, setAt: at } }];
  const today = todayOf(plan, at);
  const validFrom = command.validFrom === 'today' ? today : command.validFrom;
  within(today, today, validFrom);
  if (sameContent(windows, hoursOn(plan, validFrom))) return [];
  return [{ type: 'WorkingHoursSet', data: { doctorId, windows, validFrom, setAt: at } }];
};

/** Quiet when none are planned from that date. */
const withdrawWorkingHours = (command: WithdrawWorkingHours, doctor: Doctor): DoctorEvent[] => {
  const { doctorId, validFrom, at } = command;
  const { plan } = onboarded(doctor);
  if (!plan.hours.some(({ from }) => from === validFrom)) return [];
  stillToCome(plan, validFrom, at);
  return [{ type: 'WorkingHoursWithdrawn', data: { doctorId, validFrom, withdrawnAt: at } }];
};

/** A day on which something lies keeps the zone it was booked in (docs/adr/0020). */
const setZone = ({ doctorId, zone, validFrom, at }: SetZone, doctor: Doctor): DoctorEvent[] => {
  const { plan } = onboarded(doctor);
  if (zoneOn(plan, validFrom) === zone) return [];
  stillToCome(plan, validFrom, at);
  return [{ type: 'ZoneSet', data: { doctorId, zone, validFrom, setAt: at } }];
};

const setHolidays = ({ doctorId, country, at }: SetHolidays, doctor: Doctor): DoctorEvent[] =>
  onboarded(doctor).plan.country === country ? [] : [{ type: 'HolidaysSet', data: { doctorId, country, setAt: at } }];

const setHolidayWork = (command: SetHolidayWork, doctor: Doctor): DoctorEvent[] => {
  const { doctorId, date, works, holidayOn, at } = command;
  const { country, worksOn } = onboarded(doctor).plan;
  if (worksOn.includes(date) === works) return [];
  if (works && (country === null || holidayOn(country, date) === null))
    throw new Refusal('no-public-holiday', 'The doctor observes no public holiday on this day.', { date });
  return [{ type: 'HolidayWorkSet', data: { doctorId, date, works, setAt: at } }];
};

const stillToCome = (plan: Plan, date: CalendarDate, at: Instant): void => {
  const today = todayOf(plan, at);
  within(today, addDays(today, 1), date);
};

/** Nothing is changed for days gone by, nor planned for days that nobody can look at yet. */
const within = (today: CalendarDate, earliest: CalendarDate, date: CalendarDate): void => {
  if (date < earliest) throw new Refusal('already-valid', 'It is too late to change this for that day.', { earliest });
  const latest = addDays(today, furthestPlanned);
  if (date > latest) throw new Refusal('too-far-ahead', 'Nothing is planned this far ahead.', { latest });
};

/** For bookings from now on: each that is made already keeps the policy it was made under. */
const setBookingPolicy = ({ doctorId, policy, at }: SetBookingPolicy, doctor: Doctor): DoctorEvent[] =>
  sameContent(policy, onboarded(doctor).plan.policy)
    ? []
    : [{ type: 'BookingPolicySet', data: { doctorId, policy, setAt: at } }];

const setVisitTypes = ({ doctorId, gridMinutes, visitTypes, at }: SetVisitTypes, doctor: Doctor): DoctorEvent[] => {
  const { plan } = onboarded(doctor);
  const same = gridMinutes === plan.gridMinutes && sameContent(visitTypes, plan.visitTypes);
  return same ? [] : [{ type: 'VisitTypesSet', data: { doctorId, gridMinutes, visitTypes, setAt: at } }];
};

/** Windows open before they close and do not overlap; the time between two of them is a break. */
const apart = (windows: readonly Window[]): void => {
  const inOrder = [...windows].sort((a, b) => a.weekday - b.weekday || a.from.localeCompare(b.from));
  for (const [k, window] of inOrder.entries()) {
    const before = inOrder[k - 1];
    const overlaps = before?.weekday === window.weekday && before.to > window.from;
    if (window.from >= window.to || overlaps)
      throw new Refusal('windows-overlap', 'Working hours close after they open and do not overlap.', { window });
  }
};

export const doctorDecider = { initial: unknownDoctor, evolve: evolveDoctor, decide: decideDoctor };
