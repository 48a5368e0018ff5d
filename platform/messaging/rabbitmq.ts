import type { Log } from '../logging/logger.ts';
import { defaultHandlerTimeoutMs } from './attempt.ts';
import type { Consumer, MessageBus } from './message-bus.ts';
import { keepConnected } from './rabbitmq/connection.ts';
import { type Consuming, handling, keeping, startConsumer } from './rabbitmq/consumer.ts';
import { declare } from './rabbitmq/declare.ts';
import { depthsOf } from './rabbitmq/depths.ts';
import { createPublisher } from './rabbitmq/publisher.ts';
import { deadLetterQueueName, declared, type Topology } from './topology.ts';

export type RabbitMqOptions = {
  /** `amqp://user:password@host:port/vhost`, or `amqps://`. */
  url: string;
  topology: Topology;
  log: Log;
  /** Shown in the broker's list of connections. */
  name?: string;
  /** How long the broker may take to confirm a window of messages, 5 s unless told. */
  confirmTimeoutMs?: number;
};

/**
 * Comes up whether or not the broker is there; `ready()` tells, `publish` fails in time, consumers attach once it is.
 * Publishing and consuming have a connection each, so a broker that throttles publishers still gets its acknowledgements.
 */
export const rabbitMqBus = async (options: RabbitMqOptions): Promise<MessageBus> => {
  const { url, topology, log, name = 'careconnect' } = options;
  const connections = await Promise.all(
    ['publishes', 'consumes'].map((does) =>
      keepConnected(url, `${name} ${does}`, log, (model) => declare(model, topology)),
    ),
  );
  const [publishing, consuming] = connections as [(typeof connections)[0], (typeof connections)[0]];
  const consumers = new Set<Consuming>();

  const begin = (consumer: Consuming): Consumer => {
    consumers.add(consumer);
    return {
      stop: async () => {
        await consumer.stop();
        consumers.delete(consumer);
      },
    };
  };

  return {
    ...createPublisher(publishing, topology, options.confirmTimeoutMs ?? 5_000),
    consume: async (wanted, handler, { prefetch = 20, handlerTimeoutMs: timeoutMs = defaultHandlerTimeoutMs } = {}) => {
      const queue = declared(topology, wanted);
      const receive = handling({ queue, handler, timeoutMs, log });
      return begin(startConsumer({ queueName: queue.name, receive, prefetch, log, connection: consuming }));
    },
    consumeDeadLetters: async (wanted, keep) => {
      const queue = declared(topology, wanted);
      const [queueName, receive] = [deadLetterQueueName(queue), keeping(queue, keep)];
      return begin(startConsumer({ queueName, receive, prefetch: 20, log, connection: consuming }));
    },
    depths: () => depthsOf(consuming, topology),
    ready: async () =>
      connections.every((connection) => connection.isOpen()) &&
      [...consumers].every((consumer) => consumer.isAttached()),
    close: async () => {
      await Promise.all([...consumers].map((consumer) => consumer.stop()));
      consumers.clear();
      await Promise.all(connections.map((connection) => connection.close()));
    },
  };
};
