import { randomUUID } from 'node:crypto';
import type { EventToAppend, MetadataToAppend, StoredEvent } from '../event-store.ts';

export const metadata: MetadataToAppend = {
  correlationId: 'c-1',
  causationId: 'x-1',
  actor: { userId: 'u', role: 'ADMIN' },
  recordedAt: '2026-11-22T10:00:00.000Z',
  schemaVersion: 1,
};

export const happened = (n: number): EventToAppend => ({ id: randomUUID(), type: 'Happened', data: { n }, metadata });

export const all = async (events: AsyncIterable<StoredEvent>): Promise<StoredEvent[]> => {
  const found = [];
  for await (const event of events) found.push(event);
  return found;
};

/** What a promise fails with; undefined when it does not. */
export const failureOf = (promise: Promise<unknown>): Promise<unknown> => promise.then(() => undefined).catch((e) => e);
