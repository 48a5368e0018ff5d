/**
 * Runs as a child process: many writers, each with streams of its own, who append and, when they do not know what became of
 * an append, send it again with the same ids and the same expected revision until they are told.
 * Says `acknowledged` (a count) to its parent as it goes; on `stop` finishes what is under way and says what was promised.
 */
import { randomUUID } from 'node:crypto';
import {
  type AppendExpectedRevision,
  EventStoreDBClient,
  jsonEvent,
  NO_STREAM,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import { randomFrom } from './random.ts';

/** By stream, the ids in the order in which the store acknowledged them. */
export type Promised = Record<string, string[]>;
export type WriterMessage =
  | { is: 'acknowledged'; events: number; retries: number }
  | { is: 'done'; promised: Promised; refused: string[] };

const [url = '', writers = '16', seed = '1'] = process.argv.slice(2);
const ANSWER_WITHIN_MS = 2_000;
const EVENTS_PER_STREAM = 200;
/** With credentials of its own a call goes the older way, one call per append; half of the writers use that one. */
const ONE_CALL_EACH = { credentials: { username: 'any', password: 'any' } };

const promised: Promised = {};
const refused: string[] = [];
let acknowledged = 0;
let retries = 0;
let stopping = false;
let clients = 0;
let client = newClient();
let renewing = false;

// A late answer to an append that was given up makes the client throw outside of any promise.
process.on('uncaughtException', renew);
process.on('unhandledRejection', renew);

/** Clients whose settings differ do not share a connection, nor how long they wait before they try to connect again. */
function newClient(): EventStoreDBClient {
  return EventStoreDBClient.connectionString(`${url}&keepAliveInterval=${10_000 + clients++}`);
}

/**
 * A new client connects at once, where the old one would wait longer each time. The old one is left alone for a while: when
 * its connection goes, the library rejects what is under way on the new one too.
 */
function renew(): void {
  if (renewing) return;
  renewing = true;
  const old = client;
  client = newClient();
  setTimeout(() => {
    renewing = false;
    old.dispose().catch(() => {});
  }, 500);
}

function inTime<T>(work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('no answer')), ANSWER_WITHIN_MS);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Answers false when the store says that the stream is not as it had promised. */
async function appendUntilTold(stream: string, ids: string[], from: number, how: object): Promise<boolean> {
  const events = ids.map((id) => jsonEvent({ id, type: 'Promised', data: { stream, filling: 'x'.repeat(100) } }));
  const expectedRevision: AppendExpectedRevision = from === 0 ? NO_STREAM : BigInt(from - 1);
  for (;;) {
    try {
      const { nextExpectedRevision } = await inTime(
        client.appendToStream(stream, events, { expectedRevision, ...how }),
      );
      return nextExpectedRevision === BigInt(from + ids.length - 1);
    } catch (error) {
      if (error instanceof WrongExpectedVersionError) return false;
      retries++;
      renew();
      await pause(100);
    }
  }
}

async function write(writer: number): Promise<void> {
  const random = randomFrom(Number(seed) * 1_000 + writer);
  const how = writer % 2 === 0 ? {} : ONE_CALL_EACH;
  for (let n = 0; !stopping; n++) {
    const stream = `promise_${seed}_${writer}_${n}`;
    const held: string[] = [];
    promised[stream] = held;
    while (!stopping && held.length < EVENTS_PER_STREAM) {
      const ids = Array.from({ length: 1 + Math.floor(random() * 4) }, () => randomUUID());
      if (!(await appendUntilTold(stream, ids, held.length, how))) {
        refused.push(stream);
        return;
      }
      held.push(...ids);
      acknowledged += ids.length;
    }
  }
}

const tell = (message: WriterMessage) => process.send?.(message);
const telling = setInterval(() => tell({ is: 'acknowledged', events: acknowledged, retries }), 20);
process.on('message', () => {
  stopping = true;
});
await Promise.all(Array.from({ length: Number(writers) }, (_, i) => write(i)));
clearInterval(telling);
tell({ is: 'acknowledged', events: acknowledged, retries });
process.send?.({ is: 'done', promised, refused } satisfies WriterMessage, () => process.exit(0));
