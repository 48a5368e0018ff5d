import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { CalendarDate } from '@careconnect/domain/event.ts';
import type { Gender } from '@careconnect/domain/patient/events.ts';
import { edgeOf } from '@careconnect/domain/time/edge.ts';
import { isCalendarDate, type Milliseconds } from '@careconnect/domain/time/wall.ts';
import { parse } from 'csv-parse/sync';
import { v5 } from 'uuid';
import { namespace, zone } from './network.ts';

/** One request of the file, in our terms. */
export type Request = Readonly<{
  line: number;
  /** The row's own name: the same content gives the same key, and equal rows are told apart by their number. */
  key: string;
  requestedAt: Milliseconds;
  date: CalendarDate;
  patientKey: string;
  gender: Gender;
  age: number;
  clinic: string;
}>;

/** A row that cannot be what it says, and what would be allowed. */
export type BadRow = Readonly<{ line: number; problem: string }>;

const columns = ['requested_at', 'appointment_day', 'patient_key', 'gender', 'age', 'clinic'] as const;
type Column = (typeof columns)[number];
type Values = Record<Column, string>;

const genderOf: Readonly<Record<string, Gender>> = { F: 'FEMALE', M: 'MALE', O: 'OTHER' };
const oldest = 120;
const longest = 100;

export class BadFile extends Error {
  override readonly name = 'BadFile';
}

/** Reads the file line by line, so that a broken row never harms the next. @throws BadFile without the needed columns */
export const readRows = async function* (file: string, now: Milliseconds): AsyncGenerator<Request | BadRow> {
  const seen = new Map<string, number>();
  let places: Record<Column, number> | undefined;
  let line = 0;
  const lines = createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Number.POSITIVE_INFINITY });
  for await (const text of lines) {
    line += 1;
    if (!places) places = placesIn(fieldsOf(text.replace(/^\uFEFF/, '')) ?? []);
    else if (text.trim() !== '') yield rowOf(text, line, places, seen, now);
  }
  if (!places) throw new BadFile(`${file} is empty: its first line must name the columns ${columns.join(', ')}`);
};

const placesIn = (header: string[]): Record<Column, number> => {
  const missing = columns.filter((column) => !header.includes(column));
  if (missing.length > 0)
    throw new BadFile(`line 1: the columns ${missing.join(', ')} are missing; needed are ${columns.join(', ')}`);
  return Object.fromEntries(columns.map((column) => [column, header.indexOf(column)])) as Record<Column, number>;
};

/** Null when its quotes do not close. */
const fieldsOf = (line: string): string[] | null => {
  if (!line.includes('"')) return line.split(',').map((field) => field.trim());
  try {
    return parse(line, { trim: true, relax_column_count: true })[0] ?? null;
  } catch {
    return null;
  }
};

class Wrong extends Error {}

const rowOf = (
  text: string,
  line: number,
  places: Record<Column, number>,
  seen: Map<string, number>,
  now: Milliseconds,
): Request | BadRow => {
  try {
    const request = requestOf(valuesOf(text, places), now);
    const { requestedAt, date, patientKey, gender, age, clinic } = request;
    const content = v5(JSON.stringify([requestedAt, date, patientKey, gender, age, clinic]), namespace);
    const number = (seen.get(content) ?? 0) + 1;
    seen.set(content, number);
    return { line, key: v5(`request ${number}`, content), ...request };
  } catch (error) {
    if (error instanceof Wrong) return { line, problem: error.message };
    throw error;
  }
};

const valuesOf = (text: string, places: Record<Column, number>): Values => {
  if (text.includes('\uFFFD')) throw new Wrong('not UTF-8');
  const fields = fieldsOf(text);
  if (!fields) throw new Wrong('a quote does not close');
  const values = Object.fromEntries(columns.map((column) => [column, fields[places[column]] ?? ''])) as Values;
  const missing = columns.filter((column) => values[column] === '');
  if (missing.length > 0) throw new Wrong(`${missing.join(', ')} missing`);
  return values;
};

const requestOf = (values: Values, now: Milliseconds): Omit<Request, 'line' | 'key'> => {
  const [, requestDate = '', requestTime = ''] =
    /^(\d{4}-\d\d-\d\d)[ T]((?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)$/.exec(values.requested_at) ?? [];
  if (!isCalendarDate(requestDate))
    throw new Wrong(`requested_at ${quoted(values.requested_at)} is no date and time (allowed: yyyy-mm-dd HH:mm:ss)`);
  const date = values.appointment_day;
  if (!/^\d{4}-\d\d-\d\d$/.test(date) || !isCalendarDate(date))
    throw new Wrong(`appointment_day ${quoted(date)} is no date (allowed: yyyy-mm-dd)`);
  if (date < requestDate) throw new Wrong(`appointment_day ${date} lies before requested_at ${requestDate}`);
  const requestedAt = edgeOf(requestDate, requestTime, zone, 'opens');
  if (requestedAt > now) throw new Wrong(`requested_at ${quoted(values.requested_at)} lies in the future`);
  const gender = Object.hasOwn(genderOf, values.gender) ? genderOf[values.gender] : undefined;
  if (!gender)
    throw new Wrong(`gender ${quoted(values.gender)} is unknown (allowed: ${Object.keys(genderOf).join(', ')})`);
  const age = /^\d{1,3}$/.test(values.age) ? Number(values.age) : Number.NaN;
  if (!(age <= oldest)) throw new Wrong(`age ${quoted(values.age)} is impossible (allowed: 0 to ${oldest})`);
  for (const column of ['patient_key', 'clinic'] as const)
    if (values[column].length > longest) throw new Wrong(`${column} is too long (allowed: ${longest} characters)`);
  return { requestedAt, date, patientKey: values.patient_key, gender, age, clinic: values.clinic };
};

const quoted = (value: string): string => JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
