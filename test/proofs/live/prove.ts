import { randomUUID } from 'node:crypto';
import { exchange } from '@careconnect/local/api/exchange.ts';
import { inParallel } from '@careconnect/local/api/in-parallel.ts';
import { percentile, send } from '../../support/load.ts';
import { type Clinic, newClinic, openingOf, type Slot, sent, slotsOf } from '../../support/slot-clinic.ts';
import { until } from '../../support/until.ts';
import { type Watching, watch } from '../../support/watching.ts';
import { openWholeHouse } from '../../support/whole-house.ts';

export type Outcome = {
  watching: number;
  told: number;
  missing: number;
  foreign: number;
  p50Ms: number;
  p99Ms: number;
};

type Watcher = { token: string; url: string; due: Set<string>; heard: Set<string>; stream: Watching; lastId: string };

const doctorCount = 10;
const slotsADay = 16;

/** People watch and book; who was told what is compared with whom it concerns. */
export const proveLive = async (patients: number, say: (line: string) => void): Promise<Outcome> => {
  const house = await openWholeHouse(2);
  const watchers: Watcher[] = [];
  try {
    const days = Math.ceil((2 * patients) / slotsADay / doctorCount);
    const clinic = newClinic({ doctors: doctorCount, patients, days }, house.issueToken);
    const [commands = ''] = house.urls;
    await send(openingOf(clinic, commands, house.adminToken), 8, 201);

    const heardAt = new Map<string, number>();
    const open = async (watcher: Pick<Watcher, 'token' | 'url' | 'heard' | 'lastId'>): Promise<Watching> => {
      const stream = await watch(watcher.url, watcher.token, {
        lastEventId: watcher.lastId,
        onTold: ({ event, id, data }) => {
          watcher.lastId = id ?? watcher.lastId;
          const { appointmentId } = JSON.parse(data);
          if (event !== 'changed' || !appointmentId) return;
          watcher.heard.add(appointmentId);
          if (!heardAt.has(appointmentId)) heardAt.set(appointmentId, performance.now());
        },
      });
      if (stream.status !== 200) throw new Error(`watching was answered ${stream.status}`);
      await until('it begins', () => stream.told.some(({ event }) => event === 'begin'));
      return stream;
    };
    const watching = async (token: string): Promise<Watcher> => {
      const url = house.queryUrls[watchers.length % house.queryUrls.length] as string;
      const watcher = { token, url, due: new Set<string>(), heard: new Set<string>(), lastId: '' };
      const watches: Watcher = Object.assign(watcher, { stream: undefined as never });
      watchers.push(watches);
      watches.stream = await open(watches);
      return watches;
    };
    const people = new Map<string, Watcher>();
    for (const { patientId, token } of clinic.patients) people.set(patientId, await watching(token));
    for (const { doctorId } of clinic.doctors)
      people.set(doctorId, await watching(house.issueToken({ userId: doctorId, role: 'DOCTOR' }).token));
    const admins = [await watching(house.adminToken), await watching(house.adminToken)];
    say(`${watchers.length} watch`);

    const latencies: number[] = [];
    const answeredAt = new Map<string, number>();
    const book = async ({ slot, patient }: Booking): Promise<void> => {
      const { patientId, token } = patient;
      const { doctorId, visitTypeId } = slot.doctor;
      const url = new URL(`/commands/doctors/${doctorId}/days/${slot.day}/appointments`, commands);
      const { url: _, ...booking } = sent(url, 'POST', token, { patientId, visitTypeId, startsAt: slot.startsAt });
      booking.headers['Idempotency-Key'] = randomUUID();
      const { status, text } = await exchange(url, booking, 30_000);
      if (status !== 201) throw new Error(`booking was answered ${status}: ${text}`);
      const { appointmentId } = JSON.parse(text);
      answeredAt.set(appointmentId, performance.now());
      for (const watcher of [people.get(patientId), people.get(doctorId), ...admins]) watcher?.due.add(appointmentId);
    };
    const allHeard = () => watchers.every(({ due, heard }) => [...due].every((id) => heard.has(id)));
    // What is missing is counted below; here it is given time.
    const settle = () => until('all is told', allHeard, 30_000).catch(() => {});

    const bookings = bookingsOf(clinic);
    await inParallel(bookings.slice(0, patients), 4, book);
    await settle();
    for (const [id, at] of answeredAt) latencies.push((heardAt.get(id) ?? Number.POSITIVE_INFINITY) - at);
    const away = watchers.slice(0, Math.ceil(patients / 2));
    for (const { stream } of away) stream.close();
    say(`${away.length} are cut off`);
    await inParallel(bookings.slice(patients), 4, book);
    await inParallel(away, 8, async (watcher) => {
      watcher.stream = await open(watcher);
    });
    await settle();

    const outcome = { watching: watchers.length, told: 0, missing: 0, foreign: 0 };
    for (const { due, heard } of watchers) {
      outcome.told += heard.size;
      outcome.missing += [...due].filter((id) => !heard.has(id)).length;
      outcome.foreign += [...heard].filter((id) => !due.has(id)).length;
    }
    return { ...outcome, p50Ms: percentile(latencies, 0.5), p99Ms: percentile(latencies, 0.99) };
  } finally {
    for (const { stream } of watchers) stream?.close();
    await house.close();
  }
};

type Booking = { slot: Slot; patient: Clinic['patients'][number] };

/** Every patient twice, each time at another time of the day. */
const bookingsOf = (clinic: Clinic): Booking[] => {
  const slots = slotsOf(clinic).slice(0, 2 * clinic.patients.length);
  return slots.map((slot, i) => ({ slot, patient: clinic.patients[i % clinic.patients.length] as Booking['patient'] }));
};
