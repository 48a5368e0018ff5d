import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tokenIssuer } from '@careconnect/platform/auth/access-token.ts';
import { newSigningKey, publicSet, signingKey } from '@careconnect/platform/auth/keys.ts';
import { startEventStoreProcess } from '../../support/event-store-process.ts';
import { freshDatabase } from '../../support/postgres.ts';
import { percentile, type Stretch, send } from '../load.ts';
import { bookingOf, newClinic, openingOf, plainBookingOf, type Slot, slotsOf } from './clinic.ts';
import { startCommandService, startPlainService } from './processes.ts';

export type Measured = { perSecond: number; p50Ms: number; p99Ms: number };
export type BookingFigures = { ours: Measured; plain: Measured; ratio: number; p99Ratio: number };

const atOnce = 32;

/**
 * Bookings a second through the command-service and the event store on disk, against one INSERT through Express and pg, in
 * turns within one run: the machine's moods meet both. What is measured is warm: each day has a first booking already.
 */
export const measureBookings = async (short: boolean, say: (line: string) => void): Promise<BookingFigures> => {
  const rounds = short ? 3 : 6;
  const house = await open();
  try {
    const clinic = newClinic(10, short ? 24 : 100, house.issueToken);
    await send(openingOf(clinic, house.ours, house.adminToken), 8, 201);
    const slots = slotsOf(clinic);
    const warm = clinic.doctors.length * clinic.days.length;
    const size = Math.floor((slots.length - warm) / rounds);
    const ours = (some: Slot[]) =>
      send(
        some.map((slot) => bookingOf(slot, house.ours)),
        atOnce,
        201,
      );
    const plain = (some: Slot[]) =>
      send(
        some.map((slot) => plainBookingOf(slot, house.plain)),
        atOnce,
        201,
      );
    say(`warming up with ${warm} bookings each`);
    await ours(slots.slice(0, warm));
    await plain(slots.slice(0, warm));
    const stretches: { ours: Stretch[]; plain: Stretch[] } = { ours: [], plain: [] };
    for (let round = 0; round < rounds; round += 1) {
      const some = slots.slice(warm + round * size, warm + (round + 1) * size);
      const mine = await ours(some);
      const theirs = await plain(some);
      stretches.ours.push(mine);
      stretches.plain.push(theirs);
      say(
        `round ${round + 1} of ${rounds}: ${size} bookings each, ${perSecond([mine])} against ${perSecond([theirs])} a second`,
      );
    }
    const [a, b] = [measured(stretches.ours), measured(stretches.plain)];
    return { ours: a, plain: b, ratio: a.perSecond / b.perSecond, p99Ratio: a.p99Ms / b.p99Ms };
  } finally {
    await house.close();
  }
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

/** Everything that either needs, each in processes of its own, the data on disk. */
const open = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'careconnect-bench-'));
  const closing: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true })];
  const close = async () => {
    for (const end of closing.splice(0).reverse()) await end();
  };
  try {
    const store = await startEventStoreProcess(join(folder, 'log'));
    closing.push(store.kill);
    const database = await freshDatabase();
    closing.push(database.drop);
    const jwk = newSigningKey();
    const key = () => randomBytes(32).toString('base64');
    const commands = await startCommandService({
      EVENTSTORE_URL: store.url,
      DATABASE_URL: database.url,
      MASTER_KEY: `bench:${key()}`,
      EMAIL_HASH_KEY: key(),
      LETTER_KEY: key(),
      TOKEN_PRIVATE_KEY: JSON.stringify(jwk),
      TOKEN_PUBLIC_KEY: JSON.stringify(publicSet(jwk)),
    });
    closing.push(commands.stop);
    const plain = await startPlainService(database.url, JSON.stringify(publicSet(jwk).keys[0]));
    closing.push(plain.stop);
    const issueToken = tokenIssuer({ issuer: 'careconnect', audience: 'careconnect' }, signingKey(jwk));
    const adminToken = issueToken({ userId: crypto.randomUUID(), role: 'ADMIN' }).token;
    return { ours: commands.url, plain: plain.url, issueToken, adminToken, close };
  } catch (error) {
    await close();
    throw error;
  }
};
