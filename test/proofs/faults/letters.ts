import { prefixesOf } from '@careconnect/domain/streams.ts';
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
  /** Second copies: the mail server was cut off from whoever sent, between its answer and the ledger. */
  twice: number;
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

const kinds: Readonly<Record<string, readonly string[]>> = {
  AppointmentConfirmed: ['confirmation'],
  AppointmentRescheduled: ['rescheduling'],
  AppointmentCancelled: ['cancellation', 'doctor-cancellation'],
};

/** Compares the log with the ledger and the mailbox, once everything has come to its end. */
export const judgeLetters = async (system: System, killsOfNotifier: number): Promise<Judged> => {
  const pool = createPool({ url: system.addresses.database });
  try {
    const due = await lettersDue(system);
    const isDone = async () => {
      const all = await letters(pool);
      return all.length >= due.length && all.every(({ state }) => state !== 'due') && (await left(system)).length === 0;
    };
    await until('every letter is settled', isDone, 300_000).catch(() => {}); // what is missing is named below
    return compare(due, await letters(pool), await copies(system), await left(system), killsOfNotifier);
  } finally {
    await pool.end();
  }
};

const compare = (
  due: readonly string[],
  ledger: readonly Letter[],
  copies: ReadonlyMap<string, number>,
  left: readonly string[],
  killsOfNotifier: number,
): Judged => {
  const violations = [...left];
  const named = new Map<string, Letter>();
  for (const letter of ledger) {
    if (named.has(letter.name)) violations.push(`${letter.name} stands in the ledger twice`);
    named.set(letter.name, letter);
    const copiesOf = copies.get(letter.letter_id) ?? 0;
    const told = letter.kind.endsWith('cancellation');
    if (letter.state === 'sent' && copiesOf === 0) violations.push(`${letter.name} was sent and is not in the mailbox`);
    // A crash between the answer of the mail server and the ledger may leave a copy of what is skipped then.
    if (letter.state === 'failed' || letter.state === 'due' || (told && letter.state !== 'sent'))
      violations.push(`${letter.name} is ${letter.state}: ${letter.reason}`);
  }
  for (const name of due) if (!named.has(name)) violations.push(`${name} is not in the ledger`);
  const wanted = new Set(due);
  for (const name of named.keys()) if (!wanted.has(name)) violations.push(`${name} is in the ledger for no reason`);
  const sent = ledger.filter(({ state }) => state === 'sent');
  const more = ledger.map(({ letter_id, state }) => (copies.get(letter_id) ?? 0) - (state === 'sent' ? 1 : 0));
  const twice = more.reduce((sum, each) => sum + Math.max(0, each), 0);
  // Four letters are under way at once.
  if (twice > killsOfNotifier * 4) violations.push(`${twice} letters came twice, after ${killsOfNotifier} kills`);
  return { due: due.length, sent: sent.length, skipped: ledger.length - sent.length, twice, violations };
};

const letters = async (pool: Pool): Promise<Letter[]> =>
  (
    await pool.query<Letter>(`SELECT concat_ws(' ', appointment_id, revision, kind) AS name, letter_id, appointment_id, kind,
             state, reason FROM notify.letters WHERE appointment_id IS NOT NULL`)
  ).rows;

/** What the log calls for, by name. */
const lettersDue = async ({ addresses }: System): Promise<string[]> => {
  const store = connectEventStore({ url: addresses.eventStore });
  const found: string[] = [];
  const end = new AbortController();
  const streamPrefixes = prefixesOf('doctorDay');
  for await (const item of store.subscribe({ after: 'start', streamPrefixes, signal: end.signal })) {
    if (item.kind === 'caughtUp') end.abort();
    if (item.kind !== 'event') continue;
    const { type, data, revision } = item.event;
    const { appointmentId } = data as { appointmentId: string };
    for (const kind of kinds[type] ?? []) found.push(`${appointmentId} ${revision} ${kind}`);
  }
  await store.close();
  return found;
};

const copies = async ({ folder }: System): Promise<ReadonlyMap<string, number>> => {
  const counted = new Map<string, number>();
  for (const { messageId } of (await openMailBox(folder.mail, Number.POSITIVE_INFINITY)).list()) {
    const letterId = messageId.slice(1, messageId.indexOf('@'));
    counted.set(letterId, (counted.get(letterId) ?? 0) + 1);
  }
  return counted;
};

/** Queues that are not empty. */
const left = async ({ addresses }: System): Promise<string[]> => {
  const connection = await connect(String(addresses.broker));
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
  await connection.close();
  return found;
};
