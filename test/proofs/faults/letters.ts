import { prefixesOf } from '@careconnect/domain/streams.ts';
import { defaultPreferences } from '@careconnect/domain/user/letter-preferences.ts';
import { remindersFor } from '@careconnect/domain/user/reminders.ts';
import { openMailBox } from '@careconnect/local/mailbox/mail-box.ts';
import type { System } from '@careconnect/local/system/system.ts';
import { connectEventStore } from '@careconnect/platform/event-store/eventstoredb.ts';
import { deadLetterQueueName, retryQueueName } from '@careconnect/platform/messaging/topology.ts';
import { createPool } from '@careconnect/platform/postgres/postgres.ts';
import { topology } from '@careconnect/schema/topology.ts';
import { connect } from 'amqplib';
import type { Pool } from 'pg';
import { until } from '../../support/until.ts';

export type Judged = {
  due: number;
  sent: number;
  /** Letters that a later one has overtaken. */
  skipped: number;
  /** Second copies: whoever sent was cut off between the answer of the mail server and the ledger. */
  twice: number;
  /** Still to come, of visits that still stand. */
  reminders: number;
  violations: string[];
};

type Letter = {
  name: string;
  letter_id: string;
  appointment_id: string;
  kind: string;
  state: string;
  reason: string | null;
};

/** What the log calls for, by name. */
type Wanted = { letters: readonly string[]; reminders: readonly string[] };

const kinds: Readonly<Record<string, readonly string[]>> = {
  AppointmentConfirmed: ['confirmation'],
  AppointmentRescheduled: ['rescheduling'],
  AppointmentCancelled: ['cancellation', 'doctor-cancellation'],
};

/** Compares the log with the ledger, the mailbox and the queues, once everything has come to its end. */
export const judgeLetters = async (system: System, killsOfNotifier: number): Promise<Judged> => {
  const pool = createPool({ url: system.addresses.database });
  try {
    const wanted = await calledFor(system);
    await untilSettled(system, pool, wanted).catch(() => {}); // what is missing is named below
    const [ledger, kept, mails] = [await letters(pool), await reminders(pool), await mailsOf(system)];
    const twice = copiesTooMany(ledger, mails);
    const violations = [
      ...(await left(system)),
      ...(await givenUp(pool)),
      ...wrongInLedger(ledger, wanted.letters),
      ...wrongInMailbox(ledger, mails),
      ...differences(wanted.reminders, kept, 'the reminders'),
      ...(twice > killsOfNotifier
        ? [`${twice} letters came twice, after ${killsOfNotifier} kills of the notifier`]
        : []),
    ];
    const sent = ledger.filter(({ state }) => state === 'sent').length;
    const counts = { due: wanted.letters.length, sent, skipped: ledger.length - sent, reminders: kept.length };
    return { ...counts, twice, violations };
  } finally {
    await pool.end();
  }
};

/** No letter due, none missing, no message left. */
export const untilSettled = async (system: System, pool: Pool, wanted?: Wanted): Promise<void> => {
  const { letters: due, reminders: toCome } = wanted ?? (await calledFor(system));
  const isSettled = async (): Promise<boolean> => {
    const { rows } = await pool.query<{ settled: number; open: number; kept: number }>(
      `SELECT (SELECT count(*) FILTER (WHERE state <> 'due') FROM notify.letters WHERE appointment_id IS NOT NULL)::int AS settled,
              (SELECT count(*) FROM notify.letters WHERE state = 'due')::int AS open,
              (SELECT count(*) FROM notify.reminders)::int AS kept`,
    );
    const [at] = rows;
    return (
      at?.settled === due.length && at.open === 0 && at.kept === toCome.length && (await left(system)).length === 0
    );
  };
  await until('every letter is settled', isSettled, 600_000, 200);
};

const wrongInLedger = (ledger: readonly Letter[], due: readonly string[]): string[] => [
  ...differences(
    due,
    ledger.map(({ name }) => name),
    'the ledger',
  ),
  ...ledger.flatMap(({ name, kind, state, reason }) =>
    state === 'sent' || (state === 'skipped' && !kind.endsWith('cancellation'))
      ? []
      : [`${name} is ${state}: ${reason}`],
  ),
];

/** Each that was sent, and nothing about a visit once its cancellation is there. */
const wrongInMailbox = (ledger: readonly Letter[], mails: readonly string[]): string[] => {
  const known = new Map(ledger.map((letter) => [letter.letter_id, letter]));
  const taken = new Set(mails);
  const missing = ledger.flatMap(({ name, letter_id, state }) =>
    state === 'sent' && !taken.has(letter_id) ? [`${name} was sent and is not in the mailbox`] : [],
  );
  const cancelled = new Set<string>();
  const late = mails.flatMap((letterId) => {
    const letter = known.get(letterId);
    if (!letter) return [];
    if (letter.kind.endsWith('cancellation')) cancelled.add(letter.appointment_id);
    else if (cancelled.has(letter.appointment_id)) return [`${letter.name} came after the cancellation`];
    return [];
  });
  return [...missing, ...late];
};

const copiesTooMany = (ledger: readonly Letter[], mails: readonly string[]): number => {
  const copies = new Map<string, number>();
  for (const letterId of mails) copies.set(letterId, (copies.get(letterId) ?? 0) + 1);
  const more = ledger.map(({ letter_id, state }) => (copies.get(letter_id) ?? 0) - (state === 'sent' ? 1 : 0));
  return more.reduce((sum, each) => sum + Math.max(0, each), 0);
};

/** Each once, and no other. */
const differences = (wanted: readonly string[], found: readonly string[], where: string): string[] => {
  const [calledFor, there] = [new Set(wanted), new Set(found)];
  const twice = found.length - there.size;
  return [
    ...(twice > 0 ? [`${twice} stand in ${where} twice`] : []),
    ...wanted.filter((name) => !there.has(name)).map((name) => `${name} is not in ${where}`),
    ...found.filter((name) => !calledFor.has(name)).map((name) => `${name} is in ${where} for no reason`),
  ];
};

const letters = async (pool: Pool): Promise<Letter[]> =>
  (
    await pool.query<Letter>(`SELECT concat_ws(' ', appointment_id, revision, kind) AS name, letter_id, appointment_id, kind,
             state, reason FROM notify.letters WHERE appointment_id IS NOT NULL`)
  ).rows;

/** Those that will ring: a row without its alarm would be silent. */
const reminders = async (pool: Pool): Promise<string[]> =>
  (
    await pool.query<{
      name: string;
    }>(`SELECT concat_ws(' ', appointment_id, read.iso(at)) AS name FROM notify.reminders
        JOIN reminders.job ON job.id = job_id AND job.state = 'created' AND job.start_after = at`)
  ).rows.map(({ name }) => name);

/** Messages that nobody could handle, taken out of the broker for somebody to decide about. */
const givenUp = async (pool: Pool): Promise<string[]> => {
  const { rows } = await pool.query<{ subject: string | null; reason: string }>(
    'SELECT subject, reason FROM messaging.dead_letters',
  );
  return rows.map(({ subject, reason }) => `a message about ${subject} was given up: ${reason}`);
};

const calledFor = async ({ addresses }: System): Promise<Wanted> => {
  const store = connectEventStore({ url: addresses.eventStore });
  const found: string[] = [];
  const standing = new Map<string, string>();
  const end = new AbortController();
  const streamPrefixes = prefixesOf('doctorDay');
  for await (const item of store.subscribe({ after: 'start', streamPrefixes, signal: end.signal })) {
    if (item.kind === 'caughtUp') end.abort();
    if (item.kind !== 'event') continue;
    const { type, data, revision } = item.event;
    const { appointmentId, startsAt } = data as { appointmentId: string; startsAt: string };
    for (const kind of kinds[type] ?? []) found.push(`${appointmentId} ${revision} ${kind}`);
    if (type === 'AppointmentCancelled') standing.delete(appointmentId);
    else standing.set(appointmentId, startsAt);
  }
  await store.close();
  const now = new Date().toISOString();
  const toCome = [...standing].flatMap(([appointmentId, startsAt]) =>
    remindersFor({ startsAt, zone: 'UTC' }, defaultPreferences, now).map(({ at }) => `${appointmentId} ${at}`),
  );
  return { letters: found, reminders: toCome };
};

/** The ids of all letters in the order in which they came. */
const mailsOf = async ({ folder }: System): Promise<string[]> =>
  (await openMailBox(folder.mail, Number.POSITIVE_INFINITY))
    .list()
    .map(({ messageId }) => messageId.slice(1, messageId.indexOf('@')))
    .toReversed();

/** Queues that are not empty. */
const left = async ({ addresses }: System): Promise<string[]> => {
  const connection = await connect(String(addresses.broker));
  try {
    const channel = await connection.createChannel();
    const found: string[] = [];
    for (const queue of topology.queues)
      for (const name of [
        queue.name,
        deadLetterQueueName(queue),
        ...queue.retryDelaysMs.map((delay) => retryQueueName(queue, delay)),
      ]) {
        const { messageCount } = await channel.checkQueue(name);
        if (messageCount > 0) found.push(`${messageCount} messages are left in ${name}`);
      }
    return found;
  } finally {
    await connection.close();
  }
};
