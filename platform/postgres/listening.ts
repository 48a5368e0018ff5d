import pg, { type ClientBase } from 'pg';
import { pause } from '../event-store/patience.ts';

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

/** Hears notifications over one connection for the whole process, however many channels, and finds it again when it is lost. */
export const createListener = (options: { databaseUrl: string; applicationName: string }): Listener => {
  const channels = new Map<string, Channel>();
  const stopping = new AbortController();
  let current: pg.Client | undefined;
  let joining = 0;

  const join = async (client: pg.Client, name: string, channel: Channel): Promise<void> => {
    joining += 1;
    try {
      await client.query(`LISTEN ${pg.escapeIdentifier(name)}`);
      await channel.begin?.(client);
    } finally {
      joining -= 1;
    }
  };

  const listen = async (): Promise<void> => {
    const client = new pg.Client({
      connectionString: options.databaseUrl,
      connectionTimeoutMillis: 3_000,
      application_name: options.applicationName,
      keepAlive: true,
    });
    let leave = () => {};
    const gone = new Promise<void>((resolve) => {
      leave = resolve;
    });
    client.on('error', leave);
    client.on('end', leave);
    stopping.signal.addEventListener('abort', leave);
    client.on('notification', ({ channel, payload = '' }) => channels.get(channel)?.hear(payload));
    try {
      await client.connect();
      current = client;
      for (const [name, channel] of channels) await join(client, name, channel);
      await gone;
    } finally {
      current = undefined;
      stopping.signal.removeEventListener('abort', leave);
      await client.end().catch(() => {});
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
    isConnected: () => current !== undefined && joining === 0,
    async close() {
      stopping.abort();
      await listening;
    },
  };
};
