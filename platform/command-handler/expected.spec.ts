import { randomUUID } from 'node:crypto';
import { type RunningEventStore, startEventStore } from '@careconnect/local/eventstore/server.ts';
import { expect } from 'chai';
import type { EventStore } from '../event-store/event-store.ts';
import { connectEventStore } from '../event-store/eventstoredb.ts';
import { failureOf } from '../event-store/spec/events.ts';
import type { Decider } from './command.ts';
import { type CommandHandler, createCommandHandler } from './command-handler.ts';
import { type Expected, PreconditionFailed } from './expected.ts';

// A sign that says one word. Nobody may write "never".
type Written = { type: 'Written'; data: { word: string } };
class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code = 'never';
  readonly data = {};
}
const sign: Decider<string, string, Written> = {
  initial: '',
  evolve: (_, { data }) => data.word,
  decide: (word, now) => {
    if (word === 'never') throw new Refusal();
    return word === now ? [] : [{ type: 'Written', data: { word } }];
  },
};

const at =
  (wanted: bigint | 'no_stream'): Expected =>
  (_, revision) =>
    revision === wanted;

describe('A command that expects its stream at a revision', () => {
  let server: RunningEventStore;
  let store: EventStore;
  let signs: CommandHandler<string, string, Written>;
  let elsewhere: CommandHandler<string, string, Written>;
  let stream: string;

  const context = (expected?: Expected) => ({
    commandId: randomUUID(),
    actor: null,
    correlationId: 'c',
    now: '2026-11-22T10:00:00.000Z',
    ...(expected ? { expected } : {}),
  });
  const write = (word: string, expected?: Expected, by = signs) => by.handle(stream, word, context(expected));

  before(async () => {
    server = await startEventStore();
    store = connectEventStore({ url: server.url });
  });
  after(async () => {
    await store.close();
    await server.stop();
  });
  beforeEach(() => {
    signs = createCommandHandler({ store, decider: sign, schemaVersion: 1 });
    elsewhere = createCommandHandler({ store, decider: sign, schemaVersion: 1 });
    stream = `sign-${randomUUID()}`;
  });

  it('is done there, and says where it leaves the stream', async () => {
    expect((await write('one', at('no_stream'))).revision).to.equal(0n);
    expect(await write('two', at(0n))).to.deep.include({ streamName: stream, state: 'two', revision: 1n });
  });

  it('is not done anywhere else', async () => {
    await write('one');
    for (const wanted of ['no_stream', 1n] as const)
      expect(await failureOf(write('two', at(wanted)))).to.be.instanceOf(PreconditionFailed);
    expect((await signs.load(stream, { fresh: true })).state).to.equal('one');
  });

  it('is judged by the store and not by what was remembered, either way', async () => {
    await write('one');
    await write('two', undefined, elsewhere);
    expect(await failureOf(write('three', at(0n)))).to.be.instanceOf(PreconditionFailed);
    await write('four', undefined, elsewhere);
    expect((await write('five', at(2n))).revision).to.equal(3n);
  });

  it('has one winner among many at once', async () => {
    await write('one');
    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, (_, n) => write(`word ${n}`, at(0n), n % 2 ? signs : elsewhere)),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).to.have.lengthOf(1);
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') expect(outcome.reason).to.be.instanceOf(PreconditionFailed);
    expect((await signs.load(stream, { fresh: true })).revision).to.equal(1n);
  });

  it('is refused by the rules first, and quiet when it was done before', async () => {
    await write('one');
    expect(await failureOf(write('never', at(7n)))).to.be.instanceOf(Refusal);
    expect(await write('one', at('no_stream'))).to.deep.include({ revision: 0n, events: [] });
  });
});
