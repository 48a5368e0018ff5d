import { createHash, randomUUID } from 'node:crypto';
import { once, setMaxListeners } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { ConfirmChannel, ConsumeMessage } from 'amqplib';
import type { Log } from '../../logging/logger.ts';
import { type AttemptContext, attemptOnce, type Failure, type Outcome } from '../attempt.ts';
import { fromCloudEvent } from '../cloud-event.ts';
import { backoff, within } from '../deadline.ts';
import type { Consumer, DeadLetter } from '../message-bus.ts';
import { deadLetterQueueName, type Queue, retryQueueName } from '../topology.ts';
import { type ConfirmingChannel, openConfirming, publishConfirmed } from './confirming.ts';
import type { Connection } from './connection.ts';
import { routingKeyHeader } from './publisher.ts';

const attemptHeader = 'x-attempt';
const reasonHeader = 'x-reason';
const drainMs = 10_000;
const brokerTimeoutMs = 5_000;

export type Consuming = Consumer & { isAttached(): boolean };

/** Does with a message whatever is to be done before it leaves the queue. One that rejects leaves it there. */
type Receive = (confirming: ConfirmingChannel, delivery: ConsumeMessage, stopped: AbortSignal) => Promise<void>;

type Context = { queueName: string; receive: Receive; prefetch: number; connection: Connection; log: Log };

/** Takes messages for as long as it is not stopped, through every loss of channel or connection. */
export const startConsumer = ({ queueName, receive, log, connection, prefetch }: Context): Consuming => {
  const stopping = new AbortController();
  const impatience = new AbortController();
  setMaxListeners(0, impatience.signal); // one for each message under way
  const underWay = new Set<Promise<void>>();
  let attached: { channel: ConfirmChannel; tag: string } | undefined;

  const onDelivery = (confirming: ConfirmingChannel) => (delivery: ConsumeMessage | null) => {
    const { channel } = confirming;
    if (!delivery) return close(channel); // the queue was deleted or moved: begin again
    if (stopping.signal.aborted) return; // goes back to the queue when the channel closes
    const work = receive(confirming, delivery, impatience.signal).catch((err) => {
      log.warn({ err, queue: queueName }, 'A message could not be settled, it will come again');
      close(channel);
    });
    underWay.add(work);
    work.finally(() => underWay.delete(work));
  };

  const attachOnce = async (): Promise<void> => {
    const confirming = await openConfirming(connection);
    const { channel } = confirming;
    const closed = once(channel, 'close');
    if (stopping.signal.aborted) return close(channel);
    await channel.prefetch(prefetch);
    const { consumerTag } = await channel.consume(queueName, onDelivery(confirming));
    attached = { channel, tag: consumerTag };
    if (stopping.signal.aborted) close(channel);
    await closed;
  };

  const stayAttached = async (): Promise<void> => {
    for (let failures = 1; !stopping.signal.aborted; failures++) {
      const began = Date.now();
      await attachOnce().catch((err) => {
        if (!stopping.signal.aborted) log.warn({ err, queue: queueName }, 'Could not consume');
      });
      attached = undefined;
      if (Date.now() - began > brokerTimeoutMs) failures = 1;
      await pause(backoff(failures), undefined, { signal: stopping.signal }).catch(() => {});
    }
  };
  stayAttached();

  return {
    isAttached: () => attached !== undefined,
    stop: async () => {
      stopping.abort();
      const last = attached;
      if (last) await inTime(brokerTimeoutMs, last.channel.cancel(last.tag));
      await inTime(drainMs, Promise.all(underWay));
      impatience.abort();
      if (last) await inTime(brokerTimeoutMs, last.channel.close());
    },
  };
};

/** Lets the handler try; what it could not do is tried again later, or is a dead letter. */
export const handling =
  (context: Omit<AttemptContext, 'stopped'>): Receive =>
  async (confirming, delivery, stopped) => {
    const { queue, log } = context;
    const attempt = attemptOf(delivery);
    const message = fromCloudEvent(delivery.content.toString('utf8'), routingKeyOf(delivery));
    if (!message) log.error({ queue: queue.name }, 'Not a message of ours: it is a dead letter now');
    const outcome: Outcome = message
      ? await attemptOnce({ ...context, stopped }, message, attempt)
      : { is: 'Dead', reason: 'malformed' };
    if (outcome.is === 'CutOff') return; // goes back to the queue when the channel closes
    if (outcome.is !== 'Done') await passOn(confirming, queue, delivery, outcome, attempt);
    confirming.channel.ack(delivery);
  };

/** Has a dead letter kept elsewhere. */
export const keeping =
  ({ name }: Queue, keep: (letter: DeadLetter) => Promise<void>): Receive =>
  async ({ channel }, delivery) => {
    const { content, properties } = delivery;
    await keep({
      queue: name,
      id: properties.messageId ?? createHash('sha256').update(content).digest('hex'),
      routingKey: routingKeyOf(delivery),
      content: content.toString('utf8'),
      attempts: attemptOf(delivery),
      // The broker gives up by itself what no consumer ever answered for.
      reason: String(properties.headers?.[reasonHeader] ?? properties.headers?.['x-first-death-reason'] ?? 'unknown'),
    });
    channel.ack(delivery);
  };

const attemptOf = ({ properties }: ConsumeMessage): number => Number(properties.headers?.[attemptHeader] ?? 1);
const routingKeyOf = ({ properties, fields }: ConsumeMessage): string =>
  String(properties.headers?.[routingKeyHeader] ?? fields.routingKey);

/** Confirmed by the broker before the original is acknowledged, so a crash in between doubles the message, never loses it. */
const passOn = async (
  confirming: ConfirmingChannel,
  queue: Queue,
  delivery: ConsumeMessage,
  outcome: Failure,
  attempt: number,
): Promise<void> => {
  const again = outcome.is === 'TryAgain';
  const { content, properties } = delivery;
  const { contentType, messageId, correlationId, type } = properties;
  const { confirmed } = publishConfirmed(confirming, {
    exchange: '',
    routingKey: again ? retryQueueName(queue, outcome.afterMs) : deadLetterQueueName(queue),
    content,
    messageId: messageId ?? randomUUID(),
    mandatory: true,
    contentType,
    correlationId,
    type,
    headers: {
      [routingKeyHeader]: routingKeyOf(delivery),
      [attemptHeader]: again ? attempt + 1 : attempt,
      [reasonHeader]: outcome.reason,
    },
  });
  await within(brokerTimeoutMs, confirmed, () => new Error('the broker did not confirm in time'));
};

const close = (channel: ConfirmChannel): void => {
  channel.close().catch(() => {});
};

const inTime = (ms: number, promise: Promise<unknown>): Promise<unknown> =>
  within(ms, promise, () => new Error('late')).catch(() => {});
