import type { Router } from 'express';

/** Each dependency by name: `true` is up, `false` is down, a text says what it still waits for (and counts as not ready). */
export type Readiness = Record<string, boolean | string>;

const readyTimeoutMs = 2_000;

/** Liveness tests no dependency: a dead database is no reason to restart this process. */
export const health = (router: Router, ready: () => Promise<Readiness>, stopping: AbortSignal): void => {
  router.get('/health/live', (_req, res) => {
    res.json({ status: 'up' });
  });
  router.get('/health/ready', async (_req, res) => {
    const dependencies = await answerOf(ready);
    const red = stopping.aborted || Object.values(dependencies).some((state) => state !== true);
    res.status(red ? 503 : 200).json({
      status: stopping.aborted ? 'stopping' : red ? 'down' : 'up',
      dependencies: Object.fromEntries(Object.entries(dependencies).map(([name, state]) => [name, word(state)])),
    });
  });
};

const word = (state: boolean | string): string => (typeof state === 'string' ? state : state ? 'up' : 'down');

const answerOf = async (ready: () => Promise<Readiness>): Promise<Readiness> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Readiness>((resolve) => {
    timer = setTimeout(() => resolve({ readiness: 'no answer in time' }), readyTimeoutMs);
  });
  const asked = ready().catch((): Readiness => ({ readiness: 'cannot be told' }));
  return Promise.race([asked, late]).finally(() => clearTimeout(timer));
};
