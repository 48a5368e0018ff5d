import { assertNever } from '../assert-never.ts';
import type { Instant, Zone } from '../event.ts';
import type { DoctorId } from '../ids.ts';
import { Refusal } from '../refusal.ts';
import { sameContent } from '../same-content.ts';
import type { BookingPolicy, DoctorEvent, DoctorProfile, VisitType, Window } from './events.ts';
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

export type SetWorkingHours = Readonly<{
  is: 'SetWorkingHours';
  doctorId: DoctorId;
  windows: readonly Window[];
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

export type DoctorCommand = OnboardDoctor | SetWorkingHours | SetBookingPolicy | SetVisitTypes;

export const decideDoctor = (command: DoctorCommand, doctor: Doctor): DoctorEvent[] => {
  switch (command.is) {
    case 'OnboardDoctor':
      return onboard(command, doctor);
    case 'SetWorkingHours':
      return setWorkingHours(command, doctor);
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

const setWorkingHours = ({ doctorId, windows, at }: SetWorkingHours, doctor: Doctor): DoctorEvent[] => {
  const { schedule } = onboarded(doctor);
  apart(windows);
  if (sameContent(windows, schedule.windows)) return [];
  return [{ type: 'WorkingHoursSet', data: { doctorId, windows, setAt: at } }];
};

/** For bookings from now on: each that is made already keeps the policy it was made under. */
const setBookingPolicy = ({ doctorId, policy, at }: SetBookingPolicy, doctor: Doctor): DoctorEvent[] =>
  sameContent(policy, onboarded(doctor).schedule.policy)
    ? []
    : [{ type: 'BookingPolicySet', data: { doctorId, policy, setAt: at } }];

const setVisitTypes = ({ doctorId, gridMinutes, visitTypes, at }: SetVisitTypes, doctor: Doctor): DoctorEvent[] => {
  const { schedule } = onboarded(doctor);
  const same = gridMinutes === schedule.gridMinutes && sameContent(visitTypes, schedule.visitTypes);
  return same ? [] : [{ type: 'VisitTypesSet', data: { doctorId, gridMinutes, visitTypes, setAt: at } }];
};

const onboarded = (doctor: Doctor): Doctor & { is: 'Onboarded' } => {
  if (doctor.is === 'Unknown') throw new Refusal('doctor-not-found', 'There is no such doctor.', {});
  return doctor;
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
