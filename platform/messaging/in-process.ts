import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '../logging/logger.ts';
import { defaultHandlerTimeoutMs } from './attempt.ts';
import { fromCloudEvent, toCloudEvent } from './cloud-event.ts';
import { createSeat, type Seat } from './in-process/seat.ts';
import { type DeadLetter, type Message, type MessageBus, PublishFailed } from './message-bus.ts';
import { declared, nobodyNeeds, type Queue, routesTo, type Topology } from './topology.ts';

const keepAgainMs = 1_000;

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
  let deadLetters: DeadLetter[] = [];
  const retrying = new Map<string, number>();
  const keepers = new Map<string, (letter: DeadLetter) => Promise<void>>();

  const park = (letter: DeadLetter) => {
    deadLetters.push(letter);
    if (deadLetters.length > deadLetterLimit) deadLetters.shift();
    handOver(letter);
  };

  /** It stays here until somebody keeps it. */
  const handOver = async (letter: DeadLetter): Promise<void> => {
    while (!closed.signal.aborted) {
      const keep = keepers.get(letter.queue);
      if (!keep || !deadLetters.includes(letter)) return;
      const kept = await keep(letter).then(
        () => true,
        (err) => log.warn({ err, queue: letter.queue }, 'A dead letter could not be kept, it will come again'),
      );
      if (kept) deadLetters = deadLetters.filter((each) => each !== letter);
      else await pause(keepAgainMs, undefined, { signal: closed.signal }).catch(() => {});
    }
  };

  const deliver = async (queue: Queue, message: Message): Promise<void> => {
    const seat = seats.get(queue.name) as Seat;
    for (let attempt = 1; ; attempt++) {
      const outcome = await seat.handle(message, attempt);
      if (outcome.is === 'Dead') park({ ...deadLetterOf(queue, message), attempts: attempt, reason: outcome.reason });
      if (outcome.is !== 'TryAgain') return;
      retrying.set(queue.name, (retrying.get(queue.name) ?? 0) + 1);
      await pause(outcome.afterMs, undefined, { signal: closed.signal }).finally(() =>
        retrying.set(queue.name, (retrying.get(queue.name) ?? 1) - 1),
      );
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
    consumeDeadLetters: async (wanted, keep) => {
      const { name } = declared(topology, wanted);
      keepers.set(name, keep);
      for (const letter of deadLetters) if (letter.queue === name) handOver(letter);
      return { stop: async () => void keepers.delete(name) };
    },
    revive: async (letters) => {
      const revived = letters.map(({ queue: name, content, routingKey }) => {
        const message = fromCloudEvent(content, routingKey);
        const queue = topology.queues.find((each) => each.name === name);
        if (!message || !queue) throw new PublishFailed(`no queue ${name} takes it`);
        return { queue, message };
      });
      for (const { queue, message } of revived)
        deliver(queue, message).catch((err) => log.warn({ err, queue: queue.name }, 'What was revived is lost'));
    },
    depths: async () =>
      topology.queues.map(({ name }) => ({
        name,
        ...(seats.get(name) as Seat).depth(),
        retrying: retrying.get(name) ?? 0,
        dead: deadLetters.filter(({ queue }) => queue === name).length,
      })),
    ready: async () => !closed.signal.aborted,
    close: async () => {
      closed.abort();
      await Promise.all([...seats.values()].map((seat) => seat.close()));
    },
    deadLetters: () => deadLetters,
  };
};

const deadLetterOf = ({ name }: Queue, message: Message) => ({
  queue: name,
  id: message.id,
  routingKey: message.routingKey,
  content: toCloudEvent(message),
});

/** Consumers get a copy that went through JSON, as they would over a network. */
const overTheWire = (message: Message): Message => {
  const copy = fromCloudEvent(toCloudEvent(message), message.routingKey);
  if (!copy) throw new PublishFailed('a message lacks one of its attributes');
  return copy;
};
