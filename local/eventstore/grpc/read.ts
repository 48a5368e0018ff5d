import { randomUUID } from 'node:crypto';
import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import type { ServerWritableStream } from '@grpc/grpc-js';
import type { Log } from '../log/log.ts';
import type { Filter } from '../reading/filter.ts';
import { resolveLink, unresolved } from '../reading/links.ts';
import { readAll } from '../reading/read-all.ts';
import { readStream } from '../reading/read-stream.ts';
import { type Subscriber, type SubscriptionEnd, subscribeToAll, subscribeToStream } from '../reading/subscribe.ts';
import type { StoredRecord } from '../storage/record.ts';
import { invalidArgument, streamDeleted, unknown } from './errors.ts';
import {
  caughtUpResponse,
  checkpointResponse,
  confirmationResponse,
  eventResponse,
  fellBehindResponse,
  streamNotFoundResponse,
} from './read-responses.ts';
import { streamName } from './requests.ts';

export type ReadCall = ServerWritableStream<ReadReq, Buffer>;
type Options = NonNullable<ReturnType<ReadReq['getOptions']>>;

/** How many records a filtered subscription looks at in one search window, unless the client says. */
const SEARCH_WINDOW = 32;

/** Reads and subscriptions, of a stream or of $all: one call for all of them. Ends when the answer is complete. */
export async function read(log: Log, call: ReadCall): Promise<void> {
  const options = call.request.getOptions();
  if (!options) throw invalidArgument('The request must carry options.');
  const gone = goneSignal(call);
  const output = outputOf(log, call, gone, options.getResolveLinks());
  if (options.hasSubscription()) await subscribe(log, options, output);
  else if (options.hasStream()) await readFromStream(log, options, output);
  else await readFromAll(log, options, output);
}

type Output = ReturnType<typeof outputOf>;

function outputOf(log: Log, call: ReadCall, gone: AbortSignal, resolveLinks: boolean) {
  async function send(message: Buffer): Promise<void> {
    if (gone.aborted || call.write(message)) return;
    await drained(call, gone);
  }
  return {
    gone,
    send,
    async event(record: StoredRecord): Promise<void> {
      await send(eventResponse(resolveLinks ? await resolveLink(log.storage, record) : unresolved(record)));
    },
  };
}

/** Given as the reason, so that no exception need be made for each call that ends. */
const GONE = new Error('the client is gone');

function goneSignal(call: ReadCall): AbortSignal {
  const controller = new AbortController();
  for (const event of ['cancelled', 'close', 'error']) call.once(event, () => controller.abort(GONE));
  return controller.signal;
}

function drained(call: ReadCall, gone: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      call.off('drain', done);
      gone.removeEventListener('abort', done);
      resolve();
    };
    call.once('drain', done);
    gone.addEventListener('abort', done, { once: true });
  });
}

async function sendAll(pages: AsyncIterable<StoredRecord[]>, output: Output): Promise<void> {
  for await (const page of pages) {
    for (const record of page) {
      if (output.gone.aborted) return;
      await output.event(record);
    }
  }
}

async function readFromStream(log: Log, options: Options, output: Output): Promise<void> {
  const wish = options.getStream();
  const stream = streamName(wish?.getStreamIdentifier());
  const backwards = options.getReadDirection() === 1;
  const from = wish?.hasEnd() ? Infinity : wish?.hasStart() ? 0 : Number(wish?.getRevision());
  const maxCount = countOf(options);
  if (!backwards && from === Infinity) throw unknown('fromEventNumber is out of range.');
  const answer = await readStream(log.storage, { stream, from, backwards, maxCount });
  if (answer.is === 'deleted') throw streamDeleted(stream);
  if (answer.is === 'notFound') await output.send(streamNotFoundResponse(stream));
  else await sendAll(answer.pages, output);
}

async function readFromAll(log: Log, options: Options, output: Output): Promise<void> {
  const backwards = options.getReadDirection() === 1;
  const answer = await readAll(log.storage, log.lastPosition, {
    from: positionOf(options),
    backwards,
    maxCount: countOf(options),
  });
  if (answer.is === 'noRecordThere') throw noRecordThere();
  await sendAll(answer.pages, output);
}

const noRecordThere = () => unknown('Unexpected error: there is no record at that position.');

function countOf(options: Options): number {
  const count = Number(options.getCount());
  if (!(count > 0)) throw unknown('maxCount should be positive.');
  return count;
}

function positionOf(options: Options): number {
  const all = options.getAll();
  if (all?.hasEnd()) return Infinity;
  return all?.hasPosition() ? Number(all.getPosition()?.getCommitPosition()) : 0;
}

async function subscribe(log: Log, options: Options, output: Output): Promise<void> {
  const subscriber: Subscriber = {
    gone: output.gone,
    confirmed: () => output.send(confirmationResponse(randomUUID())),
    event: output.event,
    checkpoint: (position) => output.send(checkpointResponse(position)),
    caughtUp: () => output.send(caughtUpResponse),
    fellBehind: () => output.send(fellBehindResponse),
  };
  const wish = options.getStream();
  if (!wish) {
    endOf(await subscribeToAll(log, { after: positionOf(options), ...filterOf(options) }, subscriber), '$all');
    return;
  }
  const stream = streamName(wish.getStreamIdentifier());
  const after = wish.hasEnd() ? Infinity : wish.hasStart() ? -1 : Number(wish.getRevision());
  endOf(await subscribeToStream(log, { stream, after }, subscriber), stream);
}

function endOf(end: SubscriptionEnd, stream: string): void {
  if (end.is === 'deleted') throw streamDeleted(stream);
  if (end.is === 'noRecordThere') throw noRecordThere();
}

function filterOf(options: Options): { filter?: Filter & { recordsPerCheckpoint: number } } {
  const wish = options.getFilter();
  if (!wish) return {};
  const expression = wish.getStreamIdentifier() ?? wish.getEventType();
  if (!expression) throw invalidArgument('The filter names neither stream nor event type.');
  const window = wish.hasMax() ? wish.getMax() : SEARCH_WINDOW;
  const recordsPerCheckpoint = window * wish.getCheckpointintervalmultiplier();
  if (!(recordsPerCheckpoint > 0)) throw invalidArgument('The checkpoint interval must be greater than 0.');
  return {
    filter: {
      on: wish.hasStreamIdentifier() ? 'streamName' : 'eventType',
      matches: expression.getRegex()
        ? { regex: regex(expression.getRegex()) }
        : { prefixes: expression.getPrefixList() },
      recordsPerCheckpoint,
    },
  };
}

/** Without the `u` flag, as .NET reads it: `\-` stands for a dash, and `.` for one UTF-16 unit. */
function regex(source: string): RegExp {
  try {
    return new RegExp(source);
  } catch {
    throw invalidArgument('The filter is no valid regular expression.');
  }
}
