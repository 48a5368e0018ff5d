import { assertNever } from '../assert-never.ts';
import type { DoctorId } from '../ids.ts';
import type { DoctorEvent, DoctorProfile } from './events.ts';
import { defaultPolicy, type Schedule } from './schedule.ts';

export type { Schedule } from './schedule.ts';

export type Doctor =
  | { is: 'Unknown' }
  | { is: 'Onboarded'; doctorId: DoctorId; profile: DoctorProfile; schedule: Schedule };

export const unknownDoctor: Doctor = { is: 'Unknown' };

export const evolveDoctor = (doctor: Doctor, event: DoctorEvent): Doctor => {
  switch (event.type) {
    case 'DoctorOnboarded': {
      const { doctorId, profile, zone } = event.data;
      const schedule = { doctorId, zone, windows: [], gridMinutes: 15, visitTypes: [], policy: defaultPolicy };
      return { is: 'Onboarded', doctorId, profile, schedule };
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

const reschedule = (doctor: Doctor, change: Partial<Schedule>): Doctor =>
  doctor.is === 'Onboarded' ? { ...doctor, schedule: { ...doctor.schedule, ...change } } : doctor;
