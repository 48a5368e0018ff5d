import type { Channel, ChannelModel } from 'amqplib';
import { deadLetterQueueName, type Queue, retryQueueName, type Topology } from '../topology.ts';

/** Nothing lies behind a dead-letter queue: what the broker took out of it for being handed out too often would be lost. */
const deadLetterDeliveryLimit = 1_000_000_000;

/** Declares the exchange and all queues. Every process does, at every connect: whoever starts first, nothing is lost. */
export const declare = async (model: ChannelModel, topology: Topology): Promise<void> => {
  const channel = await model.createChannel();
  channel.on('error', () => {}); // the declaration under way rejects with it
  await channel.assertExchange(topology.exchange, 'topic', { durable: true });
  for (const queue of topology.queues) await declareQueue(channel, topology.exchange, queue);
  await channel.close();
};

/**
 *     exchange > NAME > consumer
 *                 ^  \__ failed: published by the consumer to NAME.retry.<delay>, whose messages expire back into NAME
 *                  \____ failed for the last time, or handed out too often: NAME.dead
 *
 * One retry queue per delay, because messages expire only at the head of a queue. All hops between queues are
 * at-least-once: confirmed by the broker before the message leaves its old queue.
 */
const declareQueue = async (channel: Channel, exchange: string, queue: Queue): Promise<void> => {
  const dead = deadLetterQueueName(queue);
  await channel.assertQueue(dead, quorum({ 'x-delivery-limit': deadLetterDeliveryLimit }));
  await channel.assertQueue(queue.name, quorum({ ...deadLettersTo(dead), 'x-delivery-limit': queue.deliveryLimit }));
  for (const delay of new Set(queue.retryDelaysMs))
    await channel.assertQueue(
      retryQueueName(queue, delay),
      quorum({ ...deadLettersTo(queue.name), 'x-message-ttl': delay }),
    );
  for (const pattern of queue.bindings) await channel.bindQueue(queue.name, exchange, pattern);
};

const quorum = (args: Record<string, unknown>) => ({
  durable: true,
  arguments: { 'x-queue-type': 'quorum', ...args },
});

const deadLettersTo = (queueName: string) => ({
  'x-dead-letter-exchange': '',
  'x-dead-letter-routing-key': queueName,
  'x-dead-letter-strategy': 'at-least-once',
  'x-overflow': 'reject-publish',
});
