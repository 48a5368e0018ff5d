import { randomUUID } from 'node:crypto';
import { problem } from '@careconnect/platform/http/problem.ts';
import { type Algorithm, hash, verify } from '@node-rs/argon2';
import { oneAtATime } from './one-at-a-time.ts';

// The enum is declared for a compiler alone; there is nothing of it at run time.
const argon2id = 2 as Algorithm.Argon2id;

/** OWASP cheat sheet: 19 MiB, two passes, one lane; some 40 ms of one core. */
const cost = { algorithm: argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Two to three seconds of work. Whoever comes then is asked to come back. */
const mostWaiting = 60;

export type Passwords = {
  /** An argon2id PHC string. */
  hash(password: string): Promise<string>;
  /** Hashed at less than today's cost. */
  isCheap(passwordHash: string | null): boolean;
  /** Takes as long when there is nothing to compare with, and says no. */
  matches(password: string, passwordHash: string | null): Promise<boolean>;
};

/**
 * Hashing uses a core and 19 MiB for its time, in the thread pool that the rest of the process needs too: one at a time
 * per process, in a queue with an end, so that signing in never starves booking.
 */
export const createPasswords = (): Passwords => {
  const inTurn = oneAtATime(mostWaiting, busy);
  const nobodys = hash(randomUUID(), cost);
  return {
    hash: (password) => inTurn(() => hash(kept(password), cost)),
    isCheap,
    matches: (password, passwordHash) =>
      inTurn(async () => {
        const right = await verify(passwordHash ?? (await nobodys), kept(password));
        return right && passwordHash !== null;
      }),
  };
};

const isCheap = (passwordHash: string | null): boolean => {
  const [, memory, passes] = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),/.exec(passwordHash ?? '') ?? [];
  return Number(memory ?? 0) < cost.memoryCost || Number(passes ?? 0) < cost.timeCost;
};

/** One password, however the keyboard composes its letters. */
const kept = (password: string): string => password.normalize('NFKC');

const busy = () =>
  problem(503, 'busy', 'Too many people are signing in', 'Try again in a moment.', {}, { 'Retry-After': '2' });
