import type { ConfirmChannel, Options } from 'amqplib';
import { PublishFailed } from '../message-bus.ts';
import type { Connection } from './connection.ts';

/** A channel that knows which messages came back because no queue took them. */
export type ConfirmingChannel = { channel: ConfirmChannel; returned: Set<string> };

export const openConfirming = async (connection: Connection): Promise<ConfirmingChannel> => {
  const channel = await connection.confirmChannel();
  const returned = new Set<string>();
  channel.on('return', (message) => returned.add(message.properties.messageId));
  return { channel, returned };
};

export type Publication = Omit<Options.Publish, 'persistent' | 'messageId'> & {
  exchange: string;
  routingKey: string;
  content: Buffer;
  messageId: string;
};

/**
 * Publishes durably. `confirmed` rejects when the broker refuses the message or, if it is mandatory, when no queue takes it:
 * the broker confirms an unroutable message too, but returns it just before. `flowing` is false when the sender should wait
 * for `drain` before the next one.
 */
export const publishConfirmed = (
  { channel, returned }: ConfirmingChannel,
  { exchange, routingKey, content, messageId, ...options }: Publication,
): { confirmed: Promise<void>; flowing: boolean } => {
  let flowing = true;
  const confirmed = new Promise<void>((resolve, reject) => {
    const settle = (error: unknown) => {
      if (error) reject(new PublishFailed('the broker did not take a message', { cause: error }));
      else if (returned.delete(messageId)) reject(new PublishFailed(`no queue hears ${routingKey}`));
      else resolve();
    };
    flowing = channel.publish(exchange, routingKey, content, { ...options, messageId, persistent: true }, settle);
  });
  return { confirmed, flowing };
};
