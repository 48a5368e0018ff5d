import { settings } from '@careconnect/archiver/settings.ts';
import type { System } from '@careconnect/local/system/system.ts';
import { createPool } from '@careconnect/platform/postgres/postgres.ts';
import type { Pool } from 'pg';
import { until } from '../../support/until.ts';
import { type Happened, logOf } from './log.ts';

/** Ids of appointments, as often as they stand there. */
export type Places = Readonly<{
  appointments: readonly string[];
  archived: readonly string[];
  /** Of whose archiving the journal tells. */
  journal: readonly string[];
}>;

const keptDays = settings.ARCHIVE_AFTER_DAYS.fallback?.value ?? 0;

/** Compares the log with both tables and the journal, once nothing is left to be archived. */
export const judgeArchive = async (system: System): Promise<{ archived: number; violations: string[] }> => {
  const pool = createPool({ url: system.addresses.database });
  const judge = async () => {
    const places = await placesIn(pool);
    return { places, violations: wrongInArchive(await logOf(system, 'doctorDay'), places, new Date().toISOString()) };
  };
  const isDone = async () => (await isAskedNoMore(pool)) && (await judge()).violations.length === 0;
  try {
    await until('the archive is as the log has it', isDone, 120_000, 500).catch(() => {}); // what is wrong is named below
    const { places, violations } = await judge();
    return { archived: places.archived.length, violations };
  } finally {
    await pool.end();
  }
};

export const wrongInArchive = (log: readonly Happened[], places: Places, now: string): string[] => {
  const [appointments, archived, journal] = [places.appointments, places.archived, places.journal].map(counted);
  const before = new Date(Date.parse(now) - keptDays * 24 * 60 * 60_000).toISOString();
  const wrong: string[] = [];
  for (const [appointmentId, { closed, endsAt, events }] of fatesIn(log)) {
    const times = (table: ReadonlyMap<string, number> | undefined) => table?.get(appointmentId) ?? 0;
    const isDue = closed && endsAt < before;
    if (events !== (isDue ? 1 : 0)) wrong.push(`${appointmentId} was archived ${events} times, by the log`);
    if (times(journal) !== events) wrong.push(`${appointmentId} was archived ${times(journal)} times, by the journal`);
    const stands = `${times(appointments)} times among the appointments and ${times(archived)} times in the archive`;
    const isRight = isDue
      ? times(archived) === 1 && times(appointments) === 0
      : times(appointments) === 1 && times(archived) === 0;
    if (!isRight) wrong.push(`${appointmentId} stands ${stands}`);
  }
  const known = fatesIn(log);
  for (const id of [...places.appointments, ...places.archived])
    if (!known.has(id)) wrong.push(`${id} stands in a table and not in the log`);
  return wrong;
};

type Fate = { closed: boolean; endsAt: string; events: number };

const fatesIn = (log: readonly Happened[]): ReadonlyMap<string, Fate> => {
  const fates = new Map<string, Fate>();
  for (const { type, data } of log) {
    const { appointmentId, endsAt } = data;
    if (type === 'AppointmentRequested' && !fates.has(appointmentId))
      fates.set(appointmentId, { closed: false, endsAt, events: 0 });
    const fate = fates.get(appointmentId);
    if (!fate) continue;
    if (type === 'AppointmentRescheduled') fate.endsAt = endsAt;
    if (type === 'AppointmentCancelled' || type === 'AppointmentCompleted') fate.closed = true;
    if (type === 'AppointmentArchived') fate.events += 1;
  }
  return fates;
};

const counted = (ids: readonly string[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
};

const placesIn = async (pool: Pool): Promise<Places> => {
  const ids = async (text: string) => (await pool.query<{ id: string }>(text)).rows.map(({ id }) => id);
  return {
    appointments: await ids('SELECT appointment_id::text AS id FROM appointments'),
    archived: await ids('SELECT appointment_id::text AS id FROM archived_appointments'),
    journal: await ids(
      "SELECT data ->> 'appointmentId' AS id FROM journal.events WHERE category = 'doctorDay' AND type = 'AppointmentArchived'",
    ),
  };
};

/** Whoever is asked twice must stay quiet, so nobody may be left to ask. */
const isAskedNoMore = async (pool: Pool): Promise<boolean> => {
  const { rowCount } = await pool.query(
    "SELECT FROM timers.job WHERE data ->> 'is' = 'ArchiveAppointments' AND state IN ('created', 'retry', 'active') LIMIT 1",
  );
  return rowCount === 0;
};
