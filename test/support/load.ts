import { exchange } from '@careconnect/local/api/exchange.ts';
import { inParallel } from '@careconnect/local/api/in-parallel.ts';

export type Request = { method: 'GET' | 'POST' | 'PUT'; url: URL; headers: Record<string, string>; body?: string };

/** What came of one stretch of requests. */
export type Stretch = { seconds: number; latenciesMs: number[] };

const patienceMs = 30_000;

/** Sends all requests, so many at a time; each must be answered with this status. */
export const send = async (requests: readonly Request[], atOnce: number, status: number): Promise<Stretch> => {
  const latenciesMs: number[] = [];
  const began = performance.now();
  await inParallel(requests, atOnce, async ({ url, ...request }) => {
    const asked = performance.now();
    const answer = await exchange(url, request, patienceMs);
    latenciesMs.push(performance.now() - asked);
    if (answer.status !== status) throw new Error(`${url.pathname} answered ${answer.status}: ${answer.text}`);
  });
  return { seconds: (performance.now() - began) / 1_000, latenciesMs };
};

/** The smallest value that so great a part of all values does not exceed. */
export const percentile = (values: readonly number[], part: number): number => {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? Number.NaN;
};
