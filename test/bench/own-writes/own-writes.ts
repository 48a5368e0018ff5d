import { randomUUID } from 'node:crypto';
import { exchange } from '@careconnect/local/api/exchange.ts';
import { inParallel } from '@careconnect/local/api/in-parallel.ts';
import { percentile, send } from '../../support/load.ts';
import { newClinic, openingOf, sent, slotsOf } from '../../support/slot-clinic.ts';
import { openWholeHouse } from '../../support/whole-house.ts';

export type OwnWriteFigures = { bookings: number; stale: number; p50Ms: number; p99Ms: number };

const doctorCount = 10;
const slotsADay = 16;
const atOnce = 2;
const patienceMs = 30_000;

/**
 * Books, and asks at once for the patient's own appointments, naming the position of the booking; then asks the same again,
 * when there is nothing to wait for. What the first took longer is the price of seeing what one has just done.
 */
export const measureOwnWrites = async (short: boolean, say: (line: string) => void): Promise<OwnWriteFigures> => {
  const bookings = short ? 1_000 : 10_000;
  const house = await openWholeHouse(1);
  try {
    const [commands = '', queries = ''] = [house.urls[0], house.queryUrls[0]];
    const days = Math.ceil(bookings / slotsADay / doctorCount);
    const clinic = newClinic({ doctors: doctorCount, patients: bookings / 10, days }, house.issueToken);
    await send(openingOf(clinic, commands, house.adminToken), 8, 201);
    const added: number[] = [];
    let stale = 0;
    let done = 0;
    // One after another of each doctor's slots goes to patients of that doctor alone: nobody is wanted in two places.
    const each = clinic.patients.length / doctorCount;
    await inParallel(slotsOf(clinic).slice(0, bookings), atOnce, async ({ doctor, day, startsAt }) => {
      const nth = clinic.doctors.indexOf(doctor) * each + (Math.floor(done / doctorCount) % each);
      done += 1;
      const { patientId, token } = clinic.patients[nth] as (typeof clinic.patients)[number];
      const url = new URL(`/commands/doctors/${doctor.doctorId}/days/${day}/appointments`, commands);
      const { url: _, ...booking } = sent(url, 'POST', token, { patientId, visitTypeId: doctor.visitTypeId, startsAt });
      booking.headers['Idempotency-Key'] = randomUUID();
      const booked = JSON.parse(expectStatus(201, await exchange(url, booking, patienceMs)));
      const own = new URL(`/queries/me/appointments?limit=100&position=${booked.position}`, queries);
      const ask = { method: 'GET', headers: { Authorization: `Bearer ${token}` } } as const;
      const began = performance.now();
      const answer = expectStatus(200, await exchange(own, ask, patienceMs));
      const seen = performance.now();
      await exchange(own, ask, patienceMs);
      added.push(seen - began - (performance.now() - seen));
      if (!answer.includes(booked.appointmentId)) stale += 1;
      if (done % 1_000 === 0) say(`${done} of ${bookings} bookings`);
    });
    return { bookings: added.length, stale, p50Ms: percentile(added, 0.5), p99Ms: percentile(added, 0.99) };
  } finally {
    await house.close();
  }
};

const expectStatus = (wanted: number, { status, text }: { status: number; text: string }): string => {
  if (status !== wanted) throw new Error(`answered ${status}: ${text}`);
  return text;
};
