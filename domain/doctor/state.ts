import { assertNever } from '../assert-never.ts';
import type { DoctorId } from '../ids.ts';
import type { DoctorEvent, DoctorProfile } from './events.ts';
import { defaultSchedule, type Schedule } from './schedule.ts';

export type { Schedule } from './schedule.ts';

export type Doctor =
  | { is: 'Unknown' }
  | { is: 'Onboarded'; doctorId: DoctorId; profile: DoctorProfile; schedule: Schedule; onboardedAs: OnboardedAs };

/** What the doctor began with, each part as it was first set: asking for the same onboarding again stays quiet. */
export type OnboardedAs = Readonly<{ profile: DoctorProfile; schedule: Partial<Schedule> }>;

export const unknownDoctor: Doctor = { is: 'Unknown' };

export const evolveDoctor = (doctor: Doctor, event: DoctorEvent): Doctor => {
  switch (event.type) {
    case 'DoctorOnboarded': {
      const { doctorId, profile, zone } = event.data;
      const schedule = defaultSchedule(doctorId, zone);
      return { is: 'Onboarded', doctorId, profile, schedule, onboardedAs: { profile, schedule: { doctorId, zone } } };
    }
    case 'WorkingHoursSet':
      return reschedule(doctor, { windows: event.data.windows });
    case 'VisitTypesSet':
      return reschedule(doctor, { gridMinutes: event.data.gridMinutes, visitTypes: event.data.visitTypes });
    case 'BookingPolicySet':
      return reschedule(doctor, { policy: event.data.policy });
    default:
      return assertNever(event);
  }
};

const reschedule = (doctor: Doctor, change: Partial<Schedule>): Doctor => {
  if (doctor.is === 'Unknown') return doctor;
  const { schedule, onboardedAs } = doctor;
  return {
    ...doctor,
    schedule: { ...schedule, ...change },
    onboardedAs: { ...onboardedAs, schedule: { ...change, ...onboardedAs.schedule } },
  };
};
