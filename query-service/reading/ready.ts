import { createHash } from 'node:crypto';
import { comparePositions, type Position, parsePosition } from '@careconnect/platform/event-store/position.ts';
import { isKnown } from '@careconnect/platform/http/if-none-match.ts';
import type { Change } from '@careconnect/schema/changes.ts';
import type { Request, Response } from 'express';
import { LRUCache } from 'lru-cache';
import type { Changes } from '../live/changes.ts';

/** What an answer was made of: it is made anew once that has changed. */
export type Part = `day ${string} ${string}` | `time ${string}` | `doctor ${string}`;

export type ReadyAnswers = {
  /** Sends what was made under this name, or makes it. Whether they may see it is asked before. */
  send(asking: Asking, wanted: Wanted, make: () => Promise<object>): Promise<void>;
};

type Asking = { req: Pick<Request, 'get'> & { query: { position?: string } }; res: Response };
type Wanted = { name: readonly (string | number | undefined)[]; of: readonly Part[] };
type Answer = { body: Buffer; etag: string /** It shows everything up to there. */; upTo: Position | null };
type Making = { answer: Promise<Answer>; of: readonly Part[] };

type Options = {
  changes: Changes;
  /** How far the rows are. */
  reached: () => Position | null;
  /** While changes are not heard of, nothing is kept. */
  isHeard: () => boolean;
  /** For what depends on the clock, and on rows of which no change is told. */
  longestMs?: number;
  mostBytes?: number;
};

/** Answers as bytes, ready to be sent, for as long as nothing of them has changed. Asked for by many at once, they are made once. */
export const readyAnswers = (options: Options): ReadyAnswers => {
  const { changes, reached, isHeard, longestMs = 5_000, mostBytes = 64 * 1024 * 1024 } = options;
  const kept = new LRUCache<string, Answer & Pick<Making, 'of'>>({
    maxSize: mostBytes,
    sizeCalculation: ({ body }) => body.length + 500,
    ttl: longestMs,
  });
  const underWay = new Map<string, Making>();

  changes.onNews((news) => {
    const changed =
      news === 'missed' || news.some(({ kind }) => kind === 'person') ? 'all' : new Set(news.flatMap(partsOf));
    for (const answers of [kept, underWay])
      for (const [name, { of }] of answers)
        if (changed === 'all' || of.some((part) => changed.has(part))) answers.delete(name);
  });

  const made = async (make: () => Promise<object>): Promise<Answer> => {
    const upTo = reached();
    const body = Buffer.from(JSON.stringify(await make()));
    return { body, etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`, upTo };
  };

  const start = (name: string, of: readonly Part[], make: () => Promise<object>): Promise<Answer> => {
    const making: Making = { answer: made(make), of };
    underWay.set(name, making);
    return making.answer
      .then((answer) => {
        // Unless something changed since, and it was struck out.
        if (underWay.get(name) === making && isHeard()) kept.set(name, { ...answer, of });
        return answer;
      })
      .finally(() => {
        if (underWay.get(name) === making) underWay.delete(name);
      });
  };

  return {
    async send({ req, res }, wanted, make) {
      const name = JSON.stringify(wanted.name);
      const position = req.query.position === undefined ? null : parsePosition(req.query.position);
      const ready = isHeard() ? (kept.get(name) ?? (await underWay.get(name)?.answer)) : undefined;
      const shows = ready && (!position || (ready.upTo && comparePositions(ready.upTo, position) >= 0));
      const { body, etag } = shows ? ready : await start(name, wanted.of, make);
      res.set({ ETag: etag, 'Cache-Control': 'private, no-cache' });
      if (isKnown(req.get('If-None-Match'), etag)) res.status(304).end();
      else
        res.set({ 'Content-Type': 'application/json; charset=utf-8', 'Content-Length': String(body.length) }).end(body);
    },
  };
};

const partsOf = (change: Change): Part[] => {
  switch (change.kind) {
    case 'doctor':
      return [`doctor ${change.doctorId}`];
    case 'appointment':
    case 'time':
      return [`day ${change.doctorId} ${change.date}`, `time ${change.doctorId}`];
    case 'person':
      return [];
  }
};
