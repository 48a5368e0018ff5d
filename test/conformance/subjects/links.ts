import { binaryEvent, type ResolvedEvent } from '@eventstore/db-client';
import { expect } from 'chai';
import { events } from '../events.ts';
import type { Store } from '../store.ts';
import { subject } from '../suite.ts';

/** A link in the stream `links` to event 1 of the stream `target`. */
async function linked({ client, stream }: Store) {
  await client.appendToStream(stream('target'), events(3));
  const link = binaryEvent({ type: '$>', data: Buffer.from(`1@${stream('target')}`) });
  return client.appendToStream(stream('links'), link);
}

function shown({ event, link }: ResolvedEvent) {
  return {
    event: event && `${event.revision}:${event.type}`,
    link: link && `${link.revision}:${link.type}`,
  };
}

/** The one event a read gives. */
async function only(read: AsyncIterable<ResolvedEvent>) {
  const all: ResolvedEvent[] = [];
  for await (const resolved of read) all.push(resolved);
  expect(all).to.have.length(1);
  return all[0] && shown(all[0]);
}

const readLink = ({ client, stream }: Store, resolveLinkTos: boolean) =>
  only(client.readStream(stream('links'), { resolveLinkTos }));

export const links = subject('links', {
  'come as they are when nobody asks to resolve them': async (store) => {
    await linked(store);
    expect(await readLink(store, false)).to.deep.equal({ event: '0:$>', link: undefined });
  },

  'come with the event they point at when resolved': async (store) => {
    await linked(store);
    expect(await readLink(store, true)).to.deep.equal({ event: '1:E1', link: '0:$>' });
  },

  'to a deleted stream come alone when resolved': async (store) => {
    await linked(store);
    await store.client.deleteStream(store.stream('target'), { expectedRevision: 2n });
    expect(await readLink(store, true)).to.deep.equal({ event: undefined, link: '0:$>' });
  },

  'to a tombstoned stream come alone when resolved': async (store) => {
    await linked(store);
    await store.client.tombstoneStream(store.stream('target'), { expectedRevision: 2n });
    expect(await readLink(store, true)).to.deep.equal({ event: undefined, link: '0:$>' });
  },

  'to an event that was truncated come alone when resolved': async (store) => {
    await linked(store);
    await store.client.setStreamMetadata(store.stream('target'), { truncateBefore: 2 });
    expect(await readLink(store, true)).to.deep.equal({ event: undefined, link: '0:$>' });
  },

  'are resolved in $all when asked': async (store) => {
    const { position } = await linked(store);
    const read = (resolveLinkTos: boolean) =>
      only(store.client.readAll({ fromPosition: position, maxCount: 1, resolveLinkTos }));
    expect(await read(false)).to.deep.equal({ event: '0:$>', link: undefined });
    expect(await read(true)).to.deep.equal({ event: '1:E1', link: '0:$>' });
  },

  'are resolved in a subscription when asked, from history and live': async (store) => {
    await linked(store);
    const follower = store.followStream(store.stream('links'), { resolveLinkTos: true });
    await follower.untilSeen(1);
    await store.client.appendToStream(
      store.stream('links'),
      binaryEvent({ type: '$>', data: Buffer.from(`2@${store.stream('target')}`) }),
    );
    await follower.untilSeen(2);
    expect(follower.seen.map(shown)).to.deep.equal([
      { event: '1:E1', link: '0:$>' },
      { event: '2:E2', link: '1:$>' },
    ]);
  },
});
