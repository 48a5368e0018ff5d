import { createInterface } from 'node:readline';
import { erasedBy } from '@careconnect/domain/erased.ts';
import type { DomainEvent } from '@careconnect/domain/events.ts';
import type {
  EventStore,
  EventToAppend,
  Position,
  StoredEvent,
} from '@careconnect/platform/event-store/event-store.ts';
import { followChain } from '@careconnect/platform/event-store/follow-chain.ts';
import { eventOf } from '@careconnect/platform/event-store/line.ts';
import { kept, vault as personKeys } from '@careconnect/schema/kept.ts';
import type { Client } from 'pg';
import { eventAt } from '../backup/log.ts';
import { type Manifest, withVault } from '../backup/manifest.ts';
import { tablesIn } from '../backup/tables.ts';
import { verifyBackup, verifyVault } from '../backup/verify.ts';
import { unpack } from '../target/parcel.ts';
import type { Target } from '../target/target.ts';
import { demandEmpty, inDatabase } from './empty.ts';
import { type Reminder, reminderQueue, remindersFor } from './reminders.ts';
import { restoreCheckpoints, restoreRows, sealFor } from './rows.ts';

export type Restoring = {
  store: EventStore;
  /** Migrated, and empty. */
  databaseUrl: string;
  target: Target;
  key: Buffer;
  onProgress?: (done: number, of: number) => void;
};

/**
 * The log event by event, with ids, metadata, revisions and the chain of hashes as they were; the rows that are no projection's;
 * and the vault, without the keys of anybody whom the log says was erased. Nothing is written before every file was examined
 * and the target found empty. @throws BadBackup, NotEmpty, BrokenChain
 */
export const restoreBackup = async (needs: Restoring, manifest: Manifest): Promise<void> => {
  const { store, databaseUrl, target, key } = needs;
  await verifyBackup(target, manifest);
  await verifyVault(target, key);
  await demandEmpty(store, databaseUrl);
  await inDatabase(databaseUrl, async (client) => {
    await withVault(target, key, ({ rows }) => restoreRows(client, target, rows, [personKeys]));
    await restoreRows(client, target, manifest.rows, await tablesIn(client, kept));
  });
  await restoreLog(needs, manifest);
};

const restoreLog = async ({ store, databaseUrl, target, onProgress }: Restoring, manifest: Manifest) => {
  const chain = followChain((stream, revision) => eventAt(store, stream, revision));
  const reached = new Map<string, Position>();
  let head: Position | null = null;
  let [done, erased, ahead]: [number, string[], Reminder[]] = [0, [], []];
  const now = new Date().toISOString();
  const queue = reminderQueue(databaseUrl);
  await queue.open();
  const settle = (more: (client: Client) => Promise<void> = async () => {}) =>
    inDatabase(databaseUrl, async (client) => {
      await sealFor(client, erased);
      await queue.keep(client, ahead);
      [erased, ahead] = [[], []];
      await more(client);
    });
  try {
    for await (const events of appends(linesOf(target, manifest))) {
      for (const event of events) await chain.follow(event);
      const [first, last] = [events[0] as StoredEvent, events.at(-1) as StoredEvent];
      const expected = first.revision === 0n ? 'no_stream' : first.revision - 1n;
      head = (await store.append(first.streamName, expected, events.map(asWritten))).position;
      for (const [name, { commit }] of Object.entries(manifest.checkpoints))
        if (last.position.commit <= BigInt(commit)) reached.set(name, head);
      erased.push(...events.flatMap((event) => erasedBy(event as StoredEvent as unknown as DomainEvent)));
      done += events.length;
      for (const event of events) ahead.push(...remindersFor(event, head, now));
      if (erased.length + ahead.length >= 1_000) await settle();
      onProgress?.(done, manifest.log.events);
    }
    await settle((client) => restoreCheckpoints(client, reached, head));
  } finally {
    await queue.close();
  }
};

const asWritten = ({ id, type, data, metadata: { previousHash: _, ...metadata } }: StoredEvent): EventToAppend => ({
  id,
  type,
  data,
  metadata,
});

async function* linesOf(target: Target, { log }: Manifest): AsyncGenerator<string, void, void> {
  for (const segment of log.segments)
    yield* createInterface({ input: await unpack(target, segment), crlfDelay: Number.POSITIVE_INFINITY });
}

/** Neighbours of one stream are appended together, as they mostly were; the order of the log stays. */
async function* appends(lines: AsyncIterable<string>): AsyncGenerator<StoredEvent[], void, void> {
  let [events, bytes]: [StoredEvent[], number] = [[], 0];
  for await (const line of lines) {
    const event = eventOf(JSON.parse(line));
    const size = Buffer.byteLength(line);
    const full = bytes + size > largestAppend || events.length >= mostEvents;
    if (events.length > 0 && (full || events[0]?.streamName !== event.streamName)) {
      yield events;
      [events, bytes] = [[], 0];
    }
    events.push(event);
    bytes += size;
  }
  if (events.length > 0) yield events;
}

const largestAppend = 500_000;
const mostEvents = 200;
