import { setTimeout as delay } from 'node:timers/promises';
import { createClient, RESP_TYPES } from '@redis/client';
import type { Answer, AnswerCache } from './answer-cache.ts';

type Options = {
  url: string;
  /** What is at hand in this process: what comes from there is kept here as well. */
  near: AnswerCache;
  /** Once when it is lost, and again only after it was there. */
  onLost: (error: unknown) => void;
};

/** Longer than any answer is one. */
const longestMs = 15 * 60_000;
/** An answer that takes longer is made sooner. */
const patienceMs = 100;
/** After it took too long, how long nobody asks it. */
const restMs = 1_000;

/**
 * Answers for anyone, shared by all replicas through Redis. While Redis is away, slow or full of something else, each makes its
 * own. It is a memory alone: which answer is asked for, and until when it is one, the database and the key say.
 */
export const sharedByRedis = ({ url, near, onLost }: Options): AnswerCache => {
  const client = createClient({
    url,
    name: 'query-service',
    disableOfflineQueue: true,
    commandsQueueMaxLength: 1_000,
    socket: { connectTimeout: 3_000, reconnectStrategy: (tries) => Math.min(50 * 2 ** tries, 5_000) },
  });
  const bytes = client.withTypeMapping({ [RESP_TYPES.BLOB_STRING]: Buffer });
  let isLost = false;
  let asksAgainAt = 0;

  const lose = (error: unknown): void => {
    if (!isLost) onLost(error);
    isLost = true;
  };
  client.on('error', lose);
  client.on('ready', () => {
    isLost = false;
  });
  client.connect().catch(lose);

  const read = async (key: string): Promise<Answer | undefined> => {
    if (!client.isReady || performance.now() < asksAgainAt) return undefined;
    const found = await Promise.race([
      bytes.get(nameOf(key)).catch(() => null),
      delay(patienceMs, 'late' as const, { ref: false }),
    ]);
    if (found === 'late') asksAgainAt = performance.now() + restMs;
    return Buffer.isBuffer(found) ? unpacked(found) : undefined;
  };

  return {
    at: near.at,
    async get(key, who) {
      const here = near.at(key);
      if (here || who !== 'anyone') return here;
      const there = await read(key);
      if (there) near.put(key, there, who);
      return there;
    },
    put(key, answer, who) {
      near.put(key, answer, who);
      if (who !== 'anyone' || !client.isReady || performance.now() < asksAgainAt) return;
      client.set(nameOf(key), packed(answer), { expiration: { type: 'PX', value: longestMs } }).catch(() => {});
    },
    async close() {
      client.destroy();
      await near.close();
    },
  };
};

const nameOf = (key: string): string => `careconnect:answer:${key}`;

/** What is said of the answer, a line end, and the answer. */
const packed = ({ body, etag, until }: Answer): Buffer =>
  Buffer.concat([Buffer.from(`${JSON.stringify({ etag, until })}\n`), body]);

const unpacked = (bytes: Buffer): Answer | undefined => {
  const end = bytes.indexOf('\n');
  if (end < 0) return undefined;
  const { etag, until } = JSON.parse(bytes.toString('utf8', 0, end));
  return { body: bytes.subarray(end + 1), etag, until };
};
