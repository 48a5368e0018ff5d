import type { System } from '@careconnect/local/system/system.ts';
import { connect } from 'amqplib';
import { everyMail, withSystem } from '../with-system.ts';
import { openClinic } from './bookings.ts';
import { type Judged, judgeLetters, untilSettled } from './letters.ts';
import { patientsOf } from './patients.ts';

export type Frozen = Judged & {
  visits: number;
  /** Visits a second, around and while the broker is frozen. */
  rates: { normal: number[]; frozen: number[] };
  /** Of the rate while frozen to that around it. */
  ratio: number;
  /** Until everything that had piled up was done, each time. */
  drainedSeconds: number[];
};

const leastRatio = 0.9;

/**
 * Visits go on while the broker stands still for a while, again and again, measured against the times in between: what slows down
 * the machine slows down both. At the end every letter is looked for.
 */
export const proveFrozen = async (freezes: number, frozenMs: number): Promise<Frozen> =>
  withSystem('frozen', everyMail, async (system, pool) => {
    const patients = patientsOf(await openClinic(system), 4);
    await patients.comeFor(frozenMs / 6); // whoever is new is slow
    const rates = { normal: [await patients.comeFor(frozenMs / 2)], frozen: [] as number[] };
    const drainedSeconds: number[] = [];
    for (let n = 0; n < freezes; n += 1) {
      rates.frozen.push(await whileFrozen(system, () => patients.comeFor(frozenMs)));
      const thawed = performance.now();
      await untilSettled(system, pool);
      drainedSeconds.push((performance.now() - thawed) / 1_000);
      rates.normal.push(await patients.comeFor(frozenMs / 2));
    }
    const ratio = mean(rates.frozen) / mean(rates.normal);
    const judged = await judgeLetters(system, 0);
    const slow = ratio < leastRatio ? [`booking went on at ${ratio.toFixed(2)} times its rate`] : [];
    const violations = [...judged.violations, ...slow];
    return { ...judged, visits: patients.count(), rates, ratio, drainedSeconds, violations };
  });

const mean = (numbers: readonly number[]): number => numbers.reduce((sum, each) => sum + each, 0) / numbers.length;

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
