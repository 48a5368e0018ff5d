import type { Visit } from '@careconnect/domain/day/events.ts';
import type { DoctorId } from '@careconnect/domain/ids.ts';
import { prefixesOf } from '@careconnect/domain/streams.ts';
import type { Position } from '@careconnect/platform/event-store/event-store.ts';
import { connectEventStore } from '@careconnect/platform/event-store/eventstoredb.ts';
import { createPool } from '@careconnect/platform/postgres/postgres.ts';
import { createPositionWaiter } from '@careconnect/platform/subscription/position-waiter.ts';
import { projections } from '@careconnect/schema/projections.ts';
import { doctorIdOf } from './network.ts';
import type { Plan } from './plan.ts';

export type Places = { eventStoreUrl: string; databaseUrl: string };

/** How many bookings of this import each of the three knows, and where they disagree. */
export type Reconciliation = {
  log: number;
  rows: number;
  answers: number;
  /** One sentence for each way in which they do not agree. */
  differences: string[];
};

const longestWaitMs = 120_000;

/**
 * Counts the same bookings three times, independently: in the log, in the rows made of it, and in the answers that were
 * given. They are compared one by one, not only in number. Bookings of other files stand aside.
 */
export const reconcile = async (
  { doctors }: Plan,
  answers: readonly string[],
  foreign: ReadonlySet<string>,
  places: Places,
): Promise<Reconciliation> => {
  const ids = [...doctors].flatMap(([clinic, count]) => Array.from({ length: count }, (_, n) => doctorIdOf(clinic, n)));
  const { bookings, head } = await bookingsInLog(places.eventStoreUrl, ids);
  const rows = await bookingsInRows(places.databaseUrl, ids, head);
  const isOurs = (id: string): boolean => bookings.get(id)?.imported === true && !foreign.has(id);
  const log = [...bookings.keys()].filter(isOurs);
  const known = { log: new Set(log), rows: new Set(rows), answers: new Set(answers) };
  const twice = [...bookings].filter(([, { times }]) => times > 1).map(([id]) => id);
  const differences = [
    sentence(
      'answered but not in the log',
      answers.filter((id) => !known.log.has(id)),
    ),
    sentence(
      'in the log but not answered',
      log.filter((id) => !known.answers.has(id)),
    ),
    sentence(
      'in the log but not in Postgres',
      log.filter((id) => !known.rows.has(id)),
    ),
    sentence(
      'in Postgres but not in the log',
      rows.filter((id) => !bookings.has(id)),
    ),
    sentence('in the log more than once', twice),
    ...(known.answers.size < answers.length ? ['two requests were given the same booking'] : []),
  ].filter((text) => text !== '');
  return { log: log.length, rows: rows.filter(isOurs).length, answers: answers.length, differences };
};

const sentence = (what: string, ids: readonly string[]): string =>
  ids.length === 0 ? '' : `${ids.length} ${what} (${ids.slice(0, 3).join(', ')})`;

type Booking = { imported: boolean; times: number };

/** Every booking of these doctors, from the first event of the log to its end. */
const bookingsInLog = async (url: string, doctors: readonly DoctorId[]) => {
  const store = connectEventStore({ url });
  const ending = new AbortController();
  const own = new Set<string>(doctors);
  const bookings = new Map<string, Booking>();
  let head: Position | null = null;
  try {
    const streamPrefixes = prefixesOf('doctorDay');
    for await (const item of store.subscribe({ after: 'start', streamPrefixes, signal: ending.signal })) {
      if (item.kind === 'caughtUp') break;
      if (item.kind !== 'event' || item.event.type !== 'AppointmentRequested') continue;
      const { data, metadata, position } = item.event;
      const { appointmentId, doctorId } = data as Pick<Visit, 'appointmentId' | 'doctorId'>;
      if (!own.has(doctorId)) continue;
      head = position;
      const times = (bookings.get(appointmentId)?.times ?? 0) + 1;
      bookings.set(appointmentId, { imported: metadata.imported === true, times });
    }
    return { bookings, head };
  } finally {
    ending.abort();
    await store.close();
  }
};

const bookingsInRows = async (url: string, doctors: readonly DoctorId[], upTo: Position | null): Promise<string[]> => {
  const pool = createPool({ url, max: 1, statementTimeoutMs: 60_000, applicationName: 'import' });
  const positions = createPositionWaiter({ databaseUrl: url });
  try {
    if (upTo && !(await positions.waitFor(projections.clinic, upTo, longestWaitMs)))
      throw new Error(`the read model did not come as far as the log within ${longestWaitMs / 1000} s`);
    const { rows } = await pool.query<{ id: string }>(
      `SELECT appointment_id AS id FROM appointments WHERE doctor_id = ANY($1)
       UNION ALL SELECT appointment_id FROM archived_appointments WHERE doctor_id = ANY($1)`,
      [doctors],
    );
    return rows.map(({ id }) => id);
  } finally {
    await positions.close();
    await pool.end();
  }
};
