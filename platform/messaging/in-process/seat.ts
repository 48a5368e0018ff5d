import { setMaxListeners } from 'node:events';
import { type AttemptContext, attemptOnce, type Outcome } from '../attempt.ts';
import { within } from '../deadline.ts';
import { type Consumer, type Message, PublishFailed } from '../message-bus.ts';
import type { Queue } from '../topology.ts';

/** Where the consumers of one queue sit: messages wait in order for one of them to have a hand free. */
export type Seat = {
  handle(message: Message, attempt: number): Promise<Outcome>;
  take(context: Omit<AttemptContext, 'stopped'>, hands: number): Consumer;
  depth(): { messages: number; consumers: number };
  close(): Promise<void>;
};

type Waiting = { message: Message; attempt: number; resolve(outcome: Outcome): void; reject(error: Error): void };
type Seated = { context: AttemptContext; hands: number; underWay: Set<Promise<void>>; consumer: Consumer };

const drainMs = 10_000;

export const createSeat = (queue: Queue, attachTimeoutMs: number): Seat => {
  const line: Waiting[] = [];
  const seated: Seated[] = [];
  let patience: NodeJS.Timeout | undefined;

  const serve = () => {
    for (let free = nextFree(); free && line.length > 0; free = nextFree()) work(free, line.shift() as Waiting);
    if (line.length > 0 && seated.length === 0) patience ??= setTimeout(turnAway, attachTimeoutMs);
  };

  const nextFree = () => seated.find(({ hands, underWay }) => underWay.size < hands);

  const turnAway = () => {
    patience = undefined;
    if (seated.length > 0) return;
    for (const { reject } of line.splice(0)) reject(new PublishFailed(`nobody consumes ${queue.name}`));
  };

  const work = ({ context, underWay }: Seated, waiting: Waiting) => {
    const attempt = attemptOnce(context, waiting.message, waiting.attempt).then((outcome) => {
      underWay.delete(attempt);
      if (outcome.is === 'CutOff') line.unshift(waiting);
      else waiting.resolve(outcome);
      serve();
    });
    underWay.add(attempt);
  };

  const take: Seat['take'] = (context, hands) => {
    const impatience = new AbortController();
    setMaxListeners(0, impatience.signal); // one for each message under way
    const underWay = new Set<Promise<void>>();
    const stop = async () => {
      const place = seated.indexOf(mine);
      if (place >= 0) seated.splice(place, 1);
      serve();
      await within(drainMs, Promise.all(underWay), () => new Error('late')).catch(() => {});
      impatience.abort();
      await Promise.all(underWay);
    };
    const mine: Seated = { context: { ...context, stopped: impatience.signal }, hands, underWay, consumer: { stop } };
    seated.push(mine);
    clearTimeout(patience);
    patience = undefined;
    serve();
    return mine.consumer;
  };

  return {
    handle: (message, attempt) =>
      new Promise((resolve, reject) => {
        line.push({ message, attempt, resolve, reject });
        serve();
      }),
    take,
    depth: () => ({ messages: line.length, consumers: seated.length }),
    close: async () => {
      await Promise.all(seated.map(({ consumer }) => consumer.stop()));
      clearTimeout(patience);
      for (const { reject } of line.splice(0)) reject(new PublishFailed('the bus is closed'));
    },
  };
};
