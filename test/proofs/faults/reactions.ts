import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { randomFrom } from '@careconnect/local/seed/random.ts';
import type { System } from '@careconnect/local/system/system.ts';
import type { Pool } from 'pg';
import { until } from '../../support/until.ts';
import { everyMail, withSystem } from '../with-system.ts';
import { judgeArchive } from './archive.ts';
import { type Clinic, openClinic } from './bookings.ts';
import { guestsOf } from './guests.ts';
import { type Judged, judgeLetters } from './letters.ts';
import { killOverMail, killOverTask } from './moments.ts';
import { patientsOf } from './patients.ts';
import { recordsOf } from './records.ts';

export type Reactions = Judged & { visits: number; backups: number; archived: number };

const wishesPerRound = 34;
const victims = ['projectors', 'RabbitMQ', 'archiver', 'notifier', 'command-service'];

/** What a victim shall have in hand when it is killed, one time after the other; null where it is killed at any time. */
type InHand = 'a letter' | 'a reminder' | 'the archive' | null;
const inHand: Readonly<Record<string, readonly InHand[]>> = {
  notifier: ['a letter', 'a reminder', null],
  'command-service': [null, 'the archive'],
};

/**
 * Bookings, moves and cancels go on, reminders ring and old visits are archived while those who react are killed, each as often as
 * the others. At the end every letter, every reminder, every backup and every appointment that the log calls for is looked for.
 */
export const proveReactions = async (rounds: number, seed: number, say: (line: string) => void): Promise<Reactions> =>
  withSystem('reactions', everyMail, async (system, pool) => {
    const random = randomFrom(`reactions ${seed}`);
    const clinic = await openClinic(system);
    const [patients, records] = [patientsOf(clinic), recordsOf(clinic)];
    const guests = await guestsOf(clinic, randomFrom(`guests ${seed}`));
    const backups: string[] = [];
    const drawn = shuffled(rounds, random);
    for (const [round, name] of drawn.entries()) {
      const victim = system.part(name);
      // Either whoever is well, or whoever has only just come back, in the middle of what others leave behind.
      if (random() < 0.5) await victim.up();
      else await until(`there is a ${name} to kill`, () => victim.pid() !== undefined);
      if (name === 'archiver') backups.push(await askForBackup(clinic));
      const when = random() * 1_000;
      const killsBefore = drawn.slice(0, round).filter((each) => each === name).length;
      const what = inHand[name]?.[killsBefore % inHand[name].length] ?? null;
      guests.come();
      const killing = pause(when).then(() => killOver(what, system, pool, name));
      const [held] = await Promise.all([killing, patients.come(wishesPerRound), records.come()]);
      say(`${round + 1}/${rounds} ${name} killed after ${when.toFixed(0)} ms${held ? `, with ${what} in hand` : ''}`);
    }
    for (const part of system.parts.values()) await part.up();
    await guests.gone();
    const failed = await failedBackups(pool, backups);
    const judged = await judgeLetters(system, drawn.filter((name) => name === 'notifier').length, guests.seenGone);
    // Whoever archives looks for what is due when it starts, and then once a minute.
    await system.part('archiver').down();
    await system.part('archiver').up();
    const archive = await judgeArchive(system);
    const violations = [...judged.violations, ...failed, ...archive.violations];
    return { ...judged, visits: patients.count(), backups: backups.length, archived: archive.archived, violations };
  });

/** Each victim as often as any other, give or take one, in an order of its own for each seed. */
const shuffled = (rounds: number, random: () => number): string[] => {
  const drawn = Array.from({ length: rounds }, (_, k) => victims[k % victims.length] as string);
  for (let k = drawn.length - 1; k > 0; k -= 1) {
    const other = Math.floor(random() * (k + 1));
    [drawn[k], drawn[other]] = [drawn[other] as string, drawn[k] as string];
  }
  return drawn;
};

/** Whether it had that in hand. */
const killOver = async (what: InHand, system: System, pool: Pool, name: string): Promise<boolean> => {
  const victim = system.part(name);
  if (what === 'a letter') return killOverMail(system, victim);
  if (what === 'a reminder') return killOverTask(pool, 'reminders', 'Remind', victim);
  if (what === 'the archive') {
    system.part('archiver').kill(); // it looks for what is due when it comes back
    return killOverTask(pool, 'timers', 'ArchiveAppointments', victim);
  }
  victim.kill();
  return false;
};

const askForBackup = async ({ admin }: Clinic): Promise<string> => {
  const backupId = randomUUID();
  await admin({ method: 'PUT', path: `/commands/backups/${backupId}`, body: {} });
  return backupId;
};

/** Every one that was asked for must come to a good end, whoever is killed over it. */
const failedBackups = async (pool: Pool, asked: readonly string[]): Promise<string[]> => {
  const states = async () =>
    (
      await pool.query<{ backup_id: string; status: string }>(
        `SELECT backup_id, coalesce(status::text, 'unknown') AS status
           FROM unnest($1::uuid[]) backup_id LEFT JOIN backup_logs USING (backup_id)`,
        [asked],
      )
    ).rows;
  const areDone = async () => (await states()).every(({ status }) => status === 'SUCCESS' || status === 'FAILURE');
  await until('every backup has come to its end', areDone, 300_000, 200).catch(() => {});
  return (await states()).flatMap(({ backup_id, status }) =>
    status === 'SUCCESS' ? [] : [`the backup ${backup_id} is ${status}`],
  );
};
