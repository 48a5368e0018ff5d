import { randomUUID } from 'node:crypto';
import { millisecondsOf } from '@careconnect/domain/time/wall.ts';
import { type Credentials, callApi, signedIn } from '../api/api.ts';
import { askForDoctors, askForPatients, askForVisits, patientsToAdd, requestsToAsk } from './ask.ts';
import { type Entry, type Ledger, openLedger } from './ledger.ts';
import { type Plan, planOf, type Settled } from './plan.ts';
import { type Places, type Reconciliation, reconcile } from './reconcile.ts';
import { type BadRow, type Request, readRows } from './rows.ts';

export type ImportOptions = {
  file: string;
  /** Of the public API. */
  url: string;
  admin: Credentials;
  /** Where it is counted afterwards. */
  places: Places;
  /** What was asked and answered before. */
  ledgerFile: string;
  atOnce: number;
  onBadRow: (row: BadRow) => void;
  /** Begins a stretch of so many steps; gives what is called after each. */
  onStretch: (what: string, total: number) => () => void;
  stop: AbortSignal;
};

export type Report = {
  requests: number;
  skipped: number;
  booked: number;
  /** How many of each reason. */
  refused: Record<string, number>;
  /** Asked in this run, and how long that took. */
  asked: number;
  seconds: number;
  /** With doctors and patients. */
  allSeconds: number;
  /** Null when it was stopped before the end. */
  reconciliation: Reconciliation | null;
};

/** More are no longer a matter of one look over the whole file. */
const mostRequests = 1_000_000;

/** Books a file of requests through the public API, however often it has to begin. @throws BadFile, Refused, Unanswered */
export const importFile = async (options: ImportOptions): Promise<Report> => {
  const { url, admin, stop, onStretch, atOnce } = options;
  const { requests, skipped } = await readAll(options);
  const ledger = openLedger(options.ledgerFile);
  try {
    const plan = planOf(requests, settledIn(requests, ledger));
    const asking = { api: signedIn(callApi({ url }), admin), ledger, atOnce, stop };
    const began = performance.now();
    const toAsk = requestsToAsk(plan, ledger);
    const patients = patientsToAdd({ ...plan, requests: toAsk }, ledger);
    if (toAsk.length > 0)
      await askForDoctors(plan, randomUUID(), { ...asking, done: onStretch('doctors', doctorsIn(plan)) });
    if (patients.length > 0)
      await askForPatients(patients, { ...asking, done: onStretch('patients', patients.length) });
    const beganVisits = performance.now();
    let asked = 0;
    if (toAsk.length > 0) {
      const step = onStretch('requests', toAsk.length);
      const done = () => {
        asked += 1;
        step();
      };
      await askForVisits(toAsk, { ...asking, done });
    }
    const ended = performance.now();
    const outcome = outcomeOf(requests, ledger);
    return {
      ...{ requests: requests.length, skipped, booked: outcome.booked.length, refused: outcome.refused, asked },
      seconds: (ended - beganVisits) / 1_000,
      allSeconds: (ended - began) / 1_000,
      reconciliation: stop.aborted
        ? null
        : await reconcile(plan, outcome.booked, foreignTo(requests, ledger), options.places),
    };
  } finally {
    ledger.close();
  }
};

const readAll = async ({ file, onBadRow }: ImportOptions): Promise<{ requests: Request[]; skipped: number }> => {
  const requests: Request[] = [];
  let skipped = 0;
  for await (const row of readRows(file, Date.now())) {
    if ('problem' in row) {
      skipped += 1;
      onBadRow(row);
    } else if (requests.push(row) > mostRequests)
      throw new RangeError(`more than ${mostRequests} requests: split the file`);
  }
  return { requests, skipped };
};

const doctorsIn = ({ doctors }: Plan): number => [...doctors.values()].reduce((sum, count) => sum + count, 0);

const settledIn = (requests: readonly Request[], ledger: Ledger): Settled =>
  new Map(
    requests.flatMap(({ key }) => {
      const entry = ledger.entry(key);
      const startsAt = entry?.is === 'booked' ? millisecondsOf(entry.startsAt) : null;
      return entry ? [[key, { doctor: entry.doctor, startsAt }]] : [];
    }),
  );

const outcomeOf = (requests: readonly Request[], ledger: Ledger) => {
  const booked: string[] = [];
  const refused: Record<string, number> = {};
  for (const { key } of requests) {
    const entry = ledger.entry(key);
    if (entry?.is === 'booked') booked.push(entry.appointmentId);
    else if (entry?.is === 'refused') refused[entry.code] = (refused[entry.code] ?? 0) + 1;
  }
  return { booked, refused };
};

/** Bookings of other files. */
const foreignTo = (requests: readonly Request[], ledger: Ledger): Set<string> => {
  const own = new Set(requests.map(({ key }) => key));
  const idOf = (key: string, entry: Entry) => (entry.is === 'booked' && !own.has(key) ? [entry.appointmentId] : []);
  return new Set([...ledger.entries()].flatMap(([key, entry]) => idOf(key, entry)));
};
