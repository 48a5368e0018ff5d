import { randomUUID } from 'node:crypto';
import { addDays } from '@careconnect/domain/time/wall.ts';
import { type Answer, type Api, callApi, Refused } from '@careconnect/local/api/api.ts';
import { pick } from '@careconnect/local/seed/random.ts';
import type { CommandHouse } from '../../support/command-house.ts';

type Random = () => number;
type Visit = { path: string; owner: Api };
type Person = { userId: string; patientId: string; own: Api; erased: boolean };
type Doctor = { doctorId: string; visitTypeId: string };
type Clinic = {
  admin: Api;
  anybody: Api;
  doctors: Doctor[];
  people: Person[];
  visits: Visit[];
  blocks: string[];
  random: Random;
};

export type Lives = {
  /** One thing that somebody does, drawn at random; what is refused is part of life. */
  act(): Promise<unknown>;
  /** Some are erased, at the end of it all. */
  erase(howMany: number): Promise<void>;
};

const password = 'a proof needs no secret';
const today = new Date().toISOString().slice(0, 10);
const fee = { amount: '0.00', currency: 'EUR' };

/** Three doctors, twelve people with accounts, and everything that they and the clinic do with each other. */
export const openLives = async (house: CommandHouse, random: Random): Promise<Lives> => {
  const anybody = callApi({ url: house.urls[0] ?? '' });
  const as =
    (token: string): Api =>
    (ask) =>
      anybody({ ...ask, headers: { ...ask.headers, Authorization: `Bearer ${token}` } });
  const admin = as(house.adminToken);
  const clinic: Clinic = { admin, anybody, doctors: [], people: [], visits: [], blocks: [], random };
  for (let n = 0; n < 3; n += 1) clinic.doctors.push(await onboard(admin, n));
  for (let n = 0; n < 12; n += 1) {
    const [userId, patientId] = [randomUUID(), randomUUID()];
    const account = { email: `person${n}@proof.example`, name: `Person ${n}`, password };
    await anybody({ method: 'PUT', path: `/commands/users/${userId}`, body: account });
    const own = as(house.issueToken({ userId, role: 'PATIENT' }).token);
    await own({ method: 'PUT', path: `/commands/patients/${patientId}`, body: personOf(`Lev ${n}`) });
    clinic.people.push({ userId, patientId, own, erased: false });
  }
  return {
    act: () =>
      whatHappens[Math.floor(random() * whatHappens.length)]?.(clinic).catch(unlessRefused) ?? Promise.resolve(),
    async erase(howMany) {
      for (const person of clinic.people.slice(0, howMany)) {
        person.erased = true;
        await erase(admin, person.userId);
      }
    },
  };
};

const onboard = async (admin: Api, n: number): Promise<Doctor> => {
  const [doctorId, visitTypeId] = [randomUUID(), randomUUID()];
  const body = {
    account: { email: `doctor${n}@proof.example`, name: `Dr Proof ${n}`, password },
    profile: {
      ...{ specialization: `Proofs ${n}`, startedYear: 2000, consultationFee: fee, about: '-', image: '' },
      ...{ degree: 'MD', address: '-' },
    },
    zone: ['UTC', 'America/Sao_Paulo', 'Europe/Berlin'][n % 3],
    windows: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: '00:00', to: '24:00' })),
    gridMinutes: 15,
    visitTypes: [{ visitTypeId, name: 'Visit', minutes: 30, fee }],
    policy: {
      ...{ minimumNoticeMinutes: 0, maximumDaysAhead: 365, cancellationCutOffMinutes: 0 },
      ...(n === 2 ? { acceptance: 'manual' } : {}),
    },
  };
  await admin({ method: 'PUT', path: `/commands/doctors/${doctorId}`, body });
  return { doctorId, visitTypeId };
};

type Open = { doctorId: string; date: string; appointmentId: string };

/** Nobody is erased who is expected: what is still to come is cancelled first, a part at a time. */
const erase = async (admin: Api, userId: string): Promise<void> => {
  for (;;) {
    const refused = await post(admin, `/commands/users/${userId}/erasure`).then(
      () => null,
      (error) => (error instanceof Refused && error.code === 'open-appointments' ? error : Promise.reject(error)),
    );
    if (!refused) return;
    for (const { doctorId, date, appointmentId } of refused.body.appointments as Open[])
      await post(admin, `/commands/doctors/${doctorId}/days/${date}/appointments/${appointmentId}/cancellation`, {
        reason: 'Goes away',
      });
  }
};

const personOf = (lastName: string) => ({ firstName: 'Ari', lastName, dateOfBirth: '1980-02-03', gender: 'OTHER' });

const post = (api: Api, path: string, body: object = {}): Promise<Answer> =>
  api({ method: 'POST', path, body, headers: { 'Idempotency-Key': randomUUID() } });

const unlessRefused = (error: unknown): void => {
  if (!(error instanceof Refused) || error.status >= 500) throw error;
};

const aTime = ({ random }: Clinic, date: string): string =>
  `${date}T${String(Math.floor(random() * 24)).padStart(2, '0')}:${pick(random, ['00', '15', '30', '45'])}:00Z`;
const aDay = ({ random }: Clinic): string => addDays(today, 2 + Math.floor(random() * 20));

const book = async (clinic: Clinic): Promise<void> => {
  const [person, doctor, date] = [
    pick(clinic.random, clinic.people),
    pick(clinic.random, clinic.doctors),
    aDay(clinic),
  ];
  const path = `/commands/doctors/${doctor.doctorId}/days/${date}/appointments`;
  const notes = clinic.random() < 0.3 ? 'It hurts' : null;
  const visit = { patientId: person.patientId, visitTypeId: doctor.visitTypeId, startsAt: aTime(clinic, date), notes };
  const { appointmentId } = await post(person.own, path, visit);
  clinic.visits.push({ path: `${path}/${appointmentId}`, owner: person.own });
};

/** Something that is done with one of the visits; most of it changes where it stands, so it is not done twice. */
const withVisit = (what: (clinic: Clinic, visit: Visit) => Promise<unknown>) => async (clinic: Clinic) => {
  const [visit] = clinic.visits.splice(Math.floor(clinic.random() * clinic.visits.length), 1);
  if (visit) await what(clinic, visit);
};

const beenTo = async (clinic: Clinic): Promise<void> => {
  const [person, doctor] = [pick(clinic.random, clinic.people), pick(clinic.random, clinic.doctors)];
  const date = addDays(today, -2 - Math.floor(clinic.random() * 20));
  const path = `/commands/doctors/${doctor.doctorId}/days/${date}/appointments`;
  const asked = { startsAt: aTime(clinic, date), requestedAt: `${addDays(date, -30)}T12:00:00Z` };
  const { appointmentId } = await post(clinic.admin, path, {
    ...{ patientId: person.patientId, visitTypeId: doctor.visitTypeId },
    ...asked,
  });
  const visit = `${path}/${appointmentId}`;
  if (clinic.random() < 0.2) await post(clinic.admin, `${visit}/no-show`);
  else {
    await post(clinic.admin, `${visit}/completion`, { doctorNotes: 'Rest' });
    await post(person.own, `${visit}/rating`, { rating: 1 + Math.floor(clinic.random() * 5), comments: 'Kind' });
  }
};

const move = (clinic: Clinic, { path, owner }: Visit) => {
  const date = aDay(clinic);
  const { doctorId, visitTypeId } = pick(clinic.random, clinic.doctors);
  return post(owner, `${path}/move`, { doctorId, date, visitTypeId, startsAt: aTime(clinic, date) });
};

const block = async (clinic: Clinic): Promise<void> => {
  const path = `/commands/doctors/${pick(clinic.random, clinic.doctors).doctorId}/days/${aDay(clinic)}/blocks/${randomUUID()}`;
  await clinic.admin({
    method: 'PUT',
    path,
    body: { from: '12:00', to: '12:30', reason: 'Away', appointments: 'keep' },
  });
  clinic.blocks.push(path);
};

const whatHappens: ((clinic: Clinic) => Promise<unknown>)[] = [
  ...[book, book, book, book, beenTo, block],
  withVisit((_, { path, owner }) => post(owner, `${path}/cancellation`, { reason: 'Feeling better' })),
  withVisit(({ admin }, { path }) => post(admin, `${path}/acceptance`)),
  withVisit(({ admin }, { path }) => post(admin, `${path}/rejection`, { reason: 'Full' })),
  withVisit((clinic, { path, owner }) =>
    owner({ method: 'PUT', path: `${path}/time`, body: { startsAt: aTime(clinic, path.split('/')[5] ?? today) } }),
  ),
  withVisit(move),
  withVisit(move),
  async ({ admin, blocks }) => {
    const path = blocks.pop();
    if (path) await post(admin, `${path}/removal`);
  },
  ({ random, people }) => {
    const { own, patientId } = pick(random, people);
    return post(own, `/commands/patients/${patientId}/details`, personOf(`Tal ${Math.floor(random() * 1_000)}`));
  },
];
