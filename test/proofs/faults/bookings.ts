import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { addDays } from '@careconnect/domain/time/wall.ts';
import { type Api, callApi, Refused, signedIn, Unanswered } from '@careconnect/local/api/api.ts';
import { randomFrom } from '@careconnect/local/seed/random.ts';
import type { System } from '@careconnect/local/system/system.ts';
import { everyMail, withSystem } from '../with-system.ts';
import { look } from './found.ts';

/** One wish of the patient: a start, under a key that stays the same however often it is asked. */
type Wish = { key: string; startsAt: string; date: string; patience: 'once' | 'until answered'; acknowledged?: string };

export type Clinic = {
  url: string;
  admin: Api;
  /** Asks until there is an answer. */
  patient: Api;
  /** Takes the first fault for an answer. */
  impatient: Api;
  doctorId: string;
  patientId: string;
  visitTypeId: string;
};

const wishesPerRound = 4;
const slotsPerDay = 96;
const victims = ['event-store', 'PostgreSQL', 'RabbitMQ', 'command-service', 'query-service', 'projectors', 'notifier'];

export type Outcome = {
  kills: number;
  bookings: number;
  acknowledged: number;
  /** Letters whose second copy is owed to a kill between the mail server's answer and the ledger. */
  twice: number;
  violations: string[];
};

export const proveBookings = async (rounds: number, seed: number, say: (line: string) => void): Promise<Outcome> =>
  withSystem('faults', everyMail, async (system) => {
    const random = randomFrom(`faults ${seed}`);
    const clinic = await openClinic(system);
    const wishes = Array.from({ length: rounds * wishesPerRound }, (_, k) => wishNumber(k));
    let killsOfNotifier = 0;
    for (let round = 0; round < rounds; round += 1) {
      const victim = system.part(victims[Math.floor(random() * victims.length)] ?? 'command-service');
      if (victim.name === 'notifier') killsOfNotifier += 1;
      const asked = wishes.slice(round * wishesPerRound, (round + 1) * wishesPerRound);
      const afterMs = random() * 60;
      await Promise.all([...asked.map((wish) => ask(clinic, wish)), pause(afterMs).then(() => victim.kill())]);
      const answered = asked.filter((wish) => wish.acknowledged).length;
      say(
        `${round + 1}/${rounds} ${victim.name} killed after ${afterMs.toFixed(0)} ms, ${answered} of ${asked.length} acknowledged`,
      );
    }
    return await judge(system, wishes, rounds, killsOfNotifier);
  });

export const openClinic = async ({ url, secrets }: System): Promise<Clinic> => {
  const api = callApi({ url });
  const admin = signedIn(api, { email: secrets.adminEmail, password: secrets.adminPassword });
  const [doctorId, userId, patientId] = [randomUUID(), randomUUID(), randomUUID()];
  await openPractice(admin, doctorId);
  const { email, password } = accountOf('patient');
  await api({ method: 'PUT', path: `/commands/users/${userId}`, body: accountOf('patient') });
  const patient = signedIn(api, { email, password });
  await addPatient(patient, patientId);
  const impatient = signedIn(callApi({ url, patienceMs: -1 }), { email, password });
  await impatient({ method: 'GET', path: '/queries/me' }); // signed in before anything is killed
  return { url, admin, patient, impatient, doctorId, patientId, visitTypeId };
};

export const accountOf = (name: string) => ({
  email: `${name}@proof.example`,
  name,
  password: 'a proof needs no secret',
});

/** Of every doctor of a proof. */
export const visitTypeId = randomUUID();

/** A doctor who works at any time and takes everybody at once, for nothing. */
export const openPractice = async (admin: Api, doctorId: string): Promise<void> => {
  const fee = { amount: '0.00', currency: 'EUR' };
  const windows = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: '00:00', to: '24:00' }));
  const profile = {
    specialization: 'Proofs',
    startedYear: 2000,
    consultationFee: fee,
    about: '-',
    image: '',
    degree: 'MD',
    address: '-',
  };
  const policy = { minimumNoticeMinutes: 0, maximumDaysAhead: 365, cancellationCutOffMinutes: 0 };
  const visitTypes = [{ visitTypeId, name: 'Visit', minutes: 15, fee }];
  const account = accountOf(`doctor-${doctorId}`);
  await admin({
    method: 'PUT',
    path: `/commands/doctors/${doctorId}`,
    body: { account, profile, zone: 'UTC', windows, gridMinutes: 15, visitTypes, policy },
  });
};

export const addPatient = async (account: Api, patientId: string): Promise<void> => {
  const person = { firstName: 'Pat', lastName: 'Proof', dateOfBirth: '1990-01-01', gender: 'OTHER' };
  await account({ method: 'PUT', path: `/commands/patients/${patientId}`, body: person });
};

const wishNumber = (k: number): Wish => {
  const date = addDays(new Date().toISOString().slice(0, 10), 2 + Math.floor(k / slotsPerDay));
  const startsAt = new Date(Date.parse(date) + (k % slotsPerDay) * 15 * 60_000).toISOString();
  return { key: randomUUID(), startsAt, date, patience: k % 2 === 0 ? 'once' : 'until answered' };
};

/** Half the patients close the page at the first fault, the other half try again until they have an answer. */
const ask = async ({ patient, impatient, doctorId, patientId, visitTypeId }: Clinic, wish: Wish): Promise<void> => {
  const path = `/commands/doctors/${doctorId}/days/${wish.date}/appointments`;
  const headers = { 'Idempotency-Key': wish.key };
  const body = { patientId, visitTypeId, startsAt: wish.startsAt };
  const asking = wish.patience === 'once' ? impatient : patient;
  const answer = await asking({ method: 'POST', path, headers, body }).catch((error) => {
    if (error instanceof Unanswered || (error instanceof Refused && error.status >= 500)) return null;
    throw error;
  });
  if (answer) wish.acknowledged = String(answer.appointmentId);
};

const judge = async (
  system: System,
  wishes: readonly Wish[],
  kills: number,
  killsOfNotifier: number,
): Promise<Outcome> => {
  for (const part of system.parts.values()) await part.up();
  const { log, rows, letters } = await look(system);
  const violations: string[] = [];
  const asked = new Map(wishes.map((wish) => [wish.startsAt.slice(0, 16), wish]));
  for (const { acknowledged, startsAt } of wishes)
    if (acknowledged && rows.get(acknowledged) !== startsAt.slice(0, 16))
      violations.push(`${acknowledged} was acknowledged for ${startsAt} and has no such row`);
  if (log.length !== new Set(log).size)
    violations.push(`the log holds ${log.length - new Set(log).size} bookings twice`);
  for (const id of log) if (!rows.has(id)) violations.push(`${id} is in the log and has no row`);
  for (const [id, start] of rows) {
    if (!log.includes(id)) violations.push(`${id} has a row and is not in the log`);
    if (!asked.has(start)) violations.push(`${id} at ${start} was never asked for`);
    if (!letters.get(id)) violations.push(`${id} has a row and no letter`);
  }
  for (const id of letters.keys()) if (!rows.has(id)) violations.push(`${id} has a letter and no row`);
  const twice = [...letters.values()].reduce((sum, copies) => sum + Math.max(0, copies - 1), 0);
  if (twice > killsOfNotifier)
    violations.push(`${twice} letters came twice, after ${killsOfNotifier} kills of the notifier`);
  const acknowledged = wishes.filter((wish) => wish.acknowledged).length;
  return { kills, bookings: wishes.length, acknowledged, twice, violations };
};
