import { randomUUID } from 'node:crypto';
import type { Request } from '../load.ts';

/** Who may book, and what for: slots of half an hour, eight hours a day, in UTC. */
export type Clinic = { doctors: Doctor[]; days: string[] };
type Doctor = { doctorId: string; visitTypeId: string; patients: { patientId: string; token: string }[] };

/** One place in somebody's day. */
export type Slot = { doctor: Doctor; day: string; startsAt: string; patient: Doctor['patients'][number] };

const slotsADay = 16;
const patientsPerDoctor = 5;
const millisecondsADay = 86_400_000;

type IssueToken = (actor: { userId: string; role: string }) => { token: string };

export const newClinic = (doctors: number, days: number, issueToken: IssueToken): Clinic => ({
  doctors: Array.from({ length: doctors }, () => ({
    doctorId: randomUUID(),
    visitTypeId: randomUUID(),
    patients: Array.from({ length: patientsPerDoctor }, () => ({
      patientId: randomUUID(),
      token: issueToken({ userId: randomUUID(), role: 'PATIENT' }).token,
    })),
  })),
  days: Array.from({ length: days }, (_, i) =>
    new Date(Date.now() + (i + 2) * millisecondsADay).toISOString().slice(0, 10),
  ),
});

/** Every slot of every day once, so that nobody is refused: first the first of each day, then the second, ... */
export const slotsOf = ({ doctors, days }: Clinic): Slot[] =>
  Array.from({ length: slotsADay }, (_, place) => {
    const startsAt = new Date(Date.UTC(2000, 0, 1, 8, place * 30)).toISOString().slice(11);
    return days.flatMap((day) =>
      doctors.map((doctor) => {
        const patient = doctor.patients[place % doctor.patients.length] as Slot['patient'];
        return { doctor, day, startsAt: `${day}T${startsAt}`, patient };
      }),
    );
  }).flat();

const sent = (url: URL, method: Request['method'], token: string, body: object): Request => ({
  url,
  method,
  headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
  body: JSON.stringify(body),
});

/** The doctors and patients, as commands of an admin and of the patients' users. */
export const openingOf = ({ doctors }: Clinic, url: string, adminToken: string): Request[] =>
  doctors.flatMap(({ doctorId, visitTypeId, patients }) => [
    sent(new URL(`/commands/doctors/${doctorId}`, url), 'PUT', adminToken, onboarding(visitTypeId)),
    ...patients.map(({ patientId, token }) =>
      sent(new URL(`/commands/patients/${patientId}`, url), 'PUT', token, {
        ...{ firstName: 'Ada', lastName: 'Moura', dateOfBirth: '1980-02-03', gender: 'FEMALE' },
      }),
    ),
  ]);

export const bookingOf = ({ doctor, day, startsAt, patient }: Slot, url: string): Request => {
  const { doctorId, visitTypeId } = doctor;
  const { patientId, token } = patient;
  const to = new URL(`/commands/doctors/${doctorId}/days/${day}/appointments`, url);
  const request = sent(to, 'POST', token, { patientId, visitTypeId, startsAt });
  return { ...request, headers: { ...request.headers, 'Idempotency-Key': randomUUID() } };
};

export const plainBookingOf = ({ doctor, startsAt, patient }: Slot, url: string): Request => {
  const { doctorId, visitTypeId } = doctor;
  const { patientId, token } = patient;
  return sent(new URL(`/doctors/${doctorId}/bookings`, url), 'POST', token, { patientId, visitTypeId, startsAt });
};

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
