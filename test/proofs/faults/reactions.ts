import { randomUUID } from 'node:crypto';
import { watch } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { randomFrom } from '@careconnect/local/seed/random.ts';
import type { Part } from '@careconnect/local/system/part.ts';
import { type System, startSystem } from '@careconnect/local/system/system.ts';
import { createPool } from '@careconnect/platform/postgres/postgres.ts';
import { until } from '../../support/until.ts';
import { type Clinic, openClinic } from './bookings.ts';
import { type Judged, judgeLetters } from './letters.ts';
import { patientsOf } from './patients.ts';

export type Reactions = Judged & { visits: number; backups: number };

const wishesPerRound = 34;
const victims = ['RabbitMQ', 'projectors', 'notifier', 'archiver'];

/**
 * Bookings, moves and cancels go on while those who react are killed, each as often as the others. At the end every letter, every
 * reminder and every backup that the log calls for is looked for.
 */
export const proveReactions = async (rounds: number, seed: number, say: (line: string) => void): Promise<Reactions> => {
  const dir = await mkdtemp(join(tmpdir(), 'careconnect-reactions-'));
  const system = await startSystem({ dir, port: 0, keepMails: 100_000, say: () => {} });
  try {
    const random = randomFrom(`reactions ${seed}`);
    const clinic = await openClinic(system);
    const patients = patientsOf(clinic);
    const backups: string[] = [];
    const drawn = shuffled(rounds, random);
    for (const [round, name] of drawn.entries()) {
      const victim = system.part(name);
      // Either whoever is well, or whoever has only just come back, in the middle of what others leave behind.
      if (random() < 0.5) await victim.up();
      else await until(`there is a ${name} to kill`, () => victim.pid() !== undefined);
      if (name === 'archiver') backups.push(await askForBackup(clinic));
      const when = random() * 1_000;
      const atWorst = name === 'notifier' && random() < 0.5;
      await Promise.all([
        patients.come(wishesPerRound),
        pause(when)
          .then(() => (atWorst ? untilMail(system, victim) : undefined))
          .then(() => victim.kill()),
      ]);
      const moment = `${when.toFixed(0)} ms${atWorst ? ', as a letter had been taken' : ''}`;
      say(`${round + 1}/${rounds} ${name} killed after ${moment}`);
    }
    for (const part of system.parts.values()) await part.up();
    const failed = await failedBackups(system, backups);
    const judged = await judgeLetters(system, drawn.filter((name) => name === 'notifier').length);
    const violations = [...judged.violations, ...failed];
    return { ...judged, visits: patients.count(), backups: backups.length, violations };
  } finally {
    await system.stop();
    await rm(dir, { recursive: true, force: true });
  }
};

/** Each victim as often as any other, give or take one, in an order of its own for each seed. */
const shuffled = (rounds: number, random: () => number): string[] => {
  const drawn = Array.from({ length: rounds }, (_, k) => victims[k % victims.length] as string);
  for (let k = drawn.length - 1; k > 0; k -= 1) {
    const other = Math.floor(random() * (k + 1));
    [drawn[k], drawn[other]] = [drawn[other] as string, drawn[k] as string];
  }
  return drawn;
};

const worstMs = 3_000;

/** The moment in which a mail lies in the mailbox and whoever sent it does not know yet; or a while later, if none comes. */
const untilMail = async ({ folder }: System, notifier: Part): Promise<void> => {
  const watching = new AbortController();
  const watcher = watch(folder.mail, { signal: watching.signal });
  watcher.on('error', () => {});
  const taken = new Promise<void>((resolve) => {
    watcher.on('change', (_, file) => {
      if (!String(file).endsWith('.eml')) return;
      notifier.kill();
      resolve();
    });
  });
  await Promise.race([taken, pause(worstMs, undefined, { signal: watching.signal }).catch(() => {})]);
  watching.abort();
};

const askForBackup = async ({ admin }: Clinic): Promise<string> => {
  const backupId = randomUUID();
  await admin({ method: 'PUT', path: `/commands/backups/${backupId}`, body: {} });
  return backupId;
};

/** Every one that was asked for must come to a good end, whoever is killed over it. */
const failedBackups = async ({ addresses }: System, asked: readonly string[]): Promise<string[]> => {
  const pool = createPool({ url: addresses.database });
  const states = async () =>
    (
      await pool.query<{ backup_id: string; status: string }>(
        `SELECT backup_id, coalesce(status::text, 'unknown') AS status
           FROM unnest($1::uuid[]) backup_id LEFT JOIN backup_logs USING (backup_id)`,
        [asked],
      )
    ).rows;
  try {
    const areDone = async () => (await states()).every(({ status }) => status === 'SUCCESS' || status === 'FAILURE');
    await until('every backup has come to its end', areDone, 300_000, 200).catch(() => {});
    return (await states()).flatMap(({ backup_id, status }) =>
      status === 'SUCCESS' ? [] : [`the backup ${backup_id} is ${status}`],
    );
  } finally {
    await pool.end();
  }
};
