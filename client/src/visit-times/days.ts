import type { CalendarDate } from '@careconnect/domain/event.ts';
import { addDays } from '@careconnect/domain/time/wall.ts';
import type { DaySlots } from '../api/answers.ts';

/** From today until as far ahead as the doctor takes bookings, both in the doctor's zone. */
export type Horizon = { first: CalendarDate; last: CalendarDate };

export const daysShown = 7;

/** The start of the stretch of seven days, counted from today, in which a date lies. */
export const weekOf = (date: CalendarDate, { first }: Horizon): CalendarDate =>
  addDays(first, Math.floor(daysBetween(first, date) / daysShown) * daysShown);

export const within = (date: CalendarDate, { first, last }: Horizon): boolean => date >= first && date <= last;

/** A date moved by some days, but never beyond the horizon. */
export const moved = (date: CalendarDate, days: number, { first, last }: Horizon): CalendarDate => {
  const wanted = addDays(date, days);
  if (wanted < first) return first;
  return wanted > last ? last : wanted;
};

export const freeSlots = (day: DaySlots | undefined): number =>
  day?.slots.filter(({ state }) => state === 'free').length ?? 0;

/** Where somebody who did not choose begins: the first day with a free time, or the first day. */
export const firstFreeDay = (days: readonly DaySlots[]): CalendarDate | undefined =>
  days.find((day) => freeSlots(day) > 0)?.date;

const daysBetween = (from: CalendarDate, to: CalendarDate): number =>
  Math.round((Date.parse(`${to}T00:00Z`) - Date.parse(`${from}T00:00Z`)) / 86_400_000);
