import { freshVhost, rabbitMqInstalled } from '@careconnect/test/support/rabbitmq.ts';
import { type ChannelModel, connect } from 'amqplib';
import { silentLog } from '../logging/logger.ts';
import { rabbitMqBus } from './rabbitmq.ts';
import { itIsAMessageBus } from './spec/message-bus-contract.ts';
import { deadLetterQueueName, type Queue, retryQueueName, type Topology } from './topology.ts';

describe('The message bus over RabbitMQ', function () {
  this.timeout(100_000);
  let url: string;
  let admin: ChannelModel;

  before(async function () {
    if (!rabbitMqInstalled) this.skip();
    url = await freshVhost();
    admin = await connect(url);
  });
  after(() => admin?.close());

  const deleteQueues = async ({ queues }: Topology) => {
    const channel = await admin.createChannel();
    for (const queue of queues)
      for (const name of [
        queue.name,
        deadLetterQueueName(queue),
        ...queue.retryDelaysMs.map((ms) => retryQueueName(queue, ms)),
      ])
        await channel.deleteQueue(name);
    await channel.close();
  };

  /** Looks at them and puts them back. */
  const deadLetters = async (queue: Queue) => {
    const channel = await admin.createChannel();
    const ids: string[] = [];
    for (
      let letter = await channel.get(deadLetterQueueName(queue));
      letter;
      letter = await channel.get(deadLetterQueueName(queue))
    )
      ids.push(letter.properties.messageId);
    await channel.close();
    return ids;
  };

  itIsAMessageBus(async (topology) => {
    await deleteQueues(topology);
    const bus = await rabbitMqBus({ url, topology, log: silentLog });
    return { bus, deadLetters };
  });
});
