import { randomUUID } from 'node:crypto';
import { addDays, dateIn, weekdayOf } from '@careconnect/domain/time/wall.ts';
import { expect } from 'chai';
import type { Answer, Person, Service } from './service.ts';

export const zone = 'America/Sao_Paulo';

const fee = { amount: '120.00', currency: 'BRL' };
export const profile = {
  specialization: 'Cardiology',
  startedYear: 2001,
  consultationFee: fee,
  about: 'Hearts, and what goes on in them.\nAlso on Saturdays.',
  image: '',
  degree: 'MD',
  address: 'Rua Augusta, 1',
};
export const windows = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: '09:00', to: '17:00' }));
export const policy = { minimumNoticeMinutes: 0, maximumDaysAhead: 90, cancellationCutOffMinutes: 24 * 60 };

/** Some days ahead, so that nothing of it is past or too soon. */
export const date = addDays(dateIn(zone, Date.now()), 10);
export const weekday = weekdayOf(date);

export const onboarding = (changes: object = {}) => ({
  account: { email: `doctor.${randomUUID()}@example.com`, name: 'Dr Ana Lima', password: 'a long enough secret' },
  profile,
  zone,
  windows,
  gridMinutes: 30,
  visitTypes: [{ visitTypeId: randomUUID(), name: 'Consultation', minutes: 30, fee }],
  policy,
  ...changes,
});

export type Doctor = Readonly<{ doctorId: string; visitTypeId: string; person: Person }>;

export const onboard = async (service: Service, changes: object = {}): Promise<Doctor> => {
  const doctorId = randomUUID();
  const body = onboarding(changes);
  const { status } = await service.ask('PUT', `/doctors/${doctorId}`, { as: service.person('ADMIN'), body });
  expect(status).to.equal(201);
  const [visitType] = body.visitTypes;
  return { doctorId, visitTypeId: visitType?.visitTypeId ?? '', person: service.person('DOCTOR', doctorId) };
};

export const mia = { firstName: 'Mia', lastName: 'Silva', dateOfBirth: '2019-05-04', gender: 'FEMALE' };

export type Patient = Readonly<{ patientId: string; person: Person }>;

export const addPatient = async (service: Service, person = service.person('PATIENT')): Promise<Patient> => {
  const patientId = randomUUID();
  const { status } = await service.ask('PUT', `/patients/${patientId}`, { as: person, body: mia });
  expect(status).to.equal(201);
  return { patientId, person };
};

export const daysOf = ({ doctorId }: Doctor, day = date) => `/doctors/${doctorId}/days/${day}/appointments`;

/** A time of that day in Sao Paulo. */
export const at = (time: string, day = date) => `${day}T${time}:00-03:00`;

export const booking = ({ visitTypeId }: Doctor, { patientId }: Patient, startsAt = at('09:30')) => ({
  patientId,
  visitTypeId,
  startsAt,
});

export const book = (
  service: Service,
  doctor: Doctor,
  patient: Patient,
  { startsAt = at('09:30'), day = date, key = randomUUID() as string, as = patient.person, more = {} } = {},
): Promise<Answer> =>
  service.ask('POST', daysOf(doctor, day), { as, key, body: { ...booking(doctor, patient, startsAt), ...more } });
