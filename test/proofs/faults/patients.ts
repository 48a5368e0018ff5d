import { randomUUID } from 'node:crypto';
import { addDays } from '@careconnect/domain/time/wall.ts';
import type { Clinic } from './bookings.ts';

/** What one patient does: books, and maybe moves the visit, and maybe cancels it. Each wish has two times of its own. */
type Wish = { k: number; key: string; moves: boolean; cancels: boolean };

const wishesPerDay = 48;

export type Patients = {
  /** So many wishes, some of them at a time. */
  come(wishes: number): Promise<void>;
  /** For so long; answers how many were done a second. */
  comeFor(ms: number): Promise<number>;
  /** How many have come. */
  count(): number;
};

export const patientsOf = (clinic: Clinic, lanes = 8): Patients => {
  let visits = 0;
  const inLanes = async (goesOn: () => boolean): Promise<number> => {
    let done = 0;
    await Promise.all(
      Array.from({ length: lanes }, async () => {
        for (; goesOn(); done += 1) await act(clinic, wishNumber(visits++));
      }),
    );
    return done;
  };
  return {
    async come(wishes) {
      let toCome = wishes;
      await inLanes(() => toCome-- > 0);
    },
    async comeFor(ms) {
      const began = performance.now();
      const done = await inLanes(() => performance.now() - began < ms);
      return done / ((performance.now() - began) / 1_000);
    },
    count: () => visits,
  };
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
