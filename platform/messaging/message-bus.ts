import type { Queue } from './topology.ts';

/** What has happened, as others hear of it. CloudEvents 1.0 JSON on the wire; holds no personal data. */
export type Message<Data = unknown> = {
  /** The event's id: consumers take each id once. */
  id: string;
  /** `<category>.<EventType>` */
  routingKey: string;
  type: string;
  source: string;
  subject: string;
  /** ISO 8601, UTC. */
  time: string;
  correlationId: string;
  data: Data;
};

export type Delivery = {
  /** 1 for the first try. */
  attempt: number;
  /** Aborted when the handler has used up its time or the process stops without waiting any longer. */
  signal: AbortSignal;
};

/**
 * Resolves when the message's effect is durable; only then is it acknowledged. May see a message again (and others
 * overtake it while it waits for a retry): guard the effect with `onceOnly`.
 */
export type Handler = (message: Message, delivery: Delivery) => Promise<void>;

export type ConsumeOptions = {
  /** Messages handled at the same time, 20 unless told. 1 keeps the order, except for retries. */
  prefetch?: number;
  /** A handler that takes longer has failed, 60 s unless told. */
  handlerTimeoutMs?: number;
};

export type Consumer = {
  /** Takes no further messages, waits (up to 10 s) for handlers under way, and leaves the rest in the queue. */
  stop(): Promise<void>;
};

/** A message that was given up, as it lies in the dead-letter queue: what it holds may be no message of ours. */
export type DeadLetter = {
  /** Where it died. */
  queue: string;
  id: string;
  routingKey: string;
  /** As it was sent. */
  content: string;
  attempts: number;
  /** Kind of the error, never what it said. */
  reason: string;
};

/** How full a queue is at this moment. */
export type QueueDepth = {
  name: string;
  /** Not yet handed to a consumer. */
  messages: number;
  /** That failed and wait for another try. */
  retrying: number;
  /** Given up, and not yet kept elsewhere. */
  dead: number;
  consumers: number;
};

export interface MessageBus {
  /**
   * Resolves when every message is safe with all its queues. Throws `PublishFailed` otherwise: then some may have
   * arrived and the caller publishes all of them again (consumers take an id once).
   */
  publish(messages: readonly Message[]): Promise<void>;
  /** A handler that throws is tried again after the queue's delays, then the message waits in the dead-letter queue. */
  consume(queue: Queue, handler: Handler, options?: ConsumeOptions): Promise<Consumer>;
  /** Takes what is given up in a queue. Resolving takes it out of the dead-letter queue; what throws comes again. */
  consumeDeadLetters(queue: Queue, keep: (letter: DeadLetter) => Promise<void>): Promise<Consumer>;
  /** Brings each back to the queue where it died, and to no other, for all its tries. Throws `PublishFailed`. */
  revive(letters: readonly DeadLetter[]): Promise<void>;
  /** In the order of the topology. Rejects when the broker does not tell in time. */
  depths(): Promise<QueueDepth[]>;
  ready(): Promise<boolean>;
  close(): Promise<void>;
}

export class PublishFailed extends Error {
  override readonly name = 'PublishFailed';
}

/** Thrown by a handler for which no retry can help: the message goes to the dead-letter queue at once. */
export class CannotHandle extends Error {
  override readonly name = 'CannotHandle';
}
