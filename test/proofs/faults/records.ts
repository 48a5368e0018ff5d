import { randomUUID } from 'node:crypto';
import { addDays } from '@careconnect/domain/time/wall.ts';
import type { Clinic } from './bookings.ts';

/** What becomes of a visit that took place so many days ago. */
type Past = Readonly<{ daysAgo: number; ends: 'completion' | 'cancellation' | null }>;

/** Of each round: four that are due to be archived, one that nobody has closed, and one that is still too young. */
const pasts: readonly Past[] = [
  { daysAgo: 40, ends: 'completion' },
  { daysAgo: 40, ends: 'cancellation' },
  { daysAgo: 40, ends: 'completion' },
  { daysAgo: 40, ends: 'cancellation' },
  { daysAgo: 40, ends: null },
  { daysAgo: 20, ends: 'completion' },
];
const slotsPerDay = 96;

export type Records = {
  /** Staff bring in visits of long ago, and close them. */
  come(): Promise<void>;
};

export const recordsOf = ({ admin, doctorId, patientId, visitTypeId }: Clinic): Records => {
  const today = new Date().toISOString().slice(0, 10);
  const taken = new Map<number, number>();

  /** The next time of that day, or of the one before it once it is full. */
  const timeOf = (daysAgo: number) => {
    const slot = taken.get(daysAgo) ?? 0;
    taken.set(daysAgo, slot + 1);
    const date = addDays(today, -daysAgo - Math.floor(slot / slotsPerDay));
    return { date, at: Date.parse(date) + (slot % slotsPerDay) * 15 * 60_000 };
  };

  const comes = async ({ daysAgo, ends }: Past): Promise<void> => {
    const { date, at } = timeOf(daysAgo);
    const path = `/commands/doctors/${doctorId}/days/${date}/appointments`;
    const [startsAt, requestedAt] = [at, at - 60 * 60_000].map((instant) => new Date(instant).toISOString());
    const headers = { 'Idempotency-Key': randomUUID() };
    const { appointmentId } = await admin({
      ...{ method: 'POST', path, headers },
      body: { patientId, visitTypeId, startsAt, requestedAt },
    });
    const body = ends === 'cancellation' ? { reason: 'A proof.' } : {};
    if (ends) await admin({ method: 'POST', path: `${path}/${appointmentId}/${ends}`, body });
  };

  return {
    async come() {
      for (const past of pasts) await comes(past);
    },
  };
};
