import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import pg, { type ClientBase } from 'pg';
import { pause, within } from '../event-store/patience.ts';

export type Channel = {
  hear(payload: string): void;
  /** Each time it begins to listen: whatever was told before was missed. Here it may be asked for. */
  begin?(client: ClientBase): Promise<void>;
};

export type Listener = {
  /** From then on; once for each name. */
  on(name: string, channel: Channel): void;
  /** True while notifications of all channels arrive. */
  isConnected(): boolean;
  close(): Promise<void>;
};

type Options = {
  databaseUrl: string;
  applicationName: string;
  /** Between two signs of life of the connection. */
  beatMs?: number;
  /** How long one is waited for, as is the connection itself. */
  patienceMs?: number;
};

/**
 * Hears notifications over one connection for the whole process, however many channels, and finds it again when it is lost.
 * A connection may die without a word, so it is asked all the time, and believed for beat and patience together: an answer
 * comes after all that was told before the question.
 */
export const createListener = (options: Options): Listener => {
  const { beatMs = 1_000, patienceMs = 3_000 } = options;
  const channels = new Map<string, Channel>();
  const stopping = new AbortController();
  let current: pg.Client | undefined;
  let joining = 0;
  /** When the last question was asked that was answered. */
  let asked = 0;

  const join = async (client: pg.Client, name: string, channel: Channel): Promise<void> => {
    joining += 1;
    try {
      await client.query(`LISTEN ${pg.escapeIdentifier(name)}`);
      await channel.begin?.(client);
    } finally {
      joining -= 1;
    }
  };

  const joinAll = async (client: pg.Client): Promise<void> => {
    for (const [name, channel] of channels) await join(client, name, channel);
  };

  /** Fails once there is no answer in time. */
  const ask = async (client: pg.Client, signal: AbortSignal): Promise<never> => {
    for (;;) {
      await delay(beatMs, undefined, { signal });
      const now = performance.now();
      await within(patienceMs, client.query('SELECT 1'));
      asked = now;
    }
  };

  const listen = async (): Promise<void> => {
    const client = new pg.Client({
      connectionString: options.databaseUrl,
      connectionTimeoutMillis: patienceMs,
      application_name: options.applicationName,
      keepAlive: true,
    });
    const left = new AbortController();
    const leave = () => left.abort();
    const gone = once(left.signal, 'abort');
    client.on('error', leave);
    client.on('end', leave);
    stopping.signal.addEventListener('abort', leave);
    client.on('notification', ({ channel, payload = '' }) => channels.get(channel)?.hear(payload));
    try {
      asked = performance.now();
      await client.connect();
      current = client;
      ask(client, left.signal).catch(leave);
      await Promise.race([gone, joinAll(client)]);
      await gone;
    } finally {
      current = undefined;
      leave();
      stopping.signal.removeEventListener('abort', leave);
      await within(patienceMs, client.end()).catch(() => {});
    }
  };

  const keepListening = async (): Promise<void> => {
    for (let failures = 0; !stopping.signal.aborted; failures += 1) {
      await listen().then(
        () => {
          failures = 0;
        },
        () => {},
      );
      await pause(failures, 2_000, stopping.signal);
    }
  };
  const listening = keepListening();

  return {
    on(name, channel) {
      if (channels.has(name)) throw new TypeError(`${name} is listened to already`);
      channels.set(name, channel);
      const client = current;
      if (client) join(client, name, channel).catch(() => client.end());
    },
    isConnected: () => current !== undefined && joining === 0 && performance.now() - asked < beatMs + patienceMs,
    async close() {
      stopping.abort();
      await listening;
    },
  };
};
