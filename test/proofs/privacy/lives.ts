import { randomUUID } from 'node:crypto';
import { addDays } from '@careconnect/domain/time/wall.ts';
import { type Api, callApi, Refused, signedIn } from '@careconnect/local/api/api.ts';
import type { System } from '@careconnect/local/system/system.ts';
import type { Marked } from './marks.ts';

export type Clinic = { url: string; anybody: Api; admin: Api; doctor: Api; doctorId: string; visitTypeId: string };
export type Lived = { marked: Marked; userId: string; patientIds: string[]; own: Api };

const today = new Date().toISOString().slice(0, 10);
const dayBefore = addDays(today, -1);
/** So many messages and letters may be asked for within an hour from one address. */
const mostMessages = 15;

export const openClinic = async ({ url, secrets }: System): Promise<Clinic> => {
  const anybody = callApi({ url });
  const admin = signedIn(anybody, { email: secrets.adminEmail, password: secrets.adminPassword });
  const [doctorId, visitTypeId] = [randomUUID(), randomUUID()];
  const account = { email: 'doctor@proof.example', name: 'Dr Proof', password: 'a proof needs no secret' };
  const fee = { amount: '0.00', currency: 'EUR' };
  const profile = {
    ...{ specialization: 'Proofs', startedYear: 2000, consultationFee: fee, about: '-', image: '', degree: 'MD' },
    address: '-',
  };
  const windows = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: '00:00', to: '24:00' }));
  const policy = { minimumNoticeMinutes: 0, maximumDaysAhead: 365, cancellationCutOffMinutes: 0 };
  const visitTypes = [{ visitTypeId, name: 'Visit', minutes: 15, fee }];
  const body = { account, profile, zone: 'UTC', windows, gridMinutes: 15, visitTypes, policy };
  await admin({ method: 'PUT', path: `/commands/doctors/${doctorId}`, body });
  const { email, password } = account;
  return { url, anybody, admin, doctor: signedIn(anybody, { email, password }), doctorId, visitTypeId };
};

/** All that somebody can tell the clinic, and all that can be told about them, with marked words; mishaps included. */
export const live = async (clinic: Clinic, marked: Marked, n: number): Promise<Lived> => {
  const { word, email, password, newPassword, name, dateOfBirth } = marked;
  const userId = randomUUID();
  const post = (api: Api, path: string, body: object = {}) =>
    api({ method: 'POST', path: `/commands/${path}`, body, headers: { 'Idempotency-Key': randomUUID() } });
  await clinic.anybody({ method: 'PUT', path: `/commands/users/${userId}`, body: { email, name, password } });
  await post(clinic.anybody, 'sessions', { email, password: `not ${password}` }).catch(unlessRefused);

  const before = signedIn(clinic.anybody, { email, password });
  const patientIds = [randomUUID(), randomUUID()];
  for (const patientId of patientIds) {
    const person = { firstName: `Ari ${word}`, lastName: `Lev ${word}`, dateOfBirth, gender: 'OTHER' };
    await before({ method: 'PUT', path: `/commands/patients/${patientId}`, body: person });
    await post(before, `patients/${patientId}/details`, { ...person, lastName: `Tal ${word}` });
  }
  await post(before, 'me/password', { currentPassword: password, password: newPassword });
  const own = signedIn(clinic.anybody, { email, password: newPassword });

  const visit = { patientId: patientIds[0], visitTypeId: clinic.visitTypeId, notes: `It hurts, ${word}` };
  const time = `${String(Math.floor(n / 4) % 24).padStart(2, '0')}:${String((n % 4) * 15).padStart(2, '0')}:00Z`;
  const daysOf = (date: string) => `doctors/${clinic.doctorId}/days/${date}/appointments`;
  const ahead = daysOf(addDays(today, 2 + Math.floor(n / 96)));
  const past = daysOf(addDays(dayBefore, -Math.floor(n / 96)));
  const startsAt = (path: string) => `${path.split('/')[3]}T${time}`;
  const coming = await post(own, ahead, { ...visit, startsAt: startsAt(ahead) });
  await post(own, `${ahead}/${coming.appointmentId}/cancellation`, { reason: `Away, ${word}` });
  const requestedAt = `${addDays(today, -30)}T12:00:00Z`;
  const been = await post(clinic.admin, past, { ...visit, startsAt: startsAt(past), requestedAt });
  await post(clinic.doctor, `${past}/${been.appointmentId}/completion`, { doctorNotes: `Rest, ${word}` });
  await post(own, `${past}/${been.appointmentId}/rating`, { rating: 4, comments: `Kind, ${word}` });
  if (n < mostMessages) {
    await post(clinic.anybody, 'feedback', { comments: `The door, ${word}`, email, name });
    await post(clinic.anybody, 'password-resets', { email });
  }
  await mishaps(clinic.url, marked);
  return { marked, userId, patientIds, own };
};

const unlessRefused = (error: unknown): void => {
  if (!(error instanceof Refused)) throw error;
};

/** Requests that cannot be understood: whatever is said about them must not repeat them. */
const mishaps = async (url: string, { word, email, name }: Marked): Promise<void> => {
  const json = { 'Content-Type': 'application/json', 'User-Agent': `Mozilla/5.0 (${word})` };
  const post = (path: string, body: string) => fetch(new URL(path, url), { method: 'POST', headers: json, body });
  const answers = await Promise.all([
    post('/commands/sessions', `{"email": "${email}", "password": ${word}`),
    post('/commands/sessions', JSON.stringify({ email, password: word, [word]: name })),
    post('/commands/sessions', JSON.stringify({ email: [email], password: { word } })),
    post(`/commands/${word}`, '{}'),
    post(`/commands/patients/${word}/details`, '{}'),
    fetch(new URL(`/queries/doctors?text=${word}&after=${word}`, url), {
      headers: { Authorization: `Bearer ${word}` },
    }),
    fetch(new URL(`/queries/me?position=${word}`, url), {
      headers: { Authorization: `Bearer ${word}.${word}.${word}` },
    }),
    fetch(new URL(`/${word}/${word}`, url), { headers: { Cookie: `careconnect-refresh=${word}` } }),
  ]);
  for (const answer of answers) await answer.arrayBuffer();
};
