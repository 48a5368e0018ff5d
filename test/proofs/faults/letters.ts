import { openMailBox } from '@careconnect/local/mailbox/mail-box.ts';
import type { System } from '@careconnect/local/system/system.ts';
import { deadLetterQueueName, retryQueueName } from '@careconnect/platform/messaging/topology.ts';
import { createPool } from '@careconnect/platform/postgres/postgres.ts';
import { topology } from '@careconnect/schema/topology.ts';
import { connect } from 'amqplib';
import type { Pool } from 'pg';
import { until } from '../../support/until.ts';
import { type Happened, logOf } from './log.ts';
import { type Called, remindersCalledFor, type SeenGone, wrongReminders } from './reminders.ts';

export type Judged = {
  due: number;
  sent: number;
  /** Letters that a later one has overtaken. */
  skipped: number;
  /** Second copies: whoever sent was cut off between the answer of the mail server and the ledger. */
  twice: number;
  /** Reminders of visits that still stand: those that rang, and those still to come. */
  rung: number;
  toCome: number;
  /** Reminders that were not to ring any more, for their patient had seen that the visit is gone. */
  silent: number;
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

type Mail = { letterId: string; at: string };

/** What the log calls for: letters by name. */
type Wanted = { letters: readonly string[]; reminders: readonly Called[] };

const kinds: Readonly<Record<string, readonly string[]>> = {
  AppointmentConfirmed: ['confirmation'],
  AppointmentRescheduled: ['rescheduling'],
  AppointmentCancelled: ['cancellation', 'doctor-cancellation'],
  AppointmentCompleted: ['rating'],
};

/** Compares the log with the ledger, the mailbox and the queues, once everything has come to its end. */
export const judgeLetters = async (
  system: System,
  killsOfNotifier: number,
  seenGone: SeenGone = new Map(),
): Promise<Judged> => {
  const pool = createPool({ url: system.addresses.database });
  try {
    const wanted = await calledFor(system, seenGone);
    await untilSettled(system, pool, wanted).catch(() => {}); // what is missing is named below
    const [ledger, kept, mails] = [await letters(pool), await reminders(pool), await mailsOf(system)];
    const isReminder = ({ kind }: Letter) => kind === 'reminder';
    const those = (wish: Called['is']) => wanted.reminders.filter(({ is }) => is === wish);
    const twice = copiesTooMany(ledger, mails);
    const violations = [
      ...(await left(system)),
      ...(await givenUp(pool)),
      ...wrongInLedger(
        ledger.filter((letter) => !isReminder(letter)),
        wanted.letters,
      ),
      ...wrongInMailbox(ledger, mails),
      ...wrongReminders(wanted.reminders, ledger.filter(isReminder), mails),
      ...differences(those('to come').map(keptAs), kept, 'the reminders'),
      ...(twice > killsOfNotifier
        ? [`${twice} letters came twice, after ${killsOfNotifier} kills of the notifier`]
        : []),
    ];
    const sent = ledger.filter(({ state }) => state === 'sent').length;
    const [due, rung] = [wanted.letters.length + those('due').length, those('due').length];
    const [toCome, silent] = [those('to come').length, those('gone').length];
    return { due, sent, skipped: ledger.length - sent, twice, rung, toCome, silent, violations };
  } finally {
    await pool.end();
  }
};

/** No letter due, none missing, no message left. */
export const untilSettled = async (system: System, pool: Pool, wanted?: Wanted): Promise<void> => {
  const { letters: due, reminders: called } = wanted ?? (await calledFor(system));
  const [rung, toCome] = [called.filter(({ is }) => is === 'due'), called.filter(({ is }) => is === 'to come')];
  const isSettled = async (): Promise<boolean> => {
    const { rows } = await pool.query<{ settled: number; open: number; kept: number; rung: number }>(
      `SELECT (SELECT count(*) FILTER (WHERE state <> 'due' AND kind <> 'reminder')
                 FROM notify.letters WHERE appointment_id IS NOT NULL)::int AS settled,
              (SELECT count(*) FROM notify.letters WHERE state = 'due')::int AS open,
              (SELECT count(*) FROM notify.reminders)::int AS kept,
              (SELECT count(*) FROM (${ledgerOf}) letters WHERE name = ANY ($1))::int AS rung`,
      [rung.map(({ name }) => name)],
    );
    const [at] = rows;
    const isAllThere = at?.settled === due.length && at.kept === toCome.length && at.rung >= rung.length;
    return isAllThere && at.open === 0 && (await left(system)).length === 0;
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
const wrongInMailbox = (ledger: readonly Letter[], mails: readonly Mail[]): string[] => {
  const known = new Map(ledger.map((letter) => [letter.letter_id, letter]));
  const taken = new Set(mails.map(({ letterId }) => letterId));
  const missing = ledger.flatMap(({ name, letter_id, state }) =>
    state === 'sent' && !taken.has(letter_id) ? [`${name} was sent and is not in the mailbox`] : [],
  );
  const cancelled = new Set<string>();
  const late = mails.flatMap(({ letterId }) => {
    const letter = known.get(letterId);
    if (!letter) return [];
    if (letter.kind.endsWith('cancellation')) cancelled.add(letter.appointment_id);
    else if (cancelled.has(letter.appointment_id)) return [`${letter.name} came after the cancellation`];
    return [];
  });
  return [...missing, ...late];
};

const copiesTooMany = (ledger: readonly Letter[], mails: readonly Mail[]): number => {
  const copies = new Map<string, number>();
  for (const { letterId } of mails) copies.set(letterId, (copies.get(letterId) ?? 0) + 1);
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

/** A reminder is named by what it reminds of, for no event is its reason. */
const ledgerOf = `
  SELECT CASE kind WHEN 'reminder' THEN concat_ws(' ', appointment_id, event ->> 'startsAt', kind, offset_minutes)
                   ELSE concat_ws(' ', appointment_id, revision, kind) END AS name,
         letter_id, appointment_id, kind, state, reason
    FROM notify.letters WHERE appointment_id IS NOT NULL`;

const letters = async (pool: Pool): Promise<Letter[]> => (await pool.query<Letter>(ledgerOf)).rows;

const keptAs = ({ appointmentId, at }: Called): string => `${appointmentId} ${at}`;

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

const calledFor = async (system: System, seenGone: SeenGone = new Map()): Promise<Wanted> => {
  const log = await logOf(system, 'doctorDay', 'user');
  return { letters: log.flatMap(lettersAbout), reminders: remindersCalledFor(log, seenGone, new Date().toISOString()) };
};

/** What was imported causes none. */
const lettersAbout = ({ type, data, revision, metadata }: Happened): string[] =>
  metadata.imported ? [] : (kinds[type] ?? []).map((kind) => `${data.appointmentId} ${revision} ${kind}`);

/** In the order in which they came. */
const mailsOf = async ({ folder }: System): Promise<Mail[]> =>
  (await openMailBox(folder.mail, Number.POSITIVE_INFINITY))
    .list()
    .map(({ messageId, at }) => ({ letterId: messageId.slice(1, messageId.indexOf('@')), at }))
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
