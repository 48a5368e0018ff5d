import { setTimeout as pause } from 'node:timers/promises';
import { problem } from '@careconnect/platform/http/problem.ts';
import { keyedHash } from '@careconnect/platform/personal-data/vault.ts';
import type { Pool } from 'pg';
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { subnetOf } from './device.ts';

/** `account` is the keyed hash of an e-mail address, known or not. */
export type Trying = Readonly<{ account: string; address: string }>;

export type Throttle = {
  /** Counts a try before its outcome is known, so a hundred at once are no way around. @throws Problem 429 */
  try(trying: Trying): Promise<void>;
  /** It was the right person after all. */
  forget(trying: Trying): Promise<void>;
};

export type Limits = Readonly<{
  perAccountAndAddress: number;
  perAddress: number;
  windowSeconds: number;
  /** Beyond so many within an hour, from wherever, each try at the account has to wait. */
  perAccountUnhindered: number;
  longestWaitMs: number;
}>;

export const signInLimits: Limits = {
  perAccountAndAddress: 10,
  perAddress: 100,
  windowSeconds: 15 * 60,
  perAccountUnhindered: 50,
  longestWaitMs: 8_000,
};

/** Letters to a mailbox that did not ask for them are a nuisance too. */
export const resetLimits: Limits = { ...signInLimits, perAccountAndAddress: 5, perAddress: 30 };

/** Whoever has more to say than this within an hour is asked to wait. */
export const feedbackLimits: Limits = {
  perAccountAndAddress: 5,
  perAddress: 60,
  windowSeconds: 60 * 60,
  perAccountUnhindered: 20,
  longestWaitMs: 8_000,
};

type Needs = { pool: Pool; digestKey: Buffer; wait?: (ms: number) => Promise<unknown> };

/**
 * Three counts, held in Postgres for all replicas, and in memory while that is away (ADR 11):
 * - per account and address: whoever guesses is stopped, and nobody else;
 * - per address: whoever tries one password on many accounts is stopped;
 * - per account, from everywhere: nobody is stopped, for that would lock the owner out; each try waits, longer and longer.
 */
export const createThrottle = (
  { pool, digestKey, wait = pause }: Needs,
  limits = signInLimits,
  kind = 'sign-in',
): Throttle => {
  const counting = (what: string, points: number, duration: number) =>
    new RateLimiterPostgres({
      storeClient: pool,
      storeType: 'pool',
      schemaName: 'throttle',
      tableName: 'tries',
      tableCreated: true,
      keyPrefix: `${kind} ${what}`,
      points,
      duration,
      insuranceLimiter: new RateLimiterMemory({ points, duration }),
    });
  const { windowSeconds } = limits;
  const pairs = counting('pair', limits.perAccountAndAddress, windowSeconds);
  const addresses = counting('address', limits.perAddress, windowSeconds);
  const accounts = counting('account', Number.MAX_SAFE_INTEGER, 60 * 60);

  /** Whoever reads the table learns neither who nor from where. */
  const keysOf = ({ account, address }: Trying) => {
    const from = keyedHash(digestKey, `address ${subnetOf(address)}`);
    return { pair: `${account.slice(0, 32)} ${from.slice(0, 32)}`, from, account };
  };

  return {
    async try(trying) {
      const keys = keysOf(trying);
      await pairs.consume(keys.pair).catch(tooMany);
      await addresses.consume(keys.from).catch(tooMany);
      const { consumedPoints } = await accounts.consume(keys.account);
      const beyond = consumedPoints - limits.perAccountUnhindered;
      if (beyond > 0) await wait(Math.min(limits.longestWaitMs, 250 * 2 ** Math.floor(beyond / 10)));
    },
    async forget(trying) {
      const keys = keysOf(trying);
      await Promise.all([pairs.delete(keys.pair), addresses.reward(keys.from), accounts.reward(keys.account)]);
    },
  };
};

const tooMany = (reached: unknown): never => {
  if (!(reached instanceof RateLimiterRes)) throw reached;
  const seconds = String(Math.max(1, Math.ceil(reached.msBeforeNext / 1000)));
  const detail = 'Wait a while before trying again.';
  throw problem(429, 'too-many-attempts', 'Too many attempts', detail, {}, { 'Retry-After': seconds });
};
