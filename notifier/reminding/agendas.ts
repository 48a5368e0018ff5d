import { randomUUID } from 'node:crypto';
import type { CalendarDate, Zone } from '@careconnect/domain/event.ts';
import type { DoctorId } from '@careconnect/domain/ids.ts';
import { doctorDayStream } from '@careconnect/domain/streams.ts';
import { formatPosition } from '@careconnect/platform/event-store/position.ts';
import type { PoolClient } from 'pg';
import { v5 } from 'uuid';
import { enter } from '../ledger.ts';
import { namedLetter } from '../letter-due.ts';

type Row = { doctorId: DoctorId; date: CalendarDate; zone: Zone };

const beginning = formatPosition({ commit: 0n, prepare: 0n });
const agendas = '5b3c86a2-4d1c-5a53-8a3f-0f9f6c2b7d10';

/**
 * Each doctor with visits today, once it is six in the morning where they work; until noon, should nobody have looked earlier. The
 * ledger keeps each day once.
 */
export const enterAgendas = async (client: PoolClient, now: Date): Promise<void> => {
  const { rows } = await client.query<Row>({ name: 'agendas', text, values: [now.toISOString()] });
  for (const { doctorId, date, zone } of rows)
    await enter(
      client,
      namedLetter({
        ...{ kind: 'agenda', to: doctorId, requestId: v5(`${doctorId} ${date}`, agendas) },
        ...{
          stream: doctorDayStream(doctorId, date),
          revision: '0',
          position: beginning,
          event: { date, zone },
          correlationId: randomUUID(),
        },
      }),
    );
};

const text = `
  SELECT DISTINCT d.doctor_id AS "doctorId", d.date::text AS date, d.zone
    FROM read.held_times held JOIN read.appointment_details d USING (appointment_id)
    JOIN appointments a USING (appointment_id)
   WHERE held.during && tstzrange($1::timestamptz - interval '1 day', $1::timestamptz + interval '1 day')
     AND a.status IN ('PENDING', 'CONFIRMED')
     AND d.date = ($1::timestamptz AT TIME ZONE d.zone)::date
     AND ($1::timestamptz AT TIME ZONE d.zone)::time BETWEEN '06:00' AND '12:00'`;
