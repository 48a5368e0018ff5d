import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'chai';
import { correlation } from '../../logging/correlation.ts';
import {
  CannotHandle,
  type DeadLetter,
  type Handler,
  type Message,
  type MessageBus,
  PublishFailed,
} from '../message-bus.ts';
import { type Queue, queue, type Topology } from '../topology.ts';

export type BusUnderTest = {
  bus: MessageBus;
  /** Ids of the messages in a queue's dead-letter queue, oldest first. */
  deadLetters(queue: Queue): Promise<string[]>;
};

export const eventually = async (
  what: string,
  condition: () => boolean | Promise<boolean>,
  ms = 15_000,
): Promise<void> => {
  for (const until = Date.now() + ms; ; await pause(10)) {
    if (await condition()) return;
    if (Date.now() > until) throw new Error(`never happened: ${what}`);
  }
};

export const messageOf = (routingKey: string, data: unknown = {}): Message => ({
  id: randomUUID(),
  routingKey,
  type: routingKey.split('.').at(-1) as string,
  source: '/careconnect/specs',
  subject: `thing-${randomUUID()}`,
  time: '2026-03-29T01:30:00.000Z',
  correlationId: randomUUID(),
  data,
});

const first = queue('first', ['thing.*', 'both.#'], { retryDelaysMs: [20, 60] });
const second = queue('second', ['other.*', 'both.#'], { retryDelaysMs: [20, 60] });
const topology: Topology = { exchange: 'specs.events', queues: [first, second], unheard: ['whisper.*'] };

const things = queue('things', ['thing.*']);
/** For specs that need no more than one queue. */
export const oneQueue = {
  things,
  topology: { exchange: 'specs.events', queues: [things], unheard: [] } satisfies Topology,
};

/** What every message bus does, whatever carries the messages. `make` gives a bus with nothing in its queues. */
export const itIsAMessageBus = (make: (topology: Topology) => Promise<BusUnderTest>): void => {
  let bus: MessageBus;
  let deadLetters: BusUnderTest['deadLetters'];

  beforeEach(async () => {
    ({ bus, deadLetters } = await make(topology));
    await eventually('ready', () => bus.ready());
  });
  afterEach(() => bus.close());

  const collect = async (from: Queue, into: Message[] = []) => {
    await bus.consume(from, async (message) => {
      into.push(message);
    });
    return into;
  };

  it('brings each message whole to every queue that hears its routing key, and to no other', async () => {
    const [atFirst, atSecond] = [await collect(first), await collect(second)];
    const [one, other, both] = [
      messageOf('thing.Happened', { n: 1, text: 'žluťoučký' }),
      messageOf('other.Happened'),
      messageOf('both.of.Them'),
    ];
    await bus.publish([one, other, both]);
    await eventually('all arrived', () => atFirst.length === 2 && atSecond.length === 2);
    expect(atFirst).to.have.deep.members([one, both]);
    expect(atSecond).to.have.deep.members([other, both]);
  });

  it('hands over data as JSON carries it, shared with nobody', async () => {
    const arrived = await collect(first);
    const data = { at: new Date(0), list: [1] };
    await bus.publish([messageOf('thing.Happened', data)]);
    await eventually('arrived', () => arrived.length === 1);
    expect(arrived[0]?.data).to.deep.equal({ at: '1970-01-01T00:00:00.000Z', list: [1] });
    expect((arrived[0] as Message<typeof data>).data.list).not.to.equal(data.list);
  });

  it('runs the handler under the correlation of its message', async () => {
    let seen: unknown;
    await bus.consume(first, async () => {
      await pause(1);
      seen = correlation();
    });
    const message = messageOf('thing.Happened');
    await bus.publish([message]);
    await eventually('handled', () => seen !== undefined);
    expect(seen).to.deep.equal({ correlationId: message.correlationId, messageId: message.id });
  });

  it('tries again after growing delays, telling the handler which try it is', async () => {
    const tries: { attempt: number; at: number }[] = [];
    await bus.consume(first, async (_message, { attempt }) => {
      tries.push({ attempt, at: performance.now() });
      if (attempt < 3) throw new Error('not yet');
    });
    await bus.publish([messageOf('thing.Happened')]);
    await eventually('third try', () => tries.length === 3);
    const [one, two, three] = tries as [(typeof tries)[0], (typeof tries)[0], (typeof tries)[0]];
    expect(tries.map(({ attempt }) => attempt)).to.deep.equal([1, 2, 3]);
    expect(two.at - one.at).to.be.at.least(18);
    expect(three.at - two.at).to.be.at.least(55);
    expect(await deadLetters(first)).to.deep.equal([]);
  });

  it('parks a poisonous message after its tries while the rest flows', async () => {
    const [poison, ...rest] = [1, 2, 3, 4, 5].map((n) => messageOf('thing.Happened', { n }));
    const tries: string[] = [];
    const handled: string[] = [];
    const handler: Handler = async ({ id }) => {
      if (id === poison?.id) {
        tries.push(id);
        throw new Error('cannot digest');
      }
      handled.push(id);
    };
    await bus.consume(first, handler, { prefetch: 1 });
    await bus.publish([poison as Message, ...rest]);
    await eventually('the rest handled', () => handled.length === 4);
    await eventually('parked', async () => (await deadLetters(first)).length === 1);
    expect(await deadLetters(first)).to.deep.equal([poison?.id]);
    expect(tries).to.have.length(3);
    expect(handled).to.deep.equal(rest.map(({ id }) => id));
  });

  it('parks at once what the handler says it can never handle', async () => {
    let tries = 0;
    await bus.consume(first, async () => {
      tries++;
      throw new CannotHandle('of no known kind');
    });
    await bus.publish([messageOf('thing.Unknown')]);
    await eventually('parked', async () => (await deadLetters(first)).length === 1);
    expect(tries).to.equal(1);
  });

  it('hands over what was given up to whoever keeps it, until it is kept', async () => {
    await bus.consume(first, async () => {
      throw new CannotHandle('of no known kind');
    });
    const letters: DeadLetter[] = [];
    await bus.consumeDeadLetters(first, async (letter) => {
      letters.push(letter);
      if (letters.length === 1) throw new Error('no room yet');
    });
    const message = messageOf('thing.Unknown', { n: 1 });
    await bus.publish([message]);
    await eventually('kept', () => letters.length === 2);
    await eventually('gone', async () => (await deadLetters(first)).length === 0);
    const [, kept] = letters;
    expect(kept).to.include({ queue: 'first', id: message.id, routingKey: 'thing.Unknown', attempts: 1 });
    expect(kept?.reason).to.equal('CannotHandle');
    expect(JSON.parse(kept?.content ?? '')).to.deep.include({ id: message.id, data: { n: 1 } });
  });

  it('tells how full its queues are', async () => {
    const depthOf = async (name: string) => (await bus.depths()).find((depth) => depth.name === name);
    expect((await bus.depths()).map(({ name }) => name)).to.deep.equal(['first', 'second']);
    expect(await depthOf('first')).to.deep.equal({ name: 'first', messages: 0, retrying: 0, dead: 0, consumers: 0 });
    await bus.consume(first, async () => {
      throw new CannotHandle('broken');
    });
    await bus.publish([messageOf('thing.Unknown')]);
    await eventually('it is told', async () => {
      const depth = await depthOf('first');
      return depth?.dead === 1 && depth.consumers === 1;
    });
  });

  it('brings a dead letter back to the queue where it died, and to no other', async () => {
    let mended = false;
    const [handled, elsewhere]: [string[], Message[]] = [[], await collect(second)];
    await bus.consume(first, async ({ id, routingKey }) => {
      if (!mended) throw new CannotHandle('broken');
      handled.push(`${id} ${routingKey}`);
    });
    const letters: DeadLetter[] = [];
    await bus.consumeDeadLetters(first, async (letter) => {
      letters.push(letter);
    });
    const message = messageOf('both.of.Them');
    await bus.publish([message]);
    await eventually('given up', () => letters.length === 1);
    mended = true;
    await bus.revive(letters);
    await eventually('handled', () => handled.length === 1);
    expect(handled).to.deep.equal([`${message.id} both.of.Them`]);
    expect(elsewhere).to.deep.equal([message]);
    const lost = await bus.revive([{ ...(letters[0] as DeadLetter), queue: 'nowhere' }]).catch((e) => e);
    expect(lost).to.be.instanceOf(PublishFailed);
  });

  it('refuses to publish what no queue hears, unless the topology says that nobody needs to', async () => {
    const error = await bus.publish([messageOf('unknown.Happened')]).catch((e) => e);
    expect(error).to.be.instanceOf(PublishFailed);
    expect(error.message).to.contain('unknown.Happened');
    await bus.publish([messageOf('whisper.Happened')]);
  });

  it('calls a handler that takes too long failed, and tells it', async () => {
    const signals: AbortSignal[] = [];
    const handler: Handler = async (_message, { attempt, signal }) => {
      signals.push(signal);
      if (attempt === 1) await new Promise(() => {});
    };
    await bus.consume(first, handler, { handlerTimeoutMs: 50 });
    await bus.publish([messageOf('thing.Happened')]);
    await eventually('second try', () => signals.length === 2);
    expect(signals.map(({ aborted }) => aborted)).to.deep.equal([true, false]);
  });

  it('never handles more at a time than the prefetch allows, and in order when that is one', async () => {
    const sent = Array.from({ length: 30 }, (_, n) => messageOf('thing.Happened', { n }));
    const handled: string[] = [];
    let busy = 0;
    let busiest = 0;
    const handler: Handler = async ({ id }) => {
      busiest = Math.max(busiest, ++busy);
      await pause(1);
      busy--;
      handled.push(id);
    };
    await bus.consume(first, handler, { prefetch: 1 });
    await bus.publish(sent);
    await eventually('all handled', () => handled.length === 30);
    expect(busiest).to.equal(1);
    expect(handled).to.deep.equal(sent.map(({ id }) => id));
  });

  it('lets handlers finish when a consumer stops, and keeps the rest for the next one', async () => {
    const sent = Array.from({ length: 5 }, () => messageOf('thing.Happened'));
    const handled: string[] = [];
    let letGo: () => void = () => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    let begun = 0;
    const handler: Handler = async ({ id }) => {
      begun++;
      await held;
      handled.push(id);
    };
    const consumer = await bus.consume(first, handler, { prefetch: 2 });
    const published = bus.publish(sent);
    await eventually('two begun', () => begun === 2);
    const stopped = consumer.stop();
    letGo();
    await stopped;
    expect(handled).to.have.length(2);

    const rest = await collect(first);
    await published;
    await eventually('the rest handled', () => rest.length === 3);
    expect([...handled, ...rest.map(({ id }) => id)]).to.have.members(sent.map(({ id }) => id));
    expect(begun).to.equal(2);
  });

  it('consumes only queues of its topology', async () => {
    const stranger = queue('stranger', ['thing.*']);
    expect(await bus.consume(stranger, async () => {}).catch((e) => e.message)).to.equal(
      'the topology has no queue stranger',
    );
  });

  it('is not ready and takes nothing once it is closed', async () => {
    await bus.close();
    expect(await bus.ready()).to.equal(false);
    expect(await bus.publish([messageOf('thing.Happened')]).catch((e) => e)).to.be.instanceOf(PublishFailed);
  });
};
