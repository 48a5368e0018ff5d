import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Instant } from '@careconnect/domain/event.ts';
import { addDays, dateIn, millisecondsOf, weekdayOf } from '@careconnect/domain/time/wall.ts';
import { type Api, callApi, signedIn } from '../api/api.ts';
import { inParallel } from '../api/in-parallel.ts';
import type { Say } from '../system/launcher.ts';
import type { System } from '../system/system.ts';
import { doctors, paidInAdvance } from './doctors.ts';
import { demoId, type Family, families, signIns } from './people.ts';
import { visitsAround } from './visits.ts';

type Seeded = { at: Instant; finished: boolean };

const atOnce = 8;
const noteIn = (root: string): string => join(root, 'seeded.json');

const readNote = (root: string): Seeded | null =>
  existsSync(noteIn(root)) ? JSON.parse(readFileSync(noteIn(root), 'utf8')) : null;

export const isClinicSeeded = ({ root }: System['folder']): boolean => readNote(root)?.finished === true;

/** A demo clinic, made through the public API as any client would. Cut off in the middle it goes on from there. */
export const seedClinic = async (system: Pick<System, 'url' | 'secrets' | 'folder'>, say: Say): Promise<void> => {
  const { url, secrets, folder } = system;
  const began = Date.now();
  const at = readNote(folder.root)?.at ?? new Date(began).toISOString();
  const note = (finished: boolean) => writeFileSync(noteIn(folder.root), JSON.stringify({ at, finished }));
  note(false);
  const api = callApi({ url });
  const admin = signedIn(api, { email: secrets.adminEmail, password: secrets.adminPassword });
  const password = secrets.demoPassword;
  say('demo clinic      12 doctors and their patients ...');
  await inParallel(doctors, atOnce, ({ name, email, profile, schedule: { doctorId, ...schedule } }) =>
    admin({
      method: 'PUT',
      path: `/commands/doctors/${doctorId}`,
      body: { account: { email, name, password }, profile, ...schedule },
    }),
  );
  await inParallel(families, atOnce, (family) => register(api, family, password));
  const visits = visitsAround(at);
  say(`demo clinic      ${visits.length} appointments, past and future ...`);
  await inParallel(visits, atOnce, ({ doctorId, date, key, body }) =>
    admin({
      method: 'POST',
      path: `/commands/doctors/${doctorId}/days/${date}/appointments`,
      headers: { 'Idempotency-Key': key },
      body,
    }),
  );
  await askForPayment(admin);
  await bookAsPatient(api, at, password);
  note(true);
  say(`demo clinic      ready, ${((Date.now() - began) / 1000).toFixed(1)} s`);
};

const register = async (api: Api, { userId, name, email, patients }: Family, password: string): Promise<void> => {
  await api({ method: 'PUT', path: `/commands/users/${userId}`, body: { email, name, password } });
  const own = signedIn(api, { email, password });
  for (const { patientId, ...body } of patients)
    await own({ method: 'PUT', path: `/commands/patients/${patientId}`, body });
};

/** From now on some want to be paid in advance; what was booked before stays as it was. */
const askForPayment = async (admin: Api): Promise<void> => {
  const some = doctors.filter(({ name }) => paidInAdvance.includes(name));
  await inParallel(some, atOnce, ({ schedule: { doctorId, policy } }) =>
    admin({
      method: 'PUT',
      path: `/commands/doctors/${doctorId}/policy`,
      body: { ...policy, payment: 'in-advance', refundAfterCutOffPercent: 50 },
    }),
  );
};

/** The patient whom the start page names books for herself: letters lie in the mailbox, and one visit waits to be paid. */
const bookAsPatient = async (api: Api, at: Instant, password: string): Promise<void> => {
  const { email, patients } = signIns.patient;
  const own = signedIn(api, { email, password });
  for (const [n, { patientId }] of patients.entries()) {
    const { schedule } = doctors[n * 2] ?? doctors[0] ?? {};
    if (!schedule) return;
    const date = workdayFrom(addDays(dateIn(schedule.zone, millisecondsOf(at)), 3 + n));
    await own({
      method: 'POST',
      path: `/commands/doctors/${schedule.doctorId}/days/${date}/appointments`,
      headers: { 'Idempotency-Key': demoId(`${email} ${date}`) },
      body: { patientId, visitTypeId: schedule.visitTypes[0]?.visitTypeId, startsAt: 'earliest' },
    });
  }
};

const workdayFrom = (date: string): string => (weekdayOf(date) > 5 ? workdayFrom(addDays(date, 1)) : date);
