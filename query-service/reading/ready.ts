import { createHash } from 'node:crypto';
import type { Instant } from '@careconnect/domain/event.ts';
import { millisecondsOf } from '@careconnect/domain/time/wall.ts';
import { isKnown } from '@careconnect/platform/http/if-none-match.ts';
import type { Asked, ReadyAnswer, ShortWay } from '@careconnect/platform/http/short-way.ts';
import type { Part } from '@careconnect/schema/versions.ts';
import type { Request, Response } from 'express';
import type { Answer, AnswerCache, For } from './answer-cache.ts';
import { tagOf, tagsIn } from './tags.ts';
import type { Versions } from './versions.ts';

export type Made = {
  page: object;
  /** The clock alone changes nothing before: milliseconds, exclusive. */
  until: number;
  /** What commands may name as their condition; null when they may name none, and then it has no tag. */
  condition?: string | null;
};

export type Wanted = {
  name: readonly (string | number | undefined)[];
  /** What it is made of. */
  of: readonly Part[];
  who: For;
  now: Instant;
};

export type ReadyAnswers = {
  /** Sends what was made under this name of these parts as they are now, or makes it. Whether they may see it is asked before. */
  send(asking: Asking, wanted: Wanted, make: () => Promise<Made>): Promise<void>;
};

type Asking = { req: Asked & Pick<Request, 'get'>; res: Response };

type Options = {
  cache: AnswerCache;
  versions: Versions;
  edition: string;
  clock: () => Instant;
  /** False while the rows are being made anew. */
  isReadable: () => boolean;
  remember: ShortWay['remember'];
};

/** Answers as bytes, for as long as nothing of them has changed. Asked for by many at once, they are made once. */
export const readyAnswers = ({ cache, versions, edition, clock, isReadable, remember }: Options): ReadyAnswers => {
  const underWay = new Map<string, Promise<Answer>>();

  const keep = async (key: string, who: For, make: () => Promise<Made>): Promise<Answer> => {
    const { page, until, condition } = await make();
    const etag = condition === null ? null : tagOf({ key, until, condition });
    const answer = { body: Buffer.from(JSON.stringify(page)), etag, until };
    cache.put(key, answer, who);
    return answer;
  };

  /** Many who come at once wait for the first. */
  const once = (key: string, work: () => Promise<Answer>): Promise<Answer> => {
    const same = underWay.get(key);
    if (same) return same;
    const working = work().finally(() => underWay.delete(key));
    underWay.set(key, working);
    return working;
  };

  return {
    async send({ req, res }, { name, of, who, now }, make) {
      const at = millisecondsOf(now);
      // Before the rows are read: so nothing that was made of older rows is ever kept under a newer version.
      const version = versions.known(of) ?? (await versions.of(of));
      const key = keyOf([edition, ...name, version]);
      const ifNoneMatch = req.get('If-None-Match');
      const held = tagsIn(ifNoneMatch).find((tag) => tag.key === key && tag.until > at);
      if (held) return void tag(res, tagOf(held)).status(304).end();

      const anew = () => keep(key, who, make);
      const find = async () => {
        const found = await cache.get(key, who);
        return isGood(found, at) ? found : anew();
      };
      const ready = cache.at(key);
      const found = isGood(ready, at) ? ready : await once(key, find);
      const answer = isGood(found, at) ? found : await anew();
      if (answer.etag !== null) tag(res, answer.etag);
      const still = () => {
        if (!isReadable() || versions.known(of) !== version) return undefined;
        const again = cache.at(key);
        return isGood(again, millisecondsOf(clock())) && isTagged(again) ? again : undefined;
      };
      // Most answers are asked for once.
      if (answer === ready) remember(req, res, still);
      send(res, answer, ifNoneMatch);
    },
  };
};

const keyOf = (name: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(name)).digest('base64url').slice(0, 22);

const isGood = (answer: Answer | undefined, at: number): answer is Answer => answer !== undefined && answer.until > at;
const isTagged = (answer: Answer): answer is Answer & ReadyAnswer => answer.etag !== null;

const tag = (res: Response, etag: string): Response => res.set({ ETag: etag, 'Cache-Control': 'private, no-cache' });

const send = (res: Response, { body, etag }: Answer, ifNoneMatch: string | undefined): void => {
  if (etag !== null && isKnown(ifNoneMatch, etag)) res.status(304).end();
  else res.set({ 'Content-Type': 'application/json; charset=utf-8', 'Content-Length': String(body.length) }).end(body);
};
