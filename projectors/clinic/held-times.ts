import type { PoolClient } from 'pg';
import { records } from '../records.ts';
import type { Alarm } from './alarms.ts';

/**
 * The alarm on the promise that no doctor sees two patients at once: the times that appointments hold, kept in a table in
 * which Postgres lets no two of one doctor overlap. Answers the appointments that found no room there; they are tried again
 * whenever something changes on their day, for what stood in their way may be gone.
 */
export const withoutRoom = async (client: PoolClient, changed: readonly string[]): Promise<string[]> => {
  if (changed.length === 0) return [];
  await client.query({ name: 'times-released', text: release, values: [changed] });
  const { rows } = await client.query<{ appointment_id: string }>({
    name: 'times-held',
    text: hold,
    values: [changed],
  });
  return rows.map(({ appointment_id }) => appointment_id);
};

type Asked = { appointment_id: string; doctor_id: string; starts_at: string; ends_at: string };

/** Whether any of these meets a time that another appointment holds, or may come to hold because one that stood in its way is gone. */
export const meetHeld = async (client: PoolClient, asked: readonly Asked[]): Promise<boolean> => {
  if (asked.length === 0) return false;
  const times = asked.map(({ appointment_id, doctor_id, starts_at, ends_at }) => ({
    ...{ appointment_id, doctor_id, starts_at, ends_at },
  }));
  const { rowCount } = await client.query({ name: 'times-met', text: met, values: [records(times)] });
  return rowCount !== 0;
};

/** Answers the alarms that are new. */
export const raiseOverlaps = async (client: PoolClient, without: readonly string[]): Promise<Alarm[]> => {
  if (without.length === 0) return [];
  const { rows } = await client.query<Alarm>(raise, [without]);
  return rows;
};

const during = 'tstzrange(least(starts_at, ends_at), greatest(starts_at, ends_at))';

const met = `
  SELECT FROM json_to_recordset($1) AS asked (appointment_id uuid, doctor_id uuid, starts_at timestamptz, ends_at timestamptz)
   WHERE EXISTS (SELECT FROM held_times held WHERE held.doctor_id = asked.doctor_id AND held.during && ${during}
                  AND held.appointment_id <> asked.appointment_id)
      OR EXISTS (SELECT FROM alarms JOIN appointment_details late ON late.appointment_id = subject
                  WHERE kind = 'overlap' AND late.doctor_id = asked.doctor_id)
   LIMIT 1`;

const release = `
  DELETE FROM held_times held USING appointment_details now
   WHERE held.appointment_id = now.appointment_id AND now.appointment_id = ANY ($1::uuid[])
     AND (NOT now.holds_slot OR (held.doctor_id, held.during) IS DISTINCT FROM (now.doctor_id, ${during}))`;

const hold = `
  WITH changed AS (
    SELECT appointment_id, doctor_id, date FROM appointment_details WHERE appointment_id = ANY ($1::uuid[])
  ), wanted AS (
    SELECT appointment_id, doctor_id, ${during} AS during, position FROM appointment_details now
     WHERE appointment_id IN (
             SELECT appointment_id FROM changed
              UNION
             SELECT subject FROM alarms JOIN appointment_details late ON late.appointment_id = subject
              WHERE kind = 'overlap' AND (late.doctor_id, late.date) IN (SELECT doctor_id, date FROM changed))
       AND holds_slot AND NOT EXISTS (SELECT FROM held_times held WHERE held.appointment_id = now.appointment_id)
  ), held AS (
    INSERT INTO held_times (appointment_id, doctor_id, during)
    SELECT appointment_id, doctor_id, during FROM wanted ORDER BY position
    ON CONFLICT DO NOTHING RETURNING appointment_id
  )
  SELECT appointment_id FROM wanted EXCEPT SELECT appointment_id FROM held`;

const raise = `
  INSERT INTO alarms (kind, subject, others)
  SELECT 'overlap', late.appointment_id, array_agg(held.appointment_id ORDER BY held.appointment_id)
    FROM appointment_details late
    JOIN held_times held ON held.doctor_id = late.doctor_id AND held.during && ${during}
     AND held.appointment_id <> late.appointment_id
   WHERE late.appointment_id = ANY ($1::uuid[])
   GROUP BY late.appointment_id
  ON CONFLICT (kind, subject) DO NOTHING
  RETURNING kind, subject, others`;
