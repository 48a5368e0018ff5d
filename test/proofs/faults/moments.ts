import { watch } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { Part } from '@careconnect/local/system/part.ts';
import type { System } from '@careconnect/local/system/system.ts';
import type { Pool } from 'pg';

/** So long a moment is waited for, which may not come. */
const patienceMs = 10_000;

/**
 * Kills in the moment in which a mail lies in the mailbox and whoever sent it does not know yet; or in the end, if none comes.
 * Answers whether it was then.
 */
export const killOverMail = async ({ folder }: System, notifier: Part): Promise<boolean> => {
  const watching = new AbortController();
  const { signal } = watching;
  const watcher = watch(folder.mail, { signal });
  watcher.on('error', () => {});
  const taken = new Promise<boolean>((resolve) => {
    watcher.on('change', (_, file) => {
      if (!String(file).endsWith('.eml')) return;
      notifier.kill();
      watching.abort();
      resolve(true);
    });
  });
  const late = pause(patienceMs, false, { signal }).then(() => {
    notifier.kill();
    watching.abort();
    return false;
  });
  return Promise.race([taken, late.catch(() => taken)]);
};

/** Kills whoever has such a task in hand, or in the end, if nobody takes one. Answers whether it was then. */
export const killOverTask = async (pool: Pool, schema: string, task: string, victim: Part): Promise<boolean> => {
  const text = `SELECT FROM ${schema}.job WHERE state = 'active' AND data ->> 'is' = $1 LIMIT 1`;
  let held = false;
  for (const end = Date.now() + patienceMs; ; await pause(5)) {
    held = (await pool.query(text, [task])).rowCount === 1;
    if (held || Date.now() > end) break;
  }
  victim.kill();
  return held;
};
