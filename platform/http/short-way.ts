import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { Request, Response } from 'express';
import { LRUCache } from 'lru-cache';
import type { Actor } from '../auth/actor.ts';
import type { Log } from '../logging/logger.ts';
import { isKnown } from './if-none-match.ts';
import { follow, identify } from './request-log.ts';

/** Bytes that can be sent at once, and the tag that names them. */
export type ReadyAnswer = Readonly<{ body: Buffer; etag: string }>;

export type Asked = Pick<Request, 'method' | 'headers' | 'originalUrl' | 'route' | 'signedInUntil'> & { actor?: Actor };

export type ShortWay = {
  /**
   * What this request is answered may be answered to the very same request again, for as long as `still` has it. The whole way
   * has been gone for it: who asks, what is asked and whether they may see it have been looked at, and of a route that
   * remembers, nothing of that depends on more than the text of the request, and on the token not having run out.
   */
  remember(req: Asked, res: Response, still: () => ReadyAnswer | undefined): void;
  /** False when the whole way has to be gone. */
  answers(req: IncomingMessage, res: ServerResponse): boolean;
};

type Known = Pick<Asked, 'actor' | 'route'> & {
  /** When the token runs out, in milliseconds; undefined where none is needed. */
  goodUntil: number | undefined;
  /** Names and values in turns: those for security among them. */
  headers: string[];
  still: () => ReadyAnswer | undefined;
};

/** What each answer has of its own. */
const own = new Set(['x-request-id', 'x-correlation-id', 'etag', 'content-type', 'content-length', 'connection']);

/** Past Express, for answers that are ready: finding the route, checking and describing the same anew costs more than sending. */
export const shortWay = (log: Log): ShortWay => {
  const known = new LRUCache<string, Known>({
    maxSize: 16 * 1024 * 1024,
    sizeCalculation: (_, key) => key.length + 2_000,
  });

  return {
    remember(req, res, still) {
      const key = keyOf(req.method, req.originalUrl, req.headers);
      if (key === undefined) return;
      const { actor, route, signedInUntil } = req;
      const names = res.getHeaderNames().filter((name) => !own.has(name));
      const headers = names.flatMap((name) => [name, String(res.getHeader(name))]);
      known.set(key, { actor, route, goodUntil: signedInUntil?.getTime(), headers, still });
    },
    answers(message, res) {
      const key = keyOf(message.method, message.url, message.headers);
      const way = key === undefined ? undefined : known.get(key);
      if (key === undefined || !way) return false;
      const isSignedIn = way.goodUntil === undefined || way.goodUntil > Date.now();
      const ready = isSignedIn ? way.still() : undefined;
      if (!ready) {
        known.delete(key);
        return false;
      }
      const req = Object.assign(message, { actor: way.actor, route: way.route }) as Request;
      const { requestId, correlationId } = identify(req);
      follow(log, req, res);
      const ids = ['X-Request-Id', requestId, 'X-Correlation-Id', correlationId, 'ETag', ready.etag];
      if (isKnown(req.headers['if-none-match'], ready.etag)) res.writeHead(304, [...way.headers, ...ids]).end();
      else {
        const content = [
          'Content-Type',
          'application/json; charset=utf-8',
          'Content-Length',
          String(ready.body.length),
        ];
        res.writeHead(200, [...way.headers, ...ids, ...content]).end(ready.body);
      }
      return true;
    },
  };
};

/** All of a request that its answer may depend on; undefined when there may be more. */
const keyOf = (
  method: string | undefined,
  url: string | undefined,
  headers: IncomingHttpHeaders,
): string | undefined => {
  const hasBody = headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0';
  if (method !== 'GET' || hasBody) return undefined;
  return `${url}\n${headers.origin ?? ''}\n${headers.authorization ?? ''}`;
};
