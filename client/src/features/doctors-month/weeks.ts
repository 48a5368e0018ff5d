import type { CalendarDate } from '@careconnect/domain/event.ts';
import { addDays, weekdayOf } from '@careconnect/domain/time/wall.ts';

/** "2026-11", or undefined for what is no month. */
export const monthIn = (text: string): string | undefined =>
  /^[1-9]\d{3}-(0[1-9]|1[0-2])$/.test(text) ? text : undefined;

/** The Monday on or before the first, and how many days make the weeks of this month whole. */
export const weeksOf = (month: string): { from: CalendarDate; days: number } => {
  const first = `${month}-01`;
  const from = addDays(first, 1 - weekdayOf(first));
  const last = addDays(`${monthAfter(month)}-01`, -1);
  const covers = (days: number): boolean => addDays(from, days - 1) >= last;
  return { from, days: [28, 35, 42].find(covers) ?? 42 };
};

export const monthAfter = (month: string): string => addDays(`${month}-28`, 4).slice(0, 7);
export const monthBefore = (month: string): string => addDays(`${month}-01`, -1).slice(0, 7);
