import { EventStoreDBClient } from '@eventstore/db-client';

/** A client that is replaced, never repaired: the library caches failures and never leaves a dead connection by itself. */
export type Connection = {
  client(): Promise<EventStoreDBClient>;
  /** The next call gets a fresh client, if this broken one is still the current one. */
  renew(broken: EventStoreDBClient): void;
  close(): Promise<void>;
};

export const openConnection = (url: string): Connection => {
  let current = createClient(url);
  let renewal: Promise<void> | undefined;
  const replace = async (broken: EventStoreDBClient) => {
    // Disposing rejects every append in flight in this process (they share one table), so the next client waits for it.
    await dispose(broken);
    current = createClient(url);
    renewal = undefined;
  };
  return {
    async client() {
      await renewal;
      return current;
    },
    renew(broken) {
      if (broken === current) renewal ??= replace(broken);
    },
    async close() {
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
