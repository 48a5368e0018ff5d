import { assertNever } from '@careconnect/domain/assert-never.ts';
import type { TimeBlocked, TimeUnblocked } from '@careconnect/domain/day/events.ts';
import type { PoolClient } from 'pg';
import { placeOf, type Recorded } from '../recorded.ts';
import { lastOfEach, records } from '../records.ts';
import type { Alarm } from './alarms.ts';
import { standInDoctors } from './stand-ins.ts';

/** Blocked time: `unavailable_slots` on the doctor's clock, and beside it the instants, and why. */
export const projectBlocks = async (
  client: PoolClient,
  events: Recorded<TimeBlocked | TimeUnblocked>[],
): Promise<Alarm[]> => {
  if (events.length === 0) return [];
  const rows = lastOfEach('id', events.map(rowOf));
  const ids = rows.map(({ doctor_id }) => doctor_id);
  const alarms = await standInDoctors(client, ids);
  await client.query({ name: 'blocks', text: upsert, values: [records(rows)] });
  return alarms;
};

type Row = {
  id: string;
  doctor_id: string;
  date: string;
  start_time: string;
  end_time: string;
  starts_at: string;
  ends_at: string;
  zone: string;
  absence_id: string | null;
  position: string;
  removed: boolean;
  reason?: string | null;
};

const rowOf = (event: Recorded<TimeBlocked | TimeUnblocked>): Row => {
  const { type, data } = event;
  const { blockId: id, doctorId: doctor_id, date, from, to, startsAt: starts_at, endsAt: ends_at, zone } = data;
  const when = { date, start_time: from, end_time: to, starts_at, ends_at, zone };
  const row = { id, doctor_id, ...when, absence_id: data.absenceId ?? null, position: placeOf(event) };
  switch (type) {
    case 'TimeBlocked':
      return { ...row, reason: data.reason, removed: false };
    case 'TimeUnblocked':
      return { ...row, removed: true };
    default:
      return assertNever(type);
  }
};

const upsert = `
  WITH told AS (
    SELECT * FROM json_to_recordset($1) AS told (id uuid, doctor_id uuid, date date, start_time time, end_time time,
           starts_at timestamptz, ends_at timestamptz, zone text, absence_id uuid, reason text, removed boolean,
           position bigint)
  ), fresh AS (
    INSERT INTO block_details AS known (id, doctor_id, date, starts_at, ends_at, zone, absence_id, reason, removed, position)
    SELECT id, doctor_id, date, starts_at, ends_at, zone, absence_id, reason, removed, position FROM told
    ON CONFLICT (id) DO UPDATE SET doctor_id = excluded.doctor_id, date = excluded.date, starts_at = excluded.starts_at,
           ends_at = excluded.ends_at, zone = excluded.zone, absence_id = excluded.absence_id, reason = coalesce(excluded.reason, known.reason), removed = excluded.removed,
           position = excluded.position
     WHERE known.position < excluded.position
    RETURNING id, removed
  ), gone AS (
    DELETE FROM unavailable_slots slots USING fresh WHERE slots.id = fresh.id AND fresh.removed
  )
  INSERT INTO unavailable_slots AS known (id, doctor_id, date, start_time, end_time)
  SELECT id, doctor_id, date, start_time, end_time FROM told JOIN fresh USING (id) WHERE NOT fresh.removed
  ON CONFLICT (id) DO UPDATE SET doctor_id = excluded.doctor_id, date = excluded.date,
         start_time = excluded.start_time, end_time = excluded.end_time`;
