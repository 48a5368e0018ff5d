import { assertNever } from '../assert-never.ts';
import type { AbsenceId, DoctorId } from '../ids.ts';
import type { Absence, DoctorEvent, DoctorProfile, PlanEvent } from './events.ts';
import { firstPlan, type Plan, withEntry, withoutEntry } from './plan.ts';
import type { Schedule } from './schedule.ts';

export type Doctor =
  | { is: 'Unknown' }
  | {
      is: 'Onboarded';
      doctorId: DoctorId;
      profile: DoctorProfile;
      plan: Plan;
      onboardedAs: OnboardedAs;
      absences: ReadonlyMap<AbsenceId, Absence & { withdrawn: boolean }>;
    };

/** What the doctor began with, each part as it was first set: asking for the same onboarding again stays quiet. */
export type OnboardedAs = Readonly<{ profile: DoctorProfile; schedule: Partial<Schedule> }>;

export const unknownDoctor: Doctor = { is: 'Unknown' };

export const evolveDoctor = (doctor: Doctor, event: DoctorEvent): Doctor => {
  if (event.type === 'DoctorOnboarded') {
    const { doctorId, profile, zone } = event.data;
    const onboardedAs = { profile, schedule: { doctorId, zone } };
    return { is: 'Onboarded', doctorId, profile, plan: firstPlan(doctorId, zone), onboardedAs, absences: new Map() };
  }
  if (doctor.is === 'Unknown') return doctor;
  switch (event.type) {
    case 'DoctorProfileChanged':
      return { ...doctor, profile: event.data.profile };
    case 'AbsencePlanned': {
      const { doctorId: _, plannedAt: _at, ...absence } = event.data;
      return { ...doctor, absences: new Map(doctor.absences).set(absence.absenceId, { ...absence, withdrawn: false }) };
    }
    case 'AbsenceWithdrawn': {
      const absence = doctor.absences.get(event.data.absenceId);
      if (!absence) return doctor;
      return { ...doctor, absences: new Map(doctor.absences).set(absence.absenceId, { ...absence, withdrawn: true }) };
    }
    default: {
      const schedule = { ...firstSet(event), ...doctor.onboardedAs.schedule };
      return {
        ...doctor,
        plan: evolvePlan(doctor.plan, event),
        onboardedAs: { ...doctor.onboardedAs, schedule },
      };
    }
  }
};

/** The read side folds plans by this as well. */
export const evolvePlan = (plan: Plan, event: PlanEvent): Plan => {
  switch (event.type) {
    case 'WorkingHoursSet': {
      const { windows, validFrom = null } = event.data;
      return { ...plan, hours: withEntry(plan.hours, { from: validFrom, windows }) };
    }
    case 'WorkingHoursWithdrawn':
      return { ...plan, hours: withoutEntry(plan.hours, event.data.validFrom) };
    case 'ZoneSet':
      return { ...plan, zones: withEntry(plan.zones, { from: event.data.validFrom, zone: event.data.zone }) };
    case 'HolidaysSet':
      return { ...plan, country: event.data.country };
    case 'HolidayWorkSet': {
      const { date, works } = event.data;
      const others = plan.worksOn.filter((each) => each !== date);
      return { ...plan, worksOn: works ? [...others, date].sort() : others };
    }
    case 'VisitTypesSet':
      return { ...plan, gridMinutes: event.data.gridMinutes, visitTypes: event.data.visitTypes };
    case 'BookingPolicySet':
      return { ...plan, policy: event.data.policy };
    default:
      return assertNever(event);
  }
};

/** What onboarding sets too. */
const firstSet = (event: PlanEvent): Partial<Schedule> => {
  switch (event.type) {
    case 'WorkingHoursSet':
      return { windows: event.data.windows };
    case 'VisitTypesSet':
      return { gridMinutes: event.data.gridMinutes, visitTypes: event.data.visitTypes };
    case 'BookingPolicySet':
      return { policy: event.data.policy };
    case 'WorkingHoursWithdrawn':
    case 'ZoneSet':
    case 'HolidaysSet':
    case 'HolidayWorkSet':
      return {};
    default:
      return assertNever(event);
  }
};
