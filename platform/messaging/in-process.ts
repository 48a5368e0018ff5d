import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '../logging/logger.ts';
import { defaultHandlerTimeoutMs } from './attempt.ts';
import { fromCloudEvent, toCloudEvent } from './cloud-event.ts';
import { createSeat, type Seat } from './in-process/seat.ts';
import { type Message, type MessageBus, PublishFailed } from './message-bus.ts';
import { declared, nobodyNeeds, type Queue, routesTo, type Topology } from './topology.ts';

export type DeadLetter = { queue: string; message: Message; attempts: number; reason: string };

export type InProcessOptions = {
  topology: Topology;
  log: Log;
  /** How long a publish waits for somebody to consume a queue, 5 s unless told. */
  attachTimeoutMs?: number;
  /** Dead letters kept; beyond that the oldest goes. 1,000 unless told. */
  deadLetterLimit?: number;
};

export type InProcessBus = MessageBus & { deadLetters(): readonly DeadLetter[] };

/**
 * The stand-in for a machine without RabbitMQ. It stores nothing: `publish` resolves when the consumers have done their
 * work, so a publisher that moves its checkpoint afterwards publishes again whatever a crash cut off.
 */
export const inProcessBus = (options: InProcessOptions): InProcessBus => {
  const { topology, log, attachTimeoutMs = 5_000, deadLetterLimit = 1_000 } = options;
  const seats = new Map(topology.queues.map((queue) => [queue.name, createSeat(queue, attachTimeoutMs)]));
  const closed = new AbortController();
  const deadLetters: DeadLetter[] = [];

  const park = (letter: DeadLetter) => {
    deadLetters.push(letter);
    if (deadLetters.length > deadLetterLimit) deadLetters.shift();
  };

  const deliver = async (queue: Queue, message: Message): Promise<void> => {
    const seat = seats.get(queue.name) as Seat;
    for (let attempt = 1; ; attempt++) {
      const outcome = await seat.handle(message, attempt);
      if (outcome.is === 'Dead') park({ queue: queue.name, message, attempts: attempt, reason: outcome.reason });
      if (outcome.is !== 'TryAgain') return;
      await pause(outcome.afterMs, undefined, { signal: closed.signal });
    }
  };

  const publishOne = async (message: Message): Promise<void> => {
    const queues = routesTo(topology, message.routingKey);
    if (queues.length === 0 && !nobodyNeeds(topology, message.routingKey))
      throw new PublishFailed(`no queue hears ${message.routingKey}`);
    await Promise.all(queues.map((queue) => deliver(queue, overTheWire(message))));
  };

  return {
    publish: async (messages) => {
      if (closed.signal.aborted) throw new PublishFailed('the bus is closed');
      const settled = await Promise.allSettled(messages.map(publishOne));
      const failure = settled.find((result) => result.status === 'rejected');
      if (!failure) return;
      throw failure.reason instanceof PublishFailed
        ? failure.reason
        : new PublishFailed('publishing broke off', { cause: failure.reason });
    },
    consume: async (wanted, handler, { prefetch = 20, handlerTimeoutMs = defaultHandlerTimeoutMs } = {}) => {
      const queue = declared(topology, wanted);
      const seat = seats.get(queue.name) as Seat;
      return seat.take({ queue, handler, timeoutMs: handlerTimeoutMs, log }, prefetch);
    },
    ready: async () => !closed.signal.aborted,
    close: async () => {
      closed.abort();
      await Promise.all([...seats.values()].map((seat) => seat.close()));
    },
    deadLetters: () => deadLetters,
  };
};

/** Consumers get a copy that went through JSON, as they would over a network. */
const overTheWire = (message: Message): Message => {
  const copy = fromCloudEvent(toCloudEvent(message), message.routingKey);
  if (!copy) throw new PublishFailed('a message lacks one of its attributes');
  return copy;
};
