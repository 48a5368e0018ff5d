import type { Position, RecordedEvent, ResolvedEvent } from '@eventstore/db-client';

type Read = AsyncIterable<ResolvedEvent> & { cancel?: () => Promise<void> };

/** The event as it stands in the stream that was read: the link itself where a link was resolved. */
export function recorded(resolved: ResolvedEvent): RecordedEvent {
  const original = resolved.link ?? resolved.event;
  if (!original) throw new Error('an answer with neither event nor link');
  return original;
}

/** Reads to the end, or until `enough` holds; then the call is given up, so that it does not stay open. */
export async function collect(read: Read, enough?: (event: RecordedEvent) => boolean): Promise<RecordedEvent[]> {
  const all: RecordedEvent[] = [];
  for await (const resolved of read) {
    const one = recorded(resolved);
    all.push(one);
    if (enough?.(one)) {
      await read.cancel?.();
      break;
    }
  }
  return all;
}

/** What a read gives, as `revision:type`. */
export async function labels(read: Read): Promise<string[]> {
  return (await collect(read)).map((one) => `${one.revision}:${one.type}`);
}

export function positionOf(event: RecordedEvent): Position {
  if (!event.position) throw new Error(`event ${event.revision} of ${event.streamId} came without a position`);
  return event.position;
}

/** Which comes first in the log: negative when `a` does. */
export function compare(a: Position, b: Position): number {
  if (a.commit !== b.commit) return a.commit < b.commit ? -1 : 1;
  if (a.prepare !== b.prepare) return a.prepare < b.prepare ? -1 : 1;
  return 0;
}

export type Refusal = {
  type: string;
  streamName?: string;
  expectedVersion?: unknown;
  actualVersion?: unknown;
  maxAppendSize?: number;
};

const told = ['streamName', 'expectedVersion', 'actualVersion', 'maxAppendSize'] as const;

/** How a call was refused. Fails when it was not. */
export async function refusal(asked: Promise<unknown>): Promise<Refusal> {
  const answer = await asked.then(
    (value) => ({ value }),
    (error) => ({ error }),
  );
  if ('value' in answer) throw new Error('expected a refusal, but the call succeeded');
  const error: Partial<Refusal> & { message?: string } = answer.error;
  const described: Refusal = { type: error.type ?? `${answer.error}` };
  for (const key of told) if (error[key] !== undefined) Object.assign(described, { [key]: error[key] });
  return described;
}

/** Asks again until the answer is the wanted one; for the few things a server makes visible a little later. */
export async function eventually<T>(what: string, ask: () => Promise<T>, holds: (answer: T) => boolean): Promise<T> {
  const giveUp = Date.now() + 8_000;
  for (;;) {
    const answer = await ask();
    if (holds(answer)) return answer;
    if (Date.now() > giveUp) throw new Error(`waited in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
