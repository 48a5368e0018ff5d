import { setTimeout as pause } from 'node:timers/promises';
import { type PrivateBroker, privateBroker, rabbitMqInstalled } from '@careconnect/test/support/rabbitmq.ts';
import { connect } from 'amqplib';
import { expect } from 'chai';
import { silentLog } from '../logging/logger.ts';
import { type Message, type MessageBus, PublishFailed } from './message-bus.ts';
import { rabbitMqBus } from './rabbitmq.ts';
import { eventually, messageOf } from './spec/message-bus-contract.ts';
import { deadLetterQueueName, queue, retryQueueName, type Topology } from './topology.ts';

const heard = queue('heard', ['thing.*'], { retryDelaysMs: [20, 40], deliveryLimit: 5 });
const kept = queue('kept', ['kept.*']);
const topology: Topology = { exchange: 'specs.events', queues: [heard, kept], unheard: [] };

describe('The message bus over a RabbitMQ in trouble', function () {
  this.timeout(120_000);
  let broker: PrivateBroker;
  let bus: MessageBus;
  let handled: Map<string, number>;

  const open = () => rabbitMqBus({ url: broker.url, topology, log: silentLog, confirmTimeoutMs: 1_000 });
  const ready = (what = 'ready') => eventually(what, () => bus.ready(), 60_000);
  const count = (message: Message) => handled.get(message.id) ?? 0;

  before(async function () {
    if (!rabbitMqInstalled) this.skip();
    broker = await privateBroker();
  });
  after(() => broker?.remove());
  beforeEach(async () => {
    handled = new Map();
    bus = await open();
    await bus.consume(heard, async ({ id }) => {
      handled.set(id, (handled.get(id) ?? 0) + 1);
    });
    await ready();
  });
  afterEach(() => bus.close());

  it('fails a publish in time when the broker is frozen, and goes on when it thaws', async () => {
    const lost = messageOf('thing.Happened');
    await broker.freeze();
    const began = performance.now();
    const error = await bus.publish([lost]).catch((e) => e);
    const took = performance.now() - began;
    broker.thaw();
    expect(error).to.be.instanceOf(PublishFailed);
    expect(took).to.be.within(900, 2_000);

    await eventually('published again', () =>
      bus.publish([lost]).then(
        () => true,
        () => false,
      ),
    );
    await eventually('handled', () => count(lost) >= 1);
  });

  it('notices a broker that stays frozen, says so, and comes back by itself', async () => {
    await broker.freeze();
    await eventually('not ready', async () => !(await bus.ready()), 20_000);
    broker.thaw();
    await ready('ready again');
    const message = messageOf('thing.Happened');
    await bus.publish([message]);
    await eventually('handled', () => count(message) === 1);
  });

  it('loses no confirmed message when the broker is killed under load, and goes on consuming', async () => {
    const confirmed: Message[] = [];
    let failures = 0;
    let publishing = true;
    const publisher = (async () => {
      while (publishing) {
        const batch = Array.from({ length: 20 }, (_, n) => messageOf(n % 2 ? 'thing.Happened' : 'kept.Happened'));
        await bus.publish(batch).then(
          () => confirmed.push(...batch),
          () => {
            failures++;
            return pause(20);
          },
        );
      }
    })();
    await eventually('some confirmed', () => confirmed.length > 400);
    await broker.kill();
    await eventually('publishing fails meanwhile', () => failures > 0);
    const before = confirmed.length;
    await broker.start();
    await eventually('publishing goes on', () => confirmed.length > before + 100, 60_000);
    publishing = false;
    await publisher;
    await ready('consuming again');

    const keptIds = new Set<string>();
    await bus.consume(kept, async ({ id }) => {
      keptIds.add(id);
    });
    const has = ({ id, routingKey }: Message) => (routingKey === 'kept.Happened' ? keptIds.has(id) : handled.has(id));
    await eventually('every confirmed message arrived', () => confirmed.every(has), 30_000);
  });

  it('comes up before its broker does', async () => {
    await broker.kill();
    const early = await open();
    try {
      expect(await early.ready()).to.equal(false);
      const began = performance.now();
      expect(await early.publish([messageOf('thing.Happened')]).catch((e) => e)).to.be.instanceOf(PublishFailed);
      expect(performance.now() - began).to.be.below(2_000);
      await broker.start();
      await eventually('ready', () => early.ready(), 60_000);
    } finally {
      await early.close();
    }
  });

  it('closes in time although the broker is frozen', async () => {
    const other = await open();
    await eventually('ready', () => other.ready());
    await broker.freeze();
    const began = performance.now();
    await other.close();
    broker.thaw();
    expect(performance.now() - began).to.be.below(5_000);
  });

  describe('meeting messages it should not', () => {
    const channelOf = async () => {
      const connection = await connect(broker.url);
      return { connection, channel: await connection.createConfirmChannel() };
    };

    it('parks what is no message of ours, and goes on', async () => {
      const { connection, channel } = await channelOf();
      for (const content of ['not json', '{}', 'null', '{"specversion":"1.0"}'])
        channel.publish(topology.exchange, 'thing.Happened', Buffer.from(content), { persistent: true });
      await channel.waitForConfirms();
      const message = messageOf('thing.Happened');
      await bus.publish([message]);
      await eventually('handled', () => count(message) === 1);
      const deadLetterCount = async () => (await channel.checkQueue(deadLetterQueueName(heard))).messageCount;
      await eventually('parked', async () => (await deadLetterCount()) === 4);
      await connection.close();
    });

    it('does not lose a message whose retry queue somebody deleted', async () => {
      const { connection, channel } = await channelOf();
      await channel.deleteQueue(retryQueueName(kept, kept.retryDelaysMs[0] as number));
      const attempts: number[] = [];
      await bus.consume(kept, async (_message, { attempt }) => {
        attempts.push(attempt);
        if (attempts.length < 3) throw new Error('not yet');
      });
      await bus.publish([messageOf('kept.Happened')]);
      await eventually('handled', () => attempts.length === 3);
      expect(attempts).to.deep.equal([1, 1, 1]);
      await connection.close();
    });

    it('parks what its consumers crash on more often than the delivery limit allows', async () => {
      await bus.close();
      const { connection, channel } = await channelOf();
      await channel.purgeQueue(deadLetterQueueName(heard));
      await channel.publish(topology.exchange, 'thing.Happened', Buffer.from('{}'), { persistent: true });
      await channel.waitForConfirms();
      let crashes = 0;
      const crashing = async () => {
        const doomed = await connection.createChannel();
        await doomed.consume(heard.name, () => {
          crashes++;
          doomed.close();
        });
      };
      const deadLetterCount = async () => (await channel.checkQueue(deadLetterQueueName(heard))).messageCount;
      await eventually('parked', async () => {
        await crashing();
        return (await deadLetterCount()) === 1;
      });
      expect(crashes).to.equal(heard.deliveryLimit + 1);
      await connection.close();
    });
  });
});
