import type { Socket } from 'node:net';
import { type ChannelModel, type ConfirmChannel, connect } from 'amqplib';
import type { Log } from '../../logging/logger.ts';
import { backoff, within } from '../deadline.ts';

export type Connection = {
  /** Waits while there is no connection; rejects once this one is closed for good. */
  confirmChannel(): Promise<ConfirmChannel>;
  isOpen(): boolean;
  close(): Promise<void>;
};

const heartbeatSeconds = 5;
const connectTimeoutMs = 5_000;
const closeTimeoutMs = 2_000;

/** A connection that comes back by itself, with `setup` done anew each time before anybody may use it. */
export const keepConnected = async (
  url: string,
  name: string,
  log: Log,
  setup: (model: ChannelModel) => Promise<void>,
): Promise<Connection> => {
  let open: ChannelModel | undefined;
  const connection = await connect(withHeartbeat(url), {
    noDelay: true,
    keepAlive: true,
    timeout: connectTimeoutMs,
    clientProperties: { connection_name: name },
    recovery: {
      waitForConnect: false,
      calculateDelay: (attempt) => backoff(attempt),
      setup: async (model: ChannelModel) => {
        model.on('error', ignore); // the close event follows and tells the same
        await setup(model);
      },
    },
  });
  connection.on('connect', (model) => {
    open = model;
    log.info({ dependency: 'rabbitmq', state: 'up' }, 'Connected to the broker');
  });
  connection.on('disconnect', (err) => {
    if (open) destroySocket(open);
    open = undefined;
    log.warn({ err, dependency: 'rabbitmq', state: 'down' }, 'Lost the broker');
  });
  connection.on('connect-failed', (err) => log.warn({ err, dependency: 'rabbitmq' }, 'Could not reach the broker'));
  connection.on('blocked', (reason) =>
    log.warn({ reason, dependency: 'rabbitmq' }, 'The broker takes no messages now'),
  );
  connection.on('unblocked', () => log.info({ dependency: 'rabbitmq' }, 'The broker takes messages again'));
  connection.on('error', ignore);

  return {
    confirmChannel: async () => {
      const channel = await connection.createConfirmChannel();
      channel.on('error', (err) => log.warn({ err, dependency: 'rabbitmq' }, 'A channel broke'));
      return channel;
    },
    isOpen: () => open !== undefined,
    close: async () => {
      const last = open;
      await within(closeTimeoutMs, connection.close(), () => new Error('the broker does not answer')).catch(ignore);
      if (last) destroySocket(last);
      open = undefined;
    },
  };
};

const ignore = (): void => {};

/** amqplib ends its half of the connection politely; towards a frozen broker the other half would stay open for ever. */
const destroySocket = (model: ChannelModel): void => {
  (model.connection as unknown as { stream?: Socket }).stream?.destroy();
};

const withHeartbeat = (url: string): string => {
  const address = new URL(url);
  if (!address.searchParams.has('heartbeat')) address.searchParams.set('heartbeat', String(heartbeatSeconds));
  return address.href;
};
