import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type System, startSystem } from '@careconnect/local/system/system.ts';
import { createPool } from '@careconnect/platform/postgres/postgres.ts';
import { connect } from 'amqplib';
import { openClinic } from './bookings.ts';
import { type Judged, judgeLetters, untilSettled } from './letters.ts';
import { patientsOf } from './patients.ts';

export type Frozen = Judged & {
  visits: number;
  /** Visits a second before, while and after. */
  rates: { before: number; frozen: number; after: number };
  /** Of the rate while frozen to that around it. */
  ratio: number;
  /** Until everything that had piled up was done. */
  drainedSeconds: number;
};

const leastRatio = 0.9;

/**
 * Visits go on while the broker stands still for a while, measured against the time right before and right after: what slows down
 * the machine meanwhile slows down both. At the end every letter is looked for.
 */
export const proveFrozen = async (frozenMs: number): Promise<Frozen> => {
  const dir = await mkdtemp(join(tmpdir(), 'careconnect-frozen-'));
  const system = await startSystem({ dir, port: 0, keepMails: 100_000, say: () => {} });
  const pool = createPool({ url: system.addresses.database });
  try {
    const patients = patientsOf(await openClinic(system), 4);
    await patients.comeFor(frozenMs / 6); // whoever is new is slow
    const before = await patients.comeFor(frozenMs / 2);
    const frozen = await whileFrozen(system, () => patients.comeFor(frozenMs));
    const thawed = performance.now();
    await untilSettled(system, pool);
    const drainedSeconds = (performance.now() - thawed) / 1_000;
    const after = await patients.comeFor(frozenMs / 2);
    const ratio = (2 * frozen) / (before + after);
    const judged = await judgeLetters(system, 0);
    const slow = ratio < leastRatio ? [`booking went on at ${ratio.toFixed(2)} times its rate`] : [];
    const violations = [...judged.violations, ...slow];
    const rates = { before, frozen, after };
    return { ...judged, visits: patients.count(), rates, ratio, drainedSeconds, violations };
  } finally {
    await pool.end();
    await system.stop();
    await rm(dir, { recursive: true, force: true });
  }
};

/** The broker goes on however this ends. */
const whileFrozen = async (system: System, work: () => Promise<number>): Promise<number> => {
  const broker = system.part('RabbitMQ');
  await broker.up();
  broker.kill('SIGSTOP');
  try {
    await demandSilence(system);
    return await work();
  } finally {
    broker.kill('SIGCONT');
  }
};

/** A freeze that froze nothing would prove nothing. */
const demandSilence = async ({ addresses }: System): Promise<void> => {
  const answer = await connect(String(addresses.broker), { timeout: 2_000 }).catch(() => null);
  if (!answer) return;
  await answer.close();
  throw new Error('the broker answers although it is frozen');
};
