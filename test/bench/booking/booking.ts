import { randomUUID } from 'node:crypto';
import { openCommandHouse } from '../../support/command-house.ts';
import { percentile, type Request, type Stretch, send } from '../../support/load.ts';
import { durableDatabase } from '../../support/postgres.ts';
import { startScript } from '../../support/service-processes.ts';
import { type Clinic, newClinic, openingOf, sent, slotsOf } from '../../support/slot-clinic.ts';

export type Measured = { perSecond: number; p50Ms: number; p99Ms: number };
export type BookingFigures = { ours: Measured; plain: Measured; ratio: number; p99Ratio: number };

const atOnce = 32;

/**
 * Bookings a second through the command-service and the event store on disk, against one INSERT through Express and pg, in
 * turns within one run: the machine's moods meet both. What is measured is warm: each day has a first booking already.
 * Both answer when the booking is on the disk.
 */
export const measureBookings = async (short: boolean, say: (line: string) => void): Promise<BookingFigures> => {
  const rounds = short ? 3 : 6;
  const house = await openCommandHouse(1, durableDatabase);
  try {
    const script = new URL('plain-service.ts', import.meta.url);
    const other = await startScript(script, [house.databaseUrl, JSON.stringify(house.publicKey)]);
    house.alsoClose(other.stop);
    const [url = ''] = house.urls;
    const clinic = newClinic({ doctors: 10, patients: 1_000, days: short ? 24 : 100 }, house.issueToken);
    await send(openingOf(clinic, url, house.adminToken), 8, 201);
    const all = bookingsOf(clinic, url, other.url);
    const warm = clinic.doctors.length * clinic.days.length;
    const size = Math.floor((all.length - warm) / rounds);
    const ours = (some: Booking[]) =>
      send(
        some.map(({ ours }) => ours),
        atOnce,
        201,
      );
    const plain = (some: Booking[]) =>
      send(
        some.map(({ plain }) => plain),
        atOnce,
        201,
      );
    say(`warming up with ${warm} bookings each`);
    await ours(all.slice(0, warm));
    await plain(all.slice(0, warm));
    const stretches: { ours: Stretch[]; plain: Stretch[] } = { ours: [], plain: [] };
    for (let round = 0; round < rounds; round += 1) {
      const some = all.slice(warm + round * size, warm + (round + 1) * size);
      const mine = await ours(some);
      const theirs = await plain(some);
      stretches.ours.push(mine);
      stretches.plain.push(theirs);
      const [a, b] = [perSecond([mine]), perSecond([theirs])];
      say(`round ${round + 1} of ${rounds}: ${size} bookings each, ${a} against ${b} a second`);
    }
    const [a, b] = [measured(stretches.ours), measured(stretches.plain)];
    return { ours: a, plain: b, ratio: a.perSecond / b.perSecond, p99Ratio: a.p99Ms / b.p99Ms };
  } finally {
    await house.close();
  }
};

type Booking = { ours: Request; plain: Request };

/** One for every slot, by all patients in turn: far fewer doctors see somebody at one time, so nobody is wanted in two places. */
const bookingsOf = (clinic: Clinic, ours: string, plain: string): Booking[] => {
  const { patients } = clinic;
  return slotsOf(clinic).map(({ doctor, day, startsAt }, i) => {
    const { doctorId, visitTypeId } = doctor;
    const { patientId, token } = patients[i % patients.length] as (typeof patients)[number];
    const body = { patientId, visitTypeId, startsAt };
    const booking = sent(new URL(`/commands/doctors/${doctorId}/days/${day}/appointments`, ours), 'POST', token, body);
    return {
      ours: { ...booking, headers: { ...booking.headers, 'Idempotency-Key': randomUUID() } },
      plain: sent(new URL(`/doctors/${doctorId}/bookings`, plain), 'POST', token, body),
    };
  });
};

const perSecond = (stretches: readonly Stretch[]): number =>
  Math.round(
    stretches.reduce((sum, { latenciesMs }) => sum + latenciesMs.length, 0) /
      stretches.reduce((sum, { seconds }) => sum + seconds, 0),
  );

const measured = (stretches: readonly Stretch[]): Measured => {
  const latencies = stretches.flatMap(({ latenciesMs }) => latenciesMs);
  return { perSecond: perSecond(stretches), p50Ms: percentile(latencies, 0.5), p99Ms: percentile(latencies, 0.99) };
};
