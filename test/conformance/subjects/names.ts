import { NO_STREAM } from '@eventstore/db-client';
import { expect } from 'chai';
import { collect, labels, refusal } from '../answers.ts';
import { event } from '../events.ts';
import type { Store } from '../store.ts';
import { subject } from '../suite.ts';

/** A stream of this name can be written and read, and tells its name as it was given. */
async function expectUsable({ client }: Store, stream: string) {
  await client.appendToStream(stream, event('First'), { expectedRevision: NO_STREAM });
  const [first] = await collect(client.readStream(stream));
  expect(first?.streamId).to.equal(stream);
}

export const names = subject('names of streams and types', {
  'a stream name may have letters of any alphabet': (store) => expectUsable(store, store.stream('ärzte-✓-日本')),
  'a stream name may have slashes, spaces and percent signs': (store) =>
    expectUsable(store, store.stream('a/b c%20d?e#f')),
  'a stream name may have characters outside the basic plane': (store) => expectUsable(store, store.stream('🩺-𝒳')),
  'a stream name may have 400 characters': (store) => expectUsable(store, store.stream('l'.repeat(400))),
  'a stream name may have 2000 characters': (store) => expectUsable(store, store.stream('l'.repeat(2000))),
  'a stream name may begin with $': (store) => expectUsable(store, `$${store.stream()}`),

  'stream names that differ in case are different streams': async ({ client, stream }) => {
    await client.appendToStream(stream('Day'), event('Upper'), { expectedRevision: NO_STREAM });
    await client.appendToStream(stream('day'), event('Lower'), { expectedRevision: NO_STREAM });
    expect(await labels(client.readStream(stream('Day')))).to.deep.equal(['0:Upper']);
    expect(await labels(client.readStream(stream('day')))).to.deep.equal(['0:Lower']);
  },

  'a stream whose name begins with another one is a stream of its own': async ({ client, stream }) => {
    await client.appendToStream(stream('a'), event('Short'));
    await client.appendToStream(stream('a-b'), event('Long'));
    expect(await labels(client.readStream(stream('a')))).to.deep.equal(['0:Short']);
  },

  'an event type may have any letters and spaces': async ({ client, stream }) => {
    await client.appendToStream(stream(), event('Tërmin gebucht ✓'));
    expect(await labels(client.readStream(stream()))).to.deep.equal(['0:Tërmin gebucht ✓']);
  },

  // These two through the classic append: after such a refusal this client's batch append is dead (answered twice).
  'an empty stream name is refused': async ({ client, credentials }) => {
    expect((await refusal(client.appendToStream('', event('E'), { credentials }))).type).to.equal('unknown');
  },

  'an empty event type is refused and nothing is written': async ({ client, credentials, stream }) => {
    expect((await refusal(client.appendToStream(stream(), event(''), { credentials }))).type).to.equal('unknown');
    expect((await refusal(collect(client.readStream(stream())))).type).to.equal('stream-not-found');
  },
});
