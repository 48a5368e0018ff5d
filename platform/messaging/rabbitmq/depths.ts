import { within } from '../deadline.ts';
import type { QueueDepth } from '../message-bus.ts';
import { deadLetterQueueName, type Queue, retryQueueName, type Topology } from '../topology.ts';
import type { Connection } from './connection.ts';

const brokerTimeoutMs = 2_000;

/** Asks the broker, on a channel of its own: one that is asked for a queue that is gone closes. */
export const depthsOf = async (connection: Connection, { queues }: Topology): Promise<QueueDepth[]> => {
  const asked = connection.confirmChannel().then(async (channel) => {
    const count = async (name: string) => (await channel.checkQueue(name)).messageCount;
    const depthOf = async (queue: Queue): Promise<QueueDepth> => {
      const { messageCount: messages, consumerCount: consumers } = await channel.checkQueue(queue.name);
      const retries = [...new Set(queue.retryDelaysMs)].map((delay) => count(retryQueueName(queue, delay)));
      const retrying = (await Promise.all(retries)).reduce((sum, each) => sum + each, 0);
      return { name: queue.name, messages, retrying, dead: await count(deadLetterQueueName(queue)), consumers };
    };
    try {
      return await Promise.all(queues.map(depthOf));
    } finally {
      channel.close().catch(() => {});
    }
  });
  return within(brokerTimeoutMs, asked, () => new Error('the broker does not tell how full its queues are'));
};
