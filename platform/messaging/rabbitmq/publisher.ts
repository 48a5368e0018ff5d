import { once } from 'node:events';
import { contentType, toCloudEvent } from '../cloud-event.ts';
import { within } from '../deadline.ts';
import { type DeadLetter, type Message, PublishFailed } from '../message-bus.ts';
import { nobodyNeeds, type Topology } from '../topology.ts';
import { type ConfirmingChannel, openConfirming, type Publication, publishConfirmed } from './confirming.ts';
import type { Connection } from './connection.ts';

/** The routing key a message had at first: on its way through retry and dead-letter queues it travels under others. */
export const routingKeyHeader = 'x-routing-key';

const windowSize = 200;

export type Publisher = {
  publish(messages: readonly Message[]): Promise<void>;
  revive(letters: readonly DeadLetter[]): Promise<void>;
};

/** amqplib buffers into a dead connection without a word, so only the broker's confirm counts, and only in time. */
export const createPublisher = (connection: Connection, topology: Topology, confirmTimeoutMs: number): Publisher => {
  let current: Promise<ConfirmingChannel> | undefined;

  const channel = (): Promise<ConfirmingChannel> => {
    if (current) return current;
    const opened = openConfirming(connection);
    current = opened;
    opened.then(
      (open) => open.channel.on('close', () => forget(opened)),
      () => forget(opened),
    );
    return opened;
  };
  const forget = (closed: typeof current) => {
    if (current === closed) current = undefined;
  };

  const publishWindow = async (publications: readonly Publication[]): Promise<void> => {
    const used = channel();
    const late = () => {
      forget(used); // what is still under way on it belongs to nobody any more
      used.then((open) => open.channel.close()).catch(() => {});
      return new PublishFailed(`the broker did not confirm within ${confirmTimeoutMs} ms`);
    };
    const confirmed = used.then((open) => confirmAll(open, publications));
    await within(confirmTimeoutMs, confirmed, late).catch((error) => {
      throw error instanceof PublishFailed ? error : new PublishFailed('publishing broke off', { cause: error });
    });
  };

  const inWindows = async <T>(all: readonly T[], publicationOf: (each: T) => Publication): Promise<void> => {
    for (let start = 0; start < all.length; start += windowSize)
      await publishWindow(all.slice(start, start + windowSize).map(publicationOf));
  };

  return {
    publish: (messages) => inWindows(messages, (message) => publicationOf(topology, message)),
    revive: (letters) => inWindows(letters, revivalOf),
  };
};

const confirmAll = async (open: ConfirmingChannel, publications: readonly Publication[]): Promise<void> => {
  const confirms: Promise<void>[] = [];
  for (const publication of publications) {
    const { confirmed, flowing } = publishConfirmed(open, publication);
    confirmed.catch(() => {}); // all are awaited below, but an early one may fail before that
    confirms.push(confirmed);
    if (!flowing) await Promise.race([once(open.channel, 'drain'), confirmed]);
  }
  await Promise.all(confirms);
};

const publicationOf = (topology: Topology, message: Message): Publication => ({
  exchange: topology.exchange,
  routingKey: message.routingKey,
  content: Buffer.from(toCloudEvent(message)),
  messageId: message.id,
  mandatory: !nobodyNeeds(topology, message.routingKey),
  contentType,
  correlationId: message.correlationId,
  type: message.type,
  headers: { [routingKeyHeader]: message.routingKey },
});

/** Straight to its queue: those who have handled it do not hear of it again. */
const revivalOf = ({ queue, id, routingKey, content }: DeadLetter): Publication => ({
  exchange: '',
  routingKey: queue,
  content: Buffer.from(content),
  messageId: id,
  mandatory: true,
  contentType,
  headers: { [routingKeyHeader]: routingKey },
});
