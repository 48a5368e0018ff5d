import { closeSync, existsSync, fstatSync, ftruncateSync, mkdirSync, openSync, readSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Instant } from '@careconnect/domain/event.ts';

/** What the system answered to a request, as far as the import has to know. */
export type Answer =
  | Readonly<{ is: 'booked'; doctor: number; appointmentId: string; startsAt: Instant }>
  | Readonly<{ is: 'refused'; doctor: number; code: string }>;

/** Asked means: on its way, perhaps done, no answer yet. */
export type Entry = Answer | Readonly<{ is: 'asked'; doctor: number }>;

/**
 * Every question before it is asked and every answer when it is there, line by line. Nothing is ever changed, so whatever
 * kills the import, the next run knows all that the last one knew.
 */
export type Ledger = {
  entry(key: string): Entry | undefined;
  entries(): Iterable<[key: string, entry: Entry]>;
  hasPatient(patientKey: string): boolean;
  ask(key: string, doctor: number): void;
  answer(key: string, answer: Answer): void;
  addedPatient(patientKey: string): void;
  close(): void;
};

type Line = { key: string; entry: Entry } | { patient: string };

export const openLedger = (file: string): Ledger => {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const entries = new Map<string, Entry>();
  const patients = new Set<string>();
  const learn = (line: Line): void => {
    if ('patient' in line) patients.add(line.patient);
    else entries.set(line.key, line.entry);
  };
  const handle = openSync(file, existsSync(file) ? 'r+' : 'w+', 0o600);
  let end = readLines(handle, learn);
  // What a kill left of a last line is not a line.
  ftruncateSync(handle, end);

  const write = (line: Line): void => {
    learn(line);
    end += writeSync(handle, `${JSON.stringify(line)}\n`, end);
  };
  return {
    entry: (key) => entries.get(key),
    entries: () => entries,
    hasPatient: (patientKey) => patients.has(patientKey),
    ask: (key, doctor) => write({ key, entry: { is: 'asked', doctor } }),
    answer: (key, entry) => write({ key, entry }),
    addedPatient: (patient) => write({ patient }),
    close: () => closeSync(handle),
  };
};

/** Answers where the last whole line ends. */
const readLines = (handle: number, learn: (line: Line) => void): number => {
  const size = fstatSync(handle).size;
  const chunk = Buffer.alloc(1 << 20);
  let rest = Buffer.alloc(0);
  let whole = 0;
  for (let at = 0; at < size; ) {
    const length = readSync(handle, chunk, 0, chunk.length, at);
    at += length;
    rest = Buffer.concat([rest, chunk.subarray(0, length)]);
    for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10)) {
      learn(JSON.parse(rest.subarray(0, end).toString()));
      whole += end + 1;
      rest = rest.subarray(end + 1);
    }
  }
  return whole;
};
