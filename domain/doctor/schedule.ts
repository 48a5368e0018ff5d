import type { Zone } from '../event.ts';
import type { DoctorId } from '../ids.ts';
import type { BookingPolicy, VisitType, Window } from './events.ts';

/** All that decides which slots a doctor offers. */
export type Schedule = Readonly<{
  doctorId: DoctorId;
  zone: Zone;
  windows: readonly Window[];
  gridMinutes: number;
  visitTypes: readonly VisitType[];
  policy: BookingPolicy;
}>;

/** In force until a policy is set. */
export const defaultPolicy: BookingPolicy = {
  minimumNoticeMinutes: 0,
  maximumDaysAhead: 365,
  cancellationCutOffMinutes: 24 * 60,
};

/** What a doctor begins with, until each part is set. */
export const defaultSchedule = (doctorId: DoctorId, zone: Zone): Schedule => ({
  doctorId,
  zone,
  windows: [],
  gridMinutes: 15,
  visitTypes: [],
  policy: defaultPolicy,
});
