import type { EventStoreDBClient } from '@eventstore/db-client';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { ClientReadableStream } from '@grpc/grpc-js';
import { callOver, createClient, dispose } from './connection.ts';
import type { Position, SubscriptionItem } from './event-store.ts';
import { pause, TimedOut } from './patience.ts';
import { decodeReadResponse, type ReadResponse, type Recorded } from './read-response.ts';
import { toStoredEvent } from './stored-event.ts';

type Subscribing = {
  url: string;
  after: Position | 'start';
  streamPrefixes: string[] | undefined;
  signal: AbortSignal;
  deadlineMs: number;
  onFault: (what: string, error: unknown) => void;
};

/**
 * A subscription that never ends by itself. The library's ends with an error, or with none at all, and never comes back;
 * this one opens the next, on a connection of its own, after the last item it handed out.
 */
export async function* supervise(subscribing: Subscribing): AsyncGenerator<SubscriptionItem, void, void> {
  const { url, signal, onFault } = subscribing;
  let after = subscribing.after;
  let failures = 0;
  while (!signal.aborted) {
    const client = createClient(url);
    try {
      for await (const item of open(client, { ...subscribing, after })) {
        if (signal.aborted) return;
        if (item.kind === 'event') after = item.event.position;
        if (item.kind === 'checkpoint') after = item.position;
        if (item.kind !== 'behind') failures = 0;
        yield item.kind === 'caughtUp' && after !== 'start' ? { ...item, position: after } : item;
      }
      if (!signal.aborted) onFault('subscription', new Error('the store ended the subscription'));
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof UnusableItem) throw error.cause;
      onFault('subscription', error);
    } finally {
      void dispose(client);
    }
    if (signal.aborted) return;
    yield { kind: 'behind' };
    await pause(failures, 2_000, signal);
    failures += 1;
  }
}

class UnusableItem extends Error {}

/** One call, pulled. */
async function* open(
  client: EventStoreDBClient,
  { after, streamPrefixes, signal, deadlineMs }: Subscribing,
): AsyncGenerator<SubscriptionItem, void, void> {
  const request = subscriptionTo(after, streamPrefixes);
  const call = await callOver<ClientReadableStream<ReadResponse>>(client, (service, metadata, options) =>
    service.makeServerStreamRequest(path, asBytes, decodeReadResponse, request, metadata, options),
  );
  call.on('error', () => {}); // one that comes after the iteration ended has no other listener
  const stop = () => void call.destroy();
  const watch = setTimeout(() => call.destroy(new TimedOut('no confirmation')), deadlineMs);
  signal.addEventListener('abort', stop);
  try {
    for await (const told of call as AsyncIterable<ReadResponse>) {
      if (told.kind === 'event') yield { kind: 'event', event: readable(told.recorded) };
      else if (told.kind === 'confirmation') clearTimeout(watch);
      else if (told.kind === 'caughtUp') yield { kind: 'caughtUp', position: null };
      else if (told.kind === 'behind' || told.kind === 'checkpoint') yield told;
    }
  } finally {
    clearTimeout(watch);
    signal.removeEventListener('abort', stop);
    call.cancel();
  }
}

const path = '/event_store.client.streams.Streams/Read';
const asBytes = (request: Request): Buffer => Buffer.from(request.serializeBinary());

type Request = InstanceType<typeof streams.ReadReq>;

const subscriptionTo = (after: Position | 'start', streamPrefixes: string[] | undefined): Request => {
  const { Options } = streams.ReadReq;
  const all = new Options.AllOptions();
  if (after === 'start') all.setStart(new shared.Empty());
  else {
    const { commit, prepare } = after;
    all.setPosition(new Options.Position().setCommitPosition(String(commit)).setPreparePosition(String(prepare)));
  }
  const matching = new Options.FilterOptions.Expression();
  const filter = new Options.FilterOptions().setMax(500).setCheckpointintervalmultiplier(1);
  if (streamPrefixes) filter.setStreamIdentifier(matching.setPrefixList(streamPrefixes));
  else filter.setEventType(matching.setRegex('^[^$].*')); // all but the store's own
  const options = new Options()
    .setAll(all)
    .setSubscription(new Options.SubscriptionOptions())
    .setUuidOption(new Options.UUIDOption().setString(new shared.Empty()))
    .setFilter(filter);
  return new streams.ReadReq().setOptions(options);
};

const readable = (recorded: Recorded) => {
  try {
    return toStoredEvent(recorded);
  } catch (cause) {
    throw new UnusableItem('unreadable', { cause });
  }
};
