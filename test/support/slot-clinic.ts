import { randomUUID } from 'node:crypto';
import type { Request } from './load.ts';

/** Who may book, and what for: slots of half an hour, eight hours a day, in UTC, free of charge. */
export type Clinic = { doctors: Doctor[]; patients: Patient[]; days: string[] };
export type Doctor = { doctorId: string; visitTypeId: string };
export type Patient = { patientId: string; token: string };

/** One place in somebody's day. */
export type Slot = { doctor: Doctor; day: string; startsAt: string };

const slotsADay = 16;
const millisecondsADay = 86_400_000;

type IssueToken = (actor: { userId: string; role: string }) => { token: string };

type Size = { doctors: number; patients: number; days: number };

export const newClinic = (size: Size, issueToken: IssueToken): Clinic => ({
  doctors: Array.from({ length: size.doctors }, () => ({ doctorId: randomUUID(), visitTypeId: randomUUID() })),
  patients: Array.from({ length: size.patients }, () => ({
    patientId: randomUUID(),
    token: issueToken({ userId: randomUUID(), role: 'PATIENT' }).token,
  })),
  days: Array.from({ length: size.days }, (_, i) =>
    new Date(Date.now() + (i + 2) * millisecondsADay).toISOString().slice(0, 10),
  ),
});

/** Every slot of every day once: first the first of each day, then the second, ... */
export const slotsOf = ({ doctors, days }: Clinic): Slot[] =>
  Array.from({ length: slotsADay }, (_, place) => {
    const time = new Date(Date.UTC(2000, 0, 1, 8, place * 30)).toISOString().slice(11);
    return days.flatMap((day) => doctors.map((doctor) => ({ doctor, day, startsAt: `${day}T${time}` })));
  }).flat();

export const sent = (url: URL, method: Request['method'], token: string, body: object): Request => ({
  url,
  method,
  headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
  body: JSON.stringify(body),
});

/** The doctors and patients, as commands of an admin and of the patients' users. */
export const openingOf = ({ doctors, patients }: Clinic, url: string, adminToken: string): Request[] => [
  ...doctors.map(({ doctorId, visitTypeId }) =>
    sent(new URL(`/commands/doctors/${doctorId}`, url), 'PUT', adminToken, onboarding(visitTypeId)),
  ),
  ...patients.map(({ patientId, token }) =>
    sent(new URL(`/commands/patients/${patientId}`, url), 'PUT', token, {
      ...{ firstName: 'Ada', lastName: 'Moura', dateOfBirth: '1980-02-03', gender: 'FEMALE' },
    }),
  ),
];

const free = { amount: '0.00', currency: 'EUR' };

const onboarding = (visitTypeId: string) => ({
  account: { email: `${randomUUID()}@example.com`, name: 'Dr Ines Prado', password: randomUUID() },
  profile: {
    ...{ specialization: 'Cardiology', startedYear: 2001, consultationFee: free },
    ...{ about: '', image: '', degree: 'MD', address: 'Rua Augusta, 1' },
  },
  zone: 'UTC',
  windows: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: '08:00', to: '16:00' })),
  gridMinutes: 30,
  visitTypes: [{ visitTypeId, name: 'Consultation', minutes: 30, fee: free }],
  policy: { minimumNoticeMinutes: 0, maximumDaysAhead: 365, cancellationCutOffMinutes: 0 },
});
