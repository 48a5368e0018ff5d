import { EventStoreDBClient } from '@eventstore/db-client';

/** A client that is replaced, never repaired: the library caches failures and never leaves a dead connection by itself. */
export type Connection = {
  /** Rejects once it is closed. */
  client(): Promise<EventStoreDBClient>;
  /** False as soon as the client is being replaced or closed: the calls it still had are cancelled. */
  isCurrent(client: EventStoreDBClient): boolean;
  /** The next call gets a fresh client; with a broken one given only if that is still the current one. */
  renew(broken?: EventStoreDBClient): void;
  close(): Promise<void>;
};

export const openConnection = (url: string): Connection => {
  let current = createClient(url);
  let renewal: Promise<void> | undefined;
  let closed = false;
  const replace = async (broken: EventStoreDBClient) => {
    // Disposing rejects every append in flight in this process (they share one table), so the next client waits for it.
    await dispose(broken);
    if (!closed) current = createClient(url);
    renewal = undefined;
  };
  return {
    async client() {
      await renewal;
      if (closed) throw new Error('the event store is closed');
      return current;
    },
    isCurrent: (client) => client === current && !renewal && !closed,
    renew(broken = current) {
      if (broken === current && !closed) renewal ??= replace(broken);
    },
    async close() {
      closed = true;
      await renewal;
      await dispose(current);
    },
  };
};

let created = 0;

/**
 * gRPC shares one TCP connection between all clients of equal settings, stuck or not, with its reconnect delays and its
 * limit of 100 calls. Settings that differ by a millisecond give every client a connection of its own.
 */
export const createClient = (url: string): EventStoreDBClient => {
  const [address = '', query = ''] = url.split('?');
  const settings = new URLSearchParams(query);
  created += 1;
  settings.set('keepAliveInterval', String(10_000 + (created % 5_000)));
  settings.set('keepAliveTimeout', '5000');
  // Without it a wrong expected version comes back as a success with a made-up revision.
  settings.set('throwOnAppendFailure', 'true');
  return EventStoreDBClient.connectionString(`${address}?${settings}`);
};

/** Ends all calls and closes the socket; takes a second at most, also when the server is frozen. */
export const dispose = async (client: EventStoreDBClient): Promise<void> => {
  // The library ends its calls but leaves the channel open.
  const { getChannel } = client as unknown as { getChannel(): Promise<{ close(): void }> };
  const ended = client
    .dispose()
    .then(getChannel)
    .then((channel) => channel.close())
    .catch(() => {});
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, 1_000);
  });
  await Promise.race([ended, patience]);
  clearTimeout(timer);
};
