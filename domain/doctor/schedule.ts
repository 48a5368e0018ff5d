import type { CalendarDate, Zone } from '../event.ts';
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
  /** Days on which the doctor observes a public holiday, by date, with its name. */
  holidays?: Readonly<Record<CalendarDate, string>>;
}>;

/** In force until a policy is set. */
export const defaultPolicy: BookingPolicy = {
  acceptance: 'automatic',
  payment: 'at-the-clinic',
  minimumNoticeMinutes: 0,
  maximumDaysAhead: 365,
  mostVisitsPerDay: null,
  mostOpenPerPatient: null,
  unansweredExpiresAfterMinutes: 2 * 24 * 60,
  unpaidExpiresAfterMinutes: 24 * 60,
  cancellationCutOffMinutes: 24 * 60,
  refundBeforeCutOffPercent: 100,
  refundAfterCutOffPercent: 0,
};

/** What a visit type has until it is set. */
export const noBuffers = { bufferBeforeMinutes: 0, bufferAfterMinutes: 0 } as const;

/** What a doctor begins with, until each part is set. */
export const defaultSchedule = (doctorId: DoctorId, zone: Zone): Schedule => ({
  doctorId,
  zone,
  windows: [],
  gridMinutes: 15,
  visitTypes: [],
  policy: defaultPolicy,
});
