import { once } from 'node:events';
import type { ConfirmChannel, Options } from 'amqplib';
import { contentType, toCloudEvent } from '../cloud-event.ts';
import { within } from '../deadline.ts';
import { type Message, PublishFailed } from '../message-bus.ts';
import { nobodyNeeds, type Topology } from '../topology.ts';
import type { Connection } from './connection.ts';

/** The routing key a message had at first: on its way through retry and dead-letter queues it travels under others. */
export const routingKeyHeader = 'x-routing-key';

const windowSize = 200;

export type Publisher = (messages: readonly Message[]) => Promise<void>;

/** amqplib buffers into a dead connection without a word, so only the broker's confirm counts, and only in time. */
export const createPublisher = (connection: Connection, topology: Topology, confirmTimeoutMs: number): Publisher => {
  let opening: Promise<ReturningChannel> | undefined;

  const channel = (): Promise<ReturningChannel> => {
    opening ??= openChannel(connection, () => forget(mine));
    const mine = opening;
    mine.catch(() => forget(mine));
    return mine;
  };
  const forget = (closed: typeof opening) => {
    if (opening === closed) opening = undefined;
  };

  const publishWindow = async (messages: readonly Message[]): Promise<void> => {
    const used = channel();
    const late = () => new PublishFailed(`the broker confirmed nothing within ${confirmTimeoutMs} ms`);
    const confirmed = used.then((open) => confirmAll(open, topology, messages));
    try {
      await within(confirmTimeoutMs, confirmed, late);
    } catch (error) {
      forget(used); // what is still under way on it belongs to nobody any more
      used.then((open) => open.channel.close()).catch(() => {});
      throw error instanceof PublishFailed ? error : new PublishFailed('publishing broke off', { cause: error });
    }
  };

  return async (messages) => {
    for (let start = 0; start < messages.length; start += windowSize)
      await publishWindow(messages.slice(start, start + windowSize));
  };
};

type ReturningChannel = { channel: ConfirmChannel; returned: Set<string> };

const openChannel = async (connection: Connection, onClose: () => void): Promise<ReturningChannel> => {
  const channel = await connection.confirmChannel();
  const returned = new Set<string>();
  channel.on('return', (message) => returned.add(message.properties.messageId));
  channel.on('close', onClose);
  return { channel, returned };
};

const confirmAll = async (open: ReturningChannel, topology: Topology, messages: readonly Message[]): Promise<void> => {
  const confirms: Promise<void>[] = [];
  for (const message of messages) {
    const { promise, flowing } = publishOne(open, topology, message);
    promise.catch(() => {});
    confirms.push(promise);
    if (!flowing) await Promise.race([once(open.channel, 'drain'), promise]);
  }
  await Promise.all(confirms);
};

const publishOne = ({ channel, returned }: ReturningChannel, topology: Topology, message: Message) => {
  let flowing = true;
  const promise = new Promise<void>((resolve, reject) => {
    // The broker sends a return before the confirm of the same message.
    const settle = (error: unknown) => {
      if (error) reject(new PublishFailed('the broker did not take a message', { cause: error }));
      else if (returned.delete(message.id)) reject(new PublishFailed(`no queue hears ${message.routingKey}`));
      else resolve();
    };
    const content = Buffer.from(toCloudEvent(message));
    flowing = channel.publish(topology.exchange, message.routingKey, content, optionsFor(topology, message), settle);
  });
  return { promise, flowing };
};

const optionsFor = (topology: Topology, { id, type, correlationId, routingKey }: Message): Options.Publish => ({
  persistent: true,
  mandatory: !nobodyNeeds(topology, routingKey),
  contentType,
  messageId: id,
  correlationId,
  type,
  headers: { [routingKeyHeader]: routingKey },
});
