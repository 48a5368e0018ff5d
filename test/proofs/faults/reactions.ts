import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { addDays } from '@careconnect/domain/time/wall.ts';
import { randomFrom } from '@careconnect/local/seed/random.ts';
import { type System, startSystem } from '@careconnect/local/system/system.ts';
import { connect } from 'amqplib';
import { type Clinic, openClinic } from './bookings.ts';
import { type Judged, judgeLetters } from './letters.ts';

/** What one patient does: books, and maybe moves the visit, and maybe cancels it. Each wish has two times of its own. */
type Wish = { k: number; key: string; moves: boolean; cancels: boolean };

export type Reactions = Judged & { kills: number; visits: number; before: number; frozen: number };

const wishesPerRound = 34;
const lanes = 8;
const wishesPerDay = 48;
const victims = ['RabbitMQ', 'projectors', 'notifier', 'archiver'];

/**
 * Bookings, moves and cancels go on while those who react are killed; then the broker is frozen for a while. At the end every
 * letter that the log calls for is looked for.
 */
export const proveReactions = async (
  rounds: number,
  seed: number,
  frozenMs: number,
  say: (line: string) => void,
): Promise<Reactions> => {
  const dir = await mkdtemp(join(tmpdir(), 'careconnect-reactions-'));
  const system = await startSystem({ dir, port: 0, keepMails: 100_000, say: () => {} });
  try {
    const random = randomFrom(`reactions ${seed}`);
    const clinic = await openClinic(system);
    let visits = 0;
    let killsOfNotifier = 0;
    const batch = async (): Promise<number> => {
      const began = performance.now();
      const wishes = Array.from({ length: wishesPerRound }, () => wishNumber(visits++));
      await Promise.all(
        Array.from({ length: lanes }, async () => {
          for (let wish = wishes.pop(); wish; wish = wishes.pop()) await act(clinic, wish);
        }),
      );
      return wishesPerRound / ((performance.now() - began) / 1000);
    };
    for (let round = 1; round <= rounds; round += 1) {
      const victim = system.part(victims[Math.floor(random() * victims.length)] ?? 'notifier');
      if (victim.name === 'notifier') killsOfNotifier += 1;
      const afterMs = random() * 1_500;
      await Promise.all([batch(), pause(afterMs).then(() => victim.kill())]);
      say(`${round}/${rounds} ${victim.name} killed after ${afterMs.toFixed(0)} ms`);
    }
    const before = await batch();
    const frozen = await whileFrozen(system, frozenMs, batch);
    say(`visits a second: ${before.toFixed(1)}, and ${frozen.toFixed(1)} while the broker was frozen`);
    for (const part of system.parts.values()) await part.up();
    const judged = await judgeLetters(system, killsOfNotifier);
    return { ...judged, kills: rounds, visits, before, frozen };
  } finally {
    await system.stop();
    await rm(dir, { recursive: true, force: true });
  }
};

const wishNumber = (k: number): Wish => ({ k, key: randomUUID(), moves: k % 2 === 1, cancels: k % 3 === 2 });

/** The first or second of the two times that only this wish asks for. */
const timeOf = ({ k }: Wish, nth: 0 | 1): { date: string; startsAt: string } => {
  const date = addDays(new Date().toISOString().slice(0, 10), 3 + Math.floor(k / wishesPerDay));
  const slot = 2 * (k % wishesPerDay) + nth;
  return { date, startsAt: new Date(Date.parse(date) + slot * 15 * 60_000).toISOString() };
};

const act = async ({ patient, doctorId, patientId, visitTypeId }: Clinic, wish: Wish): Promise<void> => {
  const { date, startsAt } = timeOf(wish, 0);
  const path = `/commands/doctors/${doctorId}/days/${date}/appointments`;
  const body = { patientId, visitTypeId, startsAt };
  const { appointmentId } = await patient({ method: 'POST', path, headers: { 'Idempotency-Key': wish.key }, body });
  const it = `${path}/${appointmentId}`;
  if (wish.moves) await patient({ method: 'PUT', path: `${it}/time`, body: { startsAt: timeOf(wish, 1).startsAt } });
  if (wish.cancels) await patient({ method: 'POST', path: `${it}/cancellation`, body: { reason: 'A proof.' } });
};

/** A freeze that froze nothing would prove nothing. */
const demandSilence = async ({ addresses }: System): Promise<void> => {
  const answer = await connect(String(addresses.broker), { timeout: 2_000 }).catch(() => null);
  if (!answer) return;
  await answer.close();
  throw new Error('the broker answers although it is frozen');
};

/** Visits a second while the broker stands still; it goes on however this ends. */
const whileFrozen = async (system: System, ms: number, batch: () => Promise<number>): Promise<number> => {
  const broker = system.part('RabbitMQ');
  await broker.up();
  broker.kill('SIGSTOP');
  try {
    await demandSilence(system);
    const rates: number[] = [];
    for (const end = Date.now() + ms; Date.now() < end; ) rates.push(await batch());
    return rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
  } finally {
    broker.kill('SIGCONT');
  }
};
