import type { CalendarDate } from '../event.ts';
import { Refusal } from '../refusal.ts';
import { addDays } from '../time/wall.ts';
import type { Absence } from './events.ts';

/** Two years of weeks, or a long leave. */
export const mostAbsentDays = 106;

/** The days it falls on. */
export const absentOn = ({ firstDate, lastDate, repeats }: Omit<Absence, 'absenceId'>): CalendarDate[] => {
  if (lastDate < firstDate)
    throw new Refusal('ends-before-it-begins', 'The last day does not lie before the first.', {
      from: firstDate,
      to: lastDate,
    });
  const step = { daily: 1, weekly: 7 }[repeats];
  const dates: CalendarDate[] = [];
  for (let date = firstDate; date <= lastDate; date = addDays(date, step)) {
    if (dates.length === mostAbsentDays)
      throw new Refusal('too-many-days', `At most ${mostAbsentDays} days at once.`, { most: mostAbsentDays });
    dates.push(date);
  }
  return dates;
};
