import { lift } from '@careconnect/domain/lift.ts';
import { personalFields } from '@careconnect/domain/personal.ts';
import { categories, categoryOf, prefixesOf } from '@careconnect/domain/streams.ts';
import { type EventStore, formatPosition, type StoredEvent } from '@careconnect/platform/event-store/event-store.ts';
import { type Message, type MessageBus, PublishFailed } from '@careconnect/platform/messaging/message-bus.ts';
import { type Projection, type ProjectionOptions, runProjection } from '@careconnect/platform/subscription/runner.ts';
import type { Told } from '@careconnect/schema/messages.ts';

export const relayName = 'relay';

export type RelayOptions = Pick<ProjectionOptions, 'pool' | 'onStatus'> & { store: EventStore; bus: MessageBus };

/**
 * The projection whose rows are messages: its checkpoint moves once the broker has confirmed a batch. After a crash in
 * between the batch is told again, under the same ids. The vault is never asked: what is sealed stays so, and is left out.
 */
export const runRelay = ({ store, pool, bus, onStatus }: RelayOptions): Projection =>
  runProjection({
    name: relayName,
    store,
    pool,
    streamPrefixes: prefixesOf(...categories),
    handle: (_client, events) => bus.publish(events.map(messageOf)),
    // Without a broker there is nothing to do but to wait; no event is to blame.
    isPassing: (error) => error instanceof PublishFailed,
    batchSize: 500,
    maxWaitMs: 100,
    ...(onStatus ? { onStatus } : {}),
  });

export const messageOf = (stored: StoredEvent): Message<Told> => ({
  id: stored.id,
  // What is imported happened elsewhere, and those who write letters do not want to hear of it.
  routingKey: `${stored.metadata.imported ? 'imported.' : ''}${categoryOf(stored.streamName)}.${stored.type}`,
  type: stored.type,
  source: '/careconnect',
  subject: stored.streamName,
  time: stored.metadata.recordedAt,
  correlationId: stored.metadata.correlationId,
  data: {
    revision: String(stored.revision),
    position: formatPosition(stored.position),
    imported: stored.metadata.imported === true,
    event: withoutPersonal(lift(stored, stored.metadata.schemaVersion)),
  } as Told,
});

const withoutPersonal = ({ type, data }: StoredEvent): object => {
  const personal = personalIn(type);
  return Object.fromEntries(Object.entries(data as object).filter(([field]) => !personal.includes(field)));
};

const personalIn = (type: string): readonly string[] =>
  Object.hasOwn(personalFields, type) ? personalFields[type as keyof typeof personalFields].fields : [];
