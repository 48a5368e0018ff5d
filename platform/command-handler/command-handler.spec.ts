import { randomUUID } from 'node:crypto';
import { type RunningEventStore, startEventStore } from '@careconnect/local/eventstore/server.ts';
import { type EventStoreProxy, startEventStoreProxy } from '@careconnect/test/support/event-store-proxy.ts';
import { until } from '@careconnect/test/support/until.ts';
import { expect } from 'chai';
import { type EventStore, type StoredEvent, StoreUnavailable, UnwritableEvent } from '../event-store/event-store.ts';
import { connectEventStore } from '../event-store/eventstoredb.ts';
import { failureOf } from '../event-store/spec/events.ts';
import type { Decider } from './command.ts';
import { type CommandHandler, createCommandHandler } from './command-handler.ts';
import { type Freshness, followChanges } from './freshness.ts';
import { isRefusal } from './refusal.ts';

class Refusal extends Error {
  override readonly name = 'Refusal';
  constructor(
    readonly code: string,
    readonly data: object = {},
  ) {
    super(code);
  }
}

// A hall with numbered seats.
type Seats = { capacity: number; taken: Readonly<Record<number, string>> };
type SeatTaken = { type: 'SeatTaken'; data: { seat: number; by: string; note?: string } };
type SeatLeft = { type: 'SeatLeft'; data: { seat: number } };
type HallEvent = SeatTaken | SeatLeft;
type HallCommand =
  | { do: 'take'; seat: number; by: string; note?: string; seats?: number }
  | { do: 'leave'; seat: number }
  | { do: 'fail' };

const hall: Decider<Seats, HallCommand, HallEvent> = {
  initial: { capacity: 1_000, taken: {} },
  evolve(state, event) {
    const { [event.data.seat]: _, ...others } = state.taken;
    const taken = event.type === 'SeatTaken' ? { ...others, [event.data.seat]: event.data.by } : others;
    return { ...state, taken };
  },
  decide(command, state) {
    if (command.do === 'fail') throw new TypeError('a fault in the decider');
    const by = state.taken[command.seat];
    if (command.do === 'leave') return by ? [{ type: 'SeatLeft', data: { seat: command.seat } }] : [];
    if (command.seat >= (command.seats ?? state.capacity)) throw new Refusal('no-such-seat');
    if (by === command.by) return [];
    if (by) throw new Refusal('seat-taken', { by });
    const { seat, note } = command;
    return [{ type: 'SeatTaken', data: { seat, by: command.by, ...(note ? { note } : {}) } }];
  },
};

const context = () => ({
  commandId: randomUUID(),
  actor: { userId: 'u', role: 'PATIENT' },
  correlationId: 'c',
  now: '2026-11-22T10:00:00.000Z',
});
const codeOf = (failure: unknown) => (failure as { code: string }).code;

describe('the command handler', () => {
  let server: RunningEventStore;
  let proxy: EventStoreProxy;
  let store: EventStore;
  let elsewhere: EventStore;
  let stream: string;
  let halls: CommandHandler<Seats, HallCommand, HallEvent>;
  let others: CommandHandler<Seats, HallCommand, HallEvent>;
  const create = (on: EventStore, freshness?: Freshness) =>
    createCommandHandler({ store: on, decider: hall, schemaVersion: 1, ...(freshness ? { freshness } : {}) });
  const take = (seat: number, by: string) => ({ do: 'take', seat, by }) as const;
  const stored = async (): Promise<StoredEvent[]> => {
    const found = [];
    for await (const event of elsewhere.readStream(stream)) found.push(event);
    return found;
  };

  before(async () => {
    server = await startEventStore();
    elsewhere = connectEventStore({ url: server.url });
  });
  beforeEach(async () => {
    stream = `hall-${randomUUID()}`;
    proxy = await startEventStoreProxy(server.url);
    store = connectEventStore({ url: proxy.url, deadlineMs: 2_000 });
    halls = create(store);
    others = create(elsewhere);
  });
  afterEach(async () => {
    await store.close();
    await proxy.stop();
  });
  after(async () => {
    await elsewhere.close();
    await server.stop();
  });

  it('appends what was decided and answers with the new state and its place in the log', async () => {
    const given = { ...context(), causationId: 'cause', imported: true as const };
    const { revision, position, events, state } = await halls.handle(stream, take(1, 'ann'), given);
    expect({ revision, events }).to.deep.equal({
      revision: 0n,
      events: [{ type: 'SeatTaken', data: { seat: 1, by: 'ann' } }],
    });
    expect(state.taken).to.deep.equal({ 1: 'ann' });
    expect(position).to.deep.equal(await store.head());
    const [event] = await stored();
    expect(event?.metadata).to.deep.equal({
      correlationId: 'c',
      causationId: 'cause',
      actor: given.actor,
      recordedAt: given.now,
      imported: true,
      schemaVersion: 1,
      previousHash: null,
    });
  });

  it('reads a stream once; from then on an accepted command costs one append and no read', async () => {
    await others.handle(stream, take(1, 'ann'), context());
    await halls.handle(stream, take(2, 'ann'), context());
    const reads = proxy.reads();
    const appends = proxy.appends();
    for (let seat = 3; seat < 23; seat += 1) await halls.handle(stream, take(seat, 'ann'), context());
    expect(proxy.reads() - reads).to.equal(0);
    expect(proxy.appends() - appends).to.equal(20);
  });

  it('begins a stream that is likely new without a read', async () => {
    const reads = proxy.reads();
    await halls.handle(stream, take(1, 'ann'), { ...context(), likelyNew: true });
    await halls.handle(stream, take(2, 'bob'), context());
    expect(proxy.reads() - reads).to.equal(0);
    expect((await stored()).map(({ revision }) => revision)).to.deep.equal([0n, 1n]);
  });

  it('finds out when a stream is not new at all', async () => {
    await others.handle(stream, take(1, 'ann'), context());
    const likelyNew = { likelyNew: true } as const;
    const refused = await failureOf(halls.handle(stream, take(1, 'bob'), { ...context(), ...likelyNew }));
    expect(codeOf(refused)).to.equal('seat-taken');
    const quiet = await create(store).handle(stream, take(1, 'ann'), { ...context(), ...likelyNew });
    expect(quiet).to.deep.include({ revision: 0n, events: [] });
    await create(store).handle(stream, take(2, 'bob'), { ...context(), ...likelyNew });
    expect(await stored()).to.have.length(2);
  });

  it('decides again when somebody else came first', async () => {
    await halls.handle(stream, take(1, 'ann'), context());
    await others.handle(stream, take(2, 'bob'), context());
    const { state, revision } = await halls.handle(stream, take(3, 'ann'), context());
    expect(revision).to.equal(2n);
    expect(state.taken).to.deep.equal({ 1: 'ann', 2: 'bob', 3: 'ann' });
    const refusal = await failureOf(halls.handle(stream, take(2, 'ann'), context()));
    expect(refusal).to.deep.include({ code: 'seat-taken', data: { by: 'bob' } });
  });

  it('refuses only on fresh state', async () => {
    await halls.handle(stream, take(1, 'ann'), context());
    await others.handle(stream, { do: 'leave', seat: 1 }, context());
    const { state } = await halls.handle(stream, take(1, 'eve'), context());
    expect(state.taken).to.deep.equal({ 1: 'eve' });
    const reads = proxy.reads();
    const refusal = await failureOf(halls.handle(stream, take(1, 'bob'), context()));
    expect(isRefusal(refusal)).to.equal(true);
    expect(proxy.reads() - reads).to.equal(1);
  });

  it('says a quiet yes only on fresh state, with the place of the last event', async () => {
    await halls.handle(stream, take(1, 'ann'), context());
    await others.handle(stream, { do: 'leave', seat: 1 }, context());
    expect((await halls.handle(stream, take(1, 'ann'), context())).events).to.have.lengthOf(1);
    const quiet = await halls.handle(stream, take(1, 'ann'), context());
    const last = (await stored()).at(-1);
    expect(quiet).to.deep.include({ events: [], revision: 2n, position: last?.position });
    const nothing = await halls.handle(`${stream}-empty`, { do: 'leave', seat: 1 }, context());
    expect(nothing).to.deep.include({ events: [], revision: 'no_stream', position: null });
  });

  it('is quiet when the same command comes twice, though its decider would do it again', async () => {
    const once = context();
    await halls.handle(stream, take(1, 'ann'), once);
    await halls.handle(stream, { do: 'leave', seat: 1 }, context());
    expect((await halls.handle(stream, take(1, 'ann'), once)).events).to.deep.equal([]);
    expect((await others.handle(stream, take(1, 'ann'), once)).events).to.deep.equal([]);
    const both = context();
    const [a, b] = await Promise.all([0, 0].map(() => others.handle(stream, take(2, 'ann'), both)));
    expect([a?.events.length, b?.events.length]).to.have.members([1, 0]);
    expect(await stored()).to.have.lengthOf(3);
  });

  it('settles a hundred commands on one stream with one read and a handful of appends', async () => {
    const seats = Array.from({ length: 100 }, (_, i) => i);
    const reads = proxy.reads();
    const answers = await Promise.all(seats.map((seat) => halls.handle(stream, take(seat, `p${seat}`), context())));
    expect(proxy.reads() - reads).to.equal(1);
    expect(proxy.appends()).to.be.at.most(3);
    expect(new Set(answers.map(({ revision }) => revision)).size).to.equal(100);
    const found = await stored();
    for (const { revision, events, position } of answers) {
      const at = found[Number(revision)];
      expect(at?.data).to.deep.equal(events[0]?.data);
      expect(position && at && position.commit >= at.position.commit).to.equal(true);
    }
  });

  it('lets one of a hundred win a seat, and refuses the rest with hardly a read', async () => {
    await halls.handle(stream, take(0, 'ann'), context());
    const reads = proxy.reads();
    const rush = Array.from({ length: 100 }, (_, i) => failureOf(halls.handle(stream, take(7, `p${i}`), context())));
    const failures = (await Promise.all(rush)).filter((failure) => failure !== undefined);
    expect(failures).to.have.lengthOf(99);
    expect(failures.every((failure) => codeOf(failure) === 'seat-taken')).to.equal(true);
    expect(proxy.reads() - reads).to.be.at.most(1);
    expect(await stored()).to.have.lengthOf(2);
  });

  it('keeps its promises when two processes race for the same seats', async () => {
    const tries = Array.from({ length: 60 }, (_, i) =>
      failureOf((i % 2 === 0 ? halls : others).handle(stream, take((i >> 1) % 20, `p${i}`), context())),
    );
    const failures = (await Promise.all(tries)).filter((failure) => failure !== undefined);
    expect(failures.map(codeOf)).to.deep.equal(Array.from({ length: 40 }, () => 'seat-taken'));
    const seats = (await stored()).map(({ data }) => (data as SeatTaken['data']).seat);
    expect(seats.toSorted((a, b) => a - b)).to.deep.equal(Array.from({ length: 20 }, (_, i) => i));
  });

  it('does not let a bad command fail its neighbours', async () => {
    const large = { do: 'take', seat: 2, by: 'bob', note: 'x'.repeat(300_000) } as const;
    const [good, tooLarge, faulty, refused, last] = await Promise.all([
      failureOf(halls.handle(stream, take(1, 'ann'), context())),
      failureOf(halls.handle(stream, large, context())),
      failureOf(halls.handle(stream, { do: 'fail' }, context())),
      failureOf(halls.handle(stream, take(1, 'eve'), context())),
      failureOf(halls.handle(stream, take(3, 'cid'), context())),
    ]);
    expect([good, last]).to.deep.equal([undefined, undefined]);
    expect(tooLarge).to.be.instanceOf(UnwritableEvent);
    expect(faulty).to.be.instanceOf(TypeError);
    expect(refused).to.include({ code: 'seat-taken' });
    expect(await stored()).to.have.lengthOf(2);
  });

  it('writes once when the outcome of an append was unknown and the command is sent again', async () => {
    await halls.handle(stream, take(1, 'ann'), context());
    const again = context();
    const answers = proxy.holdAppendAnswers();
    const failure = await failureOf(halls.handle(stream, take(2, 'ann'), again));
    expect(failure).to.be.instanceOf(StoreUnavailable);
    answers.release();
    expect((await halls.handle(stream, take(2, 'ann'), again)).revision).to.equal(1n);
    expect((await halls.handle(stream, take(3, 'ann'), context())).revision).to.equal(2n);
    expect(await stored()).to.have.lengthOf(3);
  });

  it('forgets the least recently used stream, and reads it again', async () => {
    const small = createCommandHandler({ store, decider: hall, schemaVersion: 1, maxStreams: 2 });
    for (const name of ['a', 'b', 'c']) await small.handle(`${stream}-${name}`, take(1, 'ann'), context());
    const reads = proxy.reads();
    await small.handle(`${stream}-c`, take(2, 'ann'), context());
    expect(proxy.reads() - reads).to.equal(0);
    expect((await small.handle(`${stream}-a`, take(2, 'ann'), context())).revision).to.equal(1n);
    expect(proxy.reads() - reads).to.equal(1);
  });

  describe('with state of other streams', () => {
    let freshness: Freshness;
    beforeEach(async () => {
      freshness = followChanges({ store, streamPrefixes: ['hall-'] });
      await freshness.ready();
      halls = create(store, freshness);
    });
    afterEach(() => freshness.close());

    it('loads from memory while a live subscription keeps it fresh', async () => {
      await others.handle(stream, take(1, 'ann'), context());
      expect((await halls.load(stream)).state.taken).to.deep.equal({ 1: 'ann' });
      const reads = proxy.reads();
      for (let i = 0; i < 10; i += 1) await halls.load(stream);
      expect(proxy.reads() - reads).to.equal(0);
      await others.handle(stream, take(2, 'bob'), context());
      await until('the change arrives', async () => (await halls.load(stream)).revision === 1n);
      expect(proxy.reads() - reads).to.equal(1);
      expect((await halls.load(stream)).state.taken).to.deep.equal({ 1: 'ann', 2: 'bob' });
    });

    it('looks at the tail while the subscription is down, without one, and when asked for fresh state', async () => {
      await others.handle(stream, take(1, 'ann'), context());
      await halls.load(stream);
      await others.handle(stream, take(2, 'bob'), context());
      expect((await halls.load(stream, { fresh: true })).revision).to.equal(1n);
      await freshness.close();
      await others.handle(stream, take(3, 'cid'), context());
      expect((await halls.load(stream)).revision).to.equal(2n);
      expect((await create(store).load(stream)).revision).to.equal(2n);
    });

    it('shares one look among all who ask together', async () => {
      await others.handle(stream, take(1, 'ann'), context());
      const reads = proxy.reads();
      await Promise.all(Array.from({ length: 50 }, () => halls.load(stream, { fresh: true })));
      expect(proxy.reads() - reads).to.be.at.most(2);
    });

    it('does not refuse because of something stale it was told from memory', async () => {
      const asked: boolean[] = [];
      const prepare = async (fresh: boolean): Promise<HallCommand> => {
        asked.push(fresh);
        return { ...take(5, 'ann'), seats: fresh ? 10 : 1 };
      };
      expect((await halls.handle(stream, prepare, context())).revision).to.equal(0n);
      expect(asked).to.deep.equal([false, true]);
      const refused = await failureOf(halls.handle(stream, async () => ({ ...take(6, 'ann'), seats: 1 }), context()));
      expect(refused).to.include({ code: 'no-such-seat' });
    });
  });
});
