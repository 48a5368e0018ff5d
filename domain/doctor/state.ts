import { assertNever } from '../assert-never.ts';
import type { Zone } from '../event.ts';
import type { DoctorId, VisitTypeId } from '../ids.ts';
import { Refusal } from '../refusal.ts';
import type { BookingPolicy, DoctorEvent, DoctorProfile, VisitType, Window } from './events.ts';

export type Doctor =
  | { is: 'Unknown' }
  | { is: 'Onboarded'; doctorId: DoctorId; profile: DoctorProfile; schedule: Schedule };

/** All that decides which slots a doctor offers. */
export type Schedule = Readonly<{
  doctorId: DoctorId;
  zone: Zone;
  windows: readonly Window[];
  gridMinutes: number;
  visitTypes: readonly VisitType[];
  policy: BookingPolicy;
}>;

export const defaultPolicy: BookingPolicy = {
  minimumNoticeMinutes: 0,
  maximumDaysAhead: 365,
  cancellationCutOffMinutes: 24 * 60,
};

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

/** @throws Refusal `no-such-visit-type`, naming those the doctor offers. */
export const visitTypeOf = (schedule: Schedule, wanted: VisitTypeId): VisitType => {
  const found = schedule.visitTypes.find(({ visitTypeId }) => visitTypeId === wanted);
  if (found) return found;
  throw new Refusal('no-such-visit-type', 'The doctor does not offer this visit type.', {
    offered: schedule.visitTypes.map(({ visitTypeId, name }) => ({ visitTypeId, name })),
  });
};
