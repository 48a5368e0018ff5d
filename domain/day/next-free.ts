import type { Schedule } from '../doctor/schedule.ts';
import type { CalendarDate, Instant } from '../event.ts';
import { type DayAsked, slotsOf } from './slots.ts';

/** A date of the doctor's calendar, as it stands. */
export type DayKnown = Readonly<{ schedule: Schedule; date: CalendarDate }> & Pick<DayAsked, 'held' | 'blocked'>;

/** The first start of a day at which any of the doctor's visits can be booked now; null when there is none. */
export const firstFree = ({ schedule, date, held, blocked = [] }: DayKnown, now: Instant): Instant | null => {
  const starts = schedule.visitTypes.flatMap((visitType) => {
    const free = slotsOf({ ...visitType, schedule, date, held, blocked, now }).find(({ state }) => state === 'free');
    return free ? [free.startsAt] : [];
  });
  return starts.sort()[0] ?? null;
};
