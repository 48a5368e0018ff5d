import 'reflect-metadata';
import { ValidateBy, type ValidationOptions } from 'class-validator';

export { Transform, Type } from 'class-transformer';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const clockTime = /^([01]\d|2[0-3]):[0-5]\d$/;
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d)$/;

export const isId = (value: unknown): value is string => typeof value === 'string' && uuid.test(value);

/** A day that exists, written yyyy-mm-dd: 2026-02-30 is none. */
export const isCalendarDate = (value: unknown): value is string => {
  const parts = typeof value === 'string' ? /^(\d{4})-(\d\d)-(\d\d)$/.exec(value) : null;
  if (!parts) return false;
  const [year, month, day] = parts.slice(1).map(Number) as [number, number, number];
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return year > 0 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
};

export const isClockTime = (value: unknown): value is string => typeof value === 'string' && clockTime.test(value);

export const isInstant = (value: unknown): value is string =>
  typeof value === 'string' && instant.test(value) && !Number.isNaN(Date.parse(value));

export const allowed = {
  id: 'a UUID',
  date: 'a calendar date as yyyy-mm-dd',
  time: 'a time of day as HH:mm',
  instant: 'an instant as in 2026-11-24T12:30:00Z',
  text: 'text',
} as const;

const field = (name: string, test: (value: unknown) => boolean, what: string) => (options?: ValidationOptions) =>
  ValidateBy({ name, validator: { validate: test, defaultMessage: () => `$property must be ${what}` } }, options);

export const IsId = field('isId', isId, allowed.id);
export const IsCalendarDate = field('isCalendarDate', isCalendarDate, allowed.date);
export const IsClockTime = field('isClockTime', isClockTime, allowed.time);
export const IsInstant = field('isInstant', isInstant, allowed.instant);
