import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CalendarDate } from '@careconnect/domain/event.ts';
import { addDays, dateIn } from '@careconnect/domain/time/wall.ts';
import { type Api, type Credentials, callApi, signedIn } from '@careconnect/local/api/api.ts';
import { startSystem } from '@careconnect/local/system/system.ts';
import { until } from '../../support/until.ts';

export type { Credentials };

export const zone = 'America/Sao_Paulo';

export type Doctor = Credentials & { doctorId: string; visitTypeId: string; name: string };
export type Patient = Credentials & { patientId: string; firstName: string; lastName: string; api: Api };
type Letter = { id: string; subject: string; to: string };

export type Clinic = {
  url: string;
  mailboxUrl: string;
  /** Null where RabbitMQ is not installed. */
  brokerUrl: string | null;
  admin: Credentials;
  /** Sees visits every day from 09:00 to 12:00, half an hour each. */
  onboard(name: string, policy?: object): Promise<Doctor>;
  /** Waits until a search tells when this doctor can be seen: that is derived a moment after the doctor is there. */
  nextFreeKnown(doctor: Doctor): Promise<void>;
  /** Somebody whom the clinic has invited to read how everything came to be. */
  auditor(): Promise<Credentials>;
  /** An account that looks after one person. */
  register(firstName: string): Promise<Patient>;
  book(patient: Patient, doctor: Doctor, date: CalendarDate, time: string): Promise<void>;
  /** Brought in by the clinic after the fact: a visit yesterday at nine. */
  wasDue(patient: Patient, doctor: Doctor): Promise<{ appointmentId: string }>;
  /** The same, completed by the doctor. */
  visited(patient: Patient, doctor: Doctor): Promise<{ appointmentId: string }>;
  /** As somebody without an account writes to the clinic; whoever looks then reads it. */
  write(email: string, comments: string): Promise<void>;
  lettersTo(email: string): Promise<Letter[]>;
  /** Waits for a letter with a link to a page of this path. */
  linkTo(path: string, email: string): Promise<string>;
  /** Does something while a part of the system is down, and brings it back. */
  without(part: 'command-service' | 'query-service' | 'sandbox', doing: () => Promise<void>): Promise<void>;
  stop(): Promise<void>;
};

const password = 'a few words make a good one';

/** Some days from now, where the clinic is. */
export const inDays = (days: number): CalendarDate => addDays(dateIn(zone, Date.now()), days);

/** The whole system, for real, in a folder of its own. Everything in it is made through the public API. */
export const openClinic = async (): Promise<Clinic> => {
  const dir = await mkdtemp(join(tmpdir(), 'careconnect-browser-'));
  const system = await startSystem({ dir, port: 0 });
  const { url, mailboxUrl, secrets } = system;
  if (mailboxUrl === null) throw new Error('the journeys read their letters in the local mailbox');
  const api = callApi({ url });
  const credentials = { email: secrets.adminEmail, password: secrets.adminPassword };
  const admin = signedIn(api, credentials);
  const linkTo = async (path: string, email: string): Promise<string> => {
    const found = async () => {
      const letters = await lettersTo(api, email);
      const texts = letters.map(async ({ id }) => (await api({ method: 'GET', path: `/mailbox/${id}.json` })).text);
      const links = (await Promise.all(texts)).map(
        (text) => new RegExp(`http\\S+${path}#\\S+`).exec(String(text))?.[0],
      );
      return links.find((link) => link !== undefined);
    };
    await until(`a letter with a link to ${path}`, async () => (await found()) !== undefined);
    return String(await found());
  };
  return {
    url,
    mailboxUrl,
    brokerUrl: system.addresses.broker,
    admin: credentials,
    onboard: (name, policy = {}) => onboard(admin, name, policy),
    nextFreeKnown: (doctor) => until(`it is known when ${doctor.name} is free`, () => hasNextFree(api, doctor)),
    auditor: () => invite(api, admin, linkTo),
    register: (firstName) => register(api, firstName),
    book: (patient, doctor, date, time) => book(patient, doctor, date, time),
    wasDue: (patient, doctor) => wasDue(admin, patient, doctor),
    visited: (patient, doctor) => visited(api, admin, patient, doctor),
    write: async (email, comments) => {
      const headers = { 'Idempotency-Key': randomUUID() };
      const path = '/commands/feedback';
      const { position } = await api({ method: 'POST', path, headers, body: { email, comments } });
      await admin({ method: 'GET', path: `/queries/feedback?position=${position}` });
    },
    lettersTo: (email) => lettersTo(api, email),
    linkTo,
    without: async (name, doing) => {
      const part = system.part(name);
      await part.down();
      await doing().finally(() => part.up());
    },
    stop: async () => {
      await system.stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
};

const lettersTo = async (api: Api, email: string): Promise<Letter[]> => {
  const { items } = await api({ method: 'GET', path: '/mailbox/mails.json' });
  return (items as Letter[]).filter(({ to }) => to.includes(email));
};

const onboard = async (admin: Api, name: string, policy: object): Promise<Doctor> => {
  const [doctorId, visitTypeId] = [randomUUID(), randomUUID()];
  const email = `${doctorId}@doctors.example`;
  const fee = { amount: '120.00', currency: 'BRL' };
  const weekdays = [1, 2, 3, 4, 5, 6, 7];
  await admin({
    method: 'PUT',
    path: `/commands/doctors/${doctorId}`,
    body: {
      account: { email, name, password },
      profile: {
        ...{ specialization: 'Cardiology', startedYear: 2009, consultationFee: fee, about: 'Has time for questions.' },
        ...{ image: '', degree: 'MD', address: 'Rua das Flores 10, São Paulo', languages: ['pt'] },
      },
      zone,
      windows: weekdays.map((weekday) => ({ weekday, from: '09:00', to: '12:00' })),
      gridMinutes: 30,
      visitTypes: [{ visitTypeId, name: 'First consultation', minutes: 30, fee }],
      policy: { minimumNoticeMinutes: 0, maximumDaysAhead: 60, cancellationCutOffMinutes: 60, ...policy },
    },
  });
  return { doctorId, visitTypeId, name, email, password };
};

const invite = async (api: Api, admin: Api, linkTo: Clinic['linkTo']): Promise<Credentials> => {
  const userId = randomUUID();
  const email = `${userId}@board.example`;
  const body = { email, name: 'Rute Board', role: 'AUDITOR' };
  await admin({ method: 'PUT', path: `/commands/invitations/${userId}`, body });
  const [, requestId, proof] = (await linkTo('/invitation', email)).split('#')[1]?.split('.') ?? [];
  const acceptance = { method: 'POST', path: `/commands/invitations/${requestId}/acceptance` } as const;
  await api({ ...acceptance, body: { userId, proof, password } });
  return { email, password };
};

const hasNextFree = async (api: Api, { doctorId, name }: Doctor): Promise<boolean> => {
  const { items } = await api({ method: 'GET', path: `/queries/doctors?text=${encodeURIComponent(name)}` });
  return (items as { doctorId: string; nextFree: string | null }[]).some(
    (found) => found.doctorId === doctorId && found.nextFree !== null,
  );
};

const register = async (api: Api, firstName: string): Promise<Patient> => {
  const [userId, patientId] = [randomUUID(), randomUUID()];
  const email = `${userId}@patients.example`;
  const lastName = 'Ribeiro';
  await api({
    method: 'PUT',
    path: `/commands/users/${userId}`,
    body: { email, name: `${firstName} ${lastName}`, password },
  });
  const own = signedIn(api, { email, password });
  const person = { firstName, lastName, dateOfBirth: '1984-05-06', gender: 'FEMALE' };
  const { position } = await own({ method: 'PUT', path: `/commands/patients/${patientId}`, body: person });
  // Whoever looks from here on sees them.
  await own({ method: 'GET', path: `/queries/me/personal-data?position=${position}` });
  return { email, password, patientId, firstName, lastName, api: own };
};

const wasDue = async (admin: Api, { patientId }: Patient, { doctorId, visitTypeId }: Doctor) => {
  const date = inDays(-1);
  const { appointmentId } = await admin({
    method: 'POST',
    path: `/commands/doctors/${doctorId}/days/${date}/appointments`,
    headers: { 'Idempotency-Key': randomUUID() },
    body: { patientId, visitTypeId, startsAt: `${date}T09:00:00-03:00`, requestedAt: `${inDays(-5)}T09:00:00-03:00` },
  });
  return { appointmentId: String(appointmentId) };
};

const visited = async (api: Api, admin: Api, patient: Patient, doctor: Doctor) => {
  const { doctorId, email, password } = doctor;
  const { appointmentId } = await wasDue(admin, patient, doctor);
  await signedIn(api, { email, password })({
    method: 'POST',
    path: `/commands/doctors/${doctorId}/days/${inDays(-1)}/appointments/${appointmentId}/completion`,
    body: {},
  });
  return { appointmentId };
};

const book = async ({ api, patientId }: Patient, doctor: Doctor, date: CalendarDate, time: string): Promise<void> => {
  const { doctorId, visitTypeId } = doctor;
  const asked = `visitTypeId=${visitTypeId}&from=${date}&days=1`;
  const { days } = await api({ method: 'GET', path: `/queries/doctors/${doctorId}/slots?${asked}` });
  const [day] = days as { slots: { time: string; startsAt: string }[] }[];
  const slot = day?.slots.find((slot) => slot.time === time);
  if (!slot) throw new Error(`there is no slot at ${time} on ${date}`);
  await api({
    method: 'POST',
    path: `/commands/doctors/${doctorId}/days/${date}/appointments`,
    headers: { 'Idempotency-Key': randomUUID() },
    body: { patientId, visitTypeId, startsAt: slot.startsAt },
  });
};
