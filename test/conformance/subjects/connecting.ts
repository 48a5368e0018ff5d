import { ANY } from '@eventstore/db-client';
import { expect } from 'chai';
import { collect, labels, refusal } from '../answers.ts';
import { event } from '../events.ts';
import { featuresSeenBy } from '../server-features.ts';
import type { Store } from '../store.ts';
import { Skipped, subject } from '../suite.ts';

/** The connection string by which the client asks the first host where the leader is. */
function discoverUrl({ url }: Store, more = ''): string {
  const [, credentials = '', host, rest = ''] =
    /^esdb(?:\+discover)?:\/\/([^@/]*@)?([^/?,]+)[^?]*(?:\?(.*))?$/.exec(url) ?? [];
  if (!host) throw new Error(`no host in ${url}`);
  return `esdb+discover://${credentials}${host}?${[rest, 'maxDiscoverAttempts=3', more].filter(Boolean).join('&')}`;
}

/** Appends and reads through the address that gossip tells. */
async function appendThrough(store: Store, url: string): Promise<void> {
  const client = store.connect(url);
  try {
    await client.appendToStream(store.stream(), event('Found'), { expectedRevision: ANY });
  } catch (error) {
    const { type } = error as { type?: string };
    // The gossip answered, but with an address that only makes sense where the server runs.
    if (type === 'unavailable') throw new Skipped('the server advertises an address that cannot be reached from here');
    throw error;
  }
  expect(await labels(client.readStream(store.stream()))).to.deep.equal(['0:Found']);
}

const past = { deadline: -1_000 };

export const connecting = subject('connecting', {
  'by gossip finds the node': (store) => appendThrough(store, discoverUrl(store)),

  'by gossip with a wish for a follower still finds a node': (store) =>
    appendThrough(store, discoverUrl(store, 'nodePreference=follower')),

  'the server tells its version': async ({ client }) => {
    expect((await featuresSeenBy(client)).serverVersion).to.match(/^\d+\.\d+/);
  },

  'the server tells that it knows the calls this client makes': async ({ client }) => {
    const features = await featuresSeenBy(client);
    const unknown = ['Append', 'BatchAppend', 'Read', 'Delete', 'Tombstone'].filter(
      (method) => !features.supports({ path: `/event_store.client.streams.Streams/${method}` }),
    );
    expect(unknown).to.deep.equal([]);
  },

  'an append whose deadline has passed is refused and writes nothing': async ({ client, stream }) => {
    expect((await refusal(client.appendToStream(stream(), event('Late'), past))).type).to.equal('deadline-exceeded');
    expect((await refusal(collect(client.readStream(stream())))).type).to.equal('stream-not-found');
    expect((await client.appendToStream(stream(), event('InTime'))).nextExpectedRevision).to.equal(0n);
  },

  'deleting past the deadline is refused and deletes nothing': async ({ client, stream }) => {
    await client.appendToStream(stream(), event('First'));
    expect((await refusal(client.deleteStream(stream(), past))).type).to.equal('deadline-exceeded');
    expect(await labels(client.readStream(stream()))).to.deep.equal(['0:First']);
  },

  'a client that is closed leaves the others working': async (store) => {
    const other = store.connect();
    await other.appendToStream(store.stream(), event('Other'));
    await other.dispose();
    const { nextExpectedRevision } = await store.client.appendToStream(store.stream(), event('Mine'));
    expect(nextExpectedRevision).to.equal(1n);
  },
});
