import { randomUUID } from 'node:crypto';
import { assertNever } from '@careconnect/domain/assert-never.ts';
import type { Visit } from '@careconnect/domain/day/events.ts';
import type { Instant } from '@careconnect/domain/event.ts';
import { doctorDayStream } from '@careconnect/domain/streams.ts';
import { defaultPreferences, type LetterPreferences } from '@careconnect/domain/user/letter-preferences.ts';
import { type Reminder, remindersFor } from '@careconnect/domain/user/reminders.ts';
import { parsePosition } from '@careconnect/platform/event-store/position.ts';
import { inTransaction } from '@careconnect/platform/postgres/postgres.ts';
import type { PositionWaiter } from '@careconnect/platform/subscription/position-waiter.ts';
import { projections } from '@careconnect/schema/projections.ts';
import type { Pool, PoolClient } from 'pg';
import { enter } from '../ledger.ts';
import { namedLetter } from '../letter-due.ts';
import { enterAgendas } from './agendas.ts';
import { type Alarms, agendasAfter, type Task } from './alarms.ts';

type Needs = {
  pool: Pool;
  positions: Pick<PositionWaiter, 'waitFor'>;
  alarms: Pick<Alarms, 'set' | 'drop'>;
  entered: () => void;
  now?: () => Date;
};

type About = { position: string; correlationId: string };

const patienceMs = 10_000;

/** What is done when an alarm rings. Throws while the read model is behind: the alarm rings again. */
export const reminding = (needs: Needs) => {
  const { pool, entered, now = () => new Date() } = needs;
  return async (task: Task): Promise<void> => {
    switch (task.is) {
      case 'Derive':
        await passed(needs, task.position);
        return inTransaction(pool, (client) => derive(needs, client, task.appointmentId, task, now()));
      case 'DeriveAll':
        await passed(needs, task.position);
        return deriveAll(needs, task.userId, task, now());
      case 'Remind':
        await inTransaction(pool, (client) => remind(client, task, now()));
        return entered();
      case 'Agendas':
        await inTransaction(pool, async (client) => {
          await enterAgendas(client, now());
          await needs.alarms.set(client, [agendasAfter(now())]);
        });
        return entered();
      default:
        return assertNever(task);
    }
  };
};

const passed = async ({ positions }: Needs, text: string): Promise<void> => {
  const position = parsePosition(text);
  if (position && !(await positions.waitFor(projections.clinic, position, patienceMs)))
    throw new Error('the read model is behind');
};

type Row = {
  event: Visit;
  status: string;
  letters: Partial<LetterPreferences> | null;
  /** When the visit or what its patient wants last changed. */
  since: Instant;
};

const visitOf = async (client: PoolClient, appointmentId: string): Promise<Row | undefined> =>
  (await client.query<Row>({ name: 'reminders-visit', text: visitText, values: [appointmentId] })).rows[0];

const visitText = `
  SELECT json_build_object('userId', a.user_id, 'appointmentId', a.appointment_id, 'doctorId', a.doctor_id,
           'patientId', a.patient_id, 'date', d.date::text, 'time', a.time, 'zone', d.zone, 'startsAt', read.iso(d.starts_at)) AS event,
         a.status, pref.letters, read.iso(greatest(a.updated_at, u.updated_at) AT TIME ZONE 'UTC') AS since
    FROM read.appointment_details d JOIN appointments a USING (appointment_id) JOIN app_users u ON u.user_id = a.user_id
    LEFT JOIN read.account_details pref ON pref.user_id = a.user_id
   WHERE appointment_id = $1`;

const beginning: Instant = new Date(0).toISOString();

/** What a visit calls for as it stands, whenever that was or is to be. */
const calledFor = ({ event, status, letters }: Row): readonly Reminder[] =>
  status === 'CONFIRMED' ? remindersFor(event, { ...defaultPreferences, ...letters }, beginning) : [];

type Kept = Reminder & { job_id: string };

/**
 * The reminders that are still to come, instead of those there were; one at a time for each visit. Also to come is what has fallen
 * due since the visit came to be as it is, for news may be late, and what is due and has not rung yet.
 */
const derive = async (
  { alarms }: Needs,
  client: PoolClient,
  appointmentId: string,
  about: About,
  now: Date,
): Promise<void> => {
  await client.query({
    name: 'reminders-lock',
    text: 'SELECT pg_advisory_xact_lock(hashtextextended($1, 7))',
    values: [appointmentId],
  });
  const gone = await client.query<Kept>({
    name: 'reminders-forget',
    text: 'DELETE FROM notify.reminders WHERE appointment_id = $1 RETURNING job_id, minutes, read.iso(at) AS at',
    values: [appointmentId],
  });
  await alarms.drop(
    client,
    gone.rows.map(({ job_id }) => job_id),
  );
  const visit = await visitOf(client, appointmentId);
  if (!visit || visit.event.startsAt <= now.toISOString()) return;
  const reminders = calledFor(visit)
    .filter((each) => each.at > visit.since || gone.rows.some((kept) => isSame(kept, each)))
    .map((each) => ({ ...each, id: randomUUID() }));
  if (reminders.length > 0)
    await client.query({
      name: 'reminders-keep',
      text: `INSERT INTO notify.reminders (appointment_id, minutes, at, job_id)
             SELECT $1, * FROM unnest($2::integer[], $3::timestamptz[], $4::uuid[])`,
      values: [
        appointmentId,
        reminders.map(({ minutes }) => minutes),
        reminders.map(({ at }) => at),
        reminders.map(({ id }) => id),
      ],
    });
  const { position, correlationId } = about;
  await alarms.set(
    client,
    reminders.map(({ minutes, at, id }) => ({
      id,
      at,
      task: { is: 'Remind', appointmentId, minutes, at, position, correlationId },
    })),
  );
};

const isSame = (one: Reminder, other: Reminder): boolean => one.minutes === other.minutes && one.at === other.at;

/** Of all visits still to come, page by page. */
const deriveAll = async (needs: Needs, userId: string, about: About, now: Date): Promise<void> => {
  for (let after: string[] = [now.toISOString(), '00000000-0000-0000-0000-000000000000']; ; ) {
    const { rows } = await needs.pool.query<{ appointment_id: string; starts_at: string }>({
      name: 'reminders-visits-to-come',
      text: `SELECT appointment_id, read.iso(starts_at) AS starts_at FROM read.appointment_details
              WHERE user_id = $1 AND (starts_at, appointment_id) > ($2::timestamptz, $3::uuid)
              ORDER BY appointment_details.starts_at, appointment_id LIMIT 100`,
      values: [userId, ...after],
    });
    await inTransaction(needs.pool, async (client) => {
      for (const { appointment_id } of rows) await derive(needs, client, appointment_id, about, now);
    });
    const last = rows.at(-1);
    if (!last || rows.length < 100) return;
    after = [last.starts_at, last.appointment_id];
  }
};

type Remind = Extract<Task, { is: 'Remind' }>;

/**
 * Enters the letter, and a text message where somebody left a number, if the reminder still stands: a change that the read model
 * knows may not have been derived yet. One that was late says what earlier ones would have said, so they go with it.
 */
const remind = async (
  client: PoolClient,
  { appointmentId, minutes, at, position, correlationId }: Remind,
  now: Date,
): Promise<void> => {
  const visit = await visitOf(client, appointmentId);
  const reminder = visit && calledFor(visit).find((each) => each.minutes === minutes);
  if (!reminder || reminder.at !== (at ?? reminder.at)) return;
  const { rowCount } = await client.query({
    name: 'reminders-ring',
    text: ring,
    values: [appointmentId, minutes, reminder.at, now.toISOString()],
  });
  if (rowCount === 0) return;
  const { event, letters } = visit;
  for (const channel of letters?.phone ? (['email', 'sms'] as const) : (['email'] as const))
    await enter(
      client,
      namedLetter({
        ...{ kind: 'reminder', to: event.userId, appointmentId, channel, offsetMinutes: minutes },
        ...{ stream: doctorDayStream(event.doctorId, event.date), revision: '0', position, event, correlationId },
      }),
    );
};

// Nothing where it was dropped or stands for another time, or where a later one is due by now as well.
const ring = `
  WITH this AS (
    SELECT at FROM notify.reminders reminder
     WHERE appointment_id = $1 AND minutes = $2 AND at = $3::timestamptz
       AND NOT EXISTS (SELECT FROM notify.reminders later
                        WHERE later.appointment_id = $1 AND later.at > reminder.at AND later.at <= $4::timestamptz)
  )
  DELETE FROM notify.reminders USING this WHERE appointment_id = $1 AND reminders.at <= this.at RETURNING minutes`;
