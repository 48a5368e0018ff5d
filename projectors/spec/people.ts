import type { DoctorEvent, DoctorOnboarded, DoctorProfile } from '@careconnect/domain/doctor/events.ts';
import { accountOf } from '@careconnect/domain/ids.ts';
import type { PatientAdded } from '@careconnect/domain/patient/events.ts';
import { ana, patient, schedule, user } from '@careconnect/domain/spec/clinic.ts';
import type { UserRegistered } from '@careconnect/domain/user/events.ts';

export const registeredAt = '2026-11-01T10:00:00.000Z';

/** The account of patient n. */
export const registered = (n = 1, changes: Partial<UserRegistered['data']> = {}): UserRegistered => ({
  type: 'UserRegistered',
  data: {
    userId: user(n),
    role: 'PATIENT',
    email: `patient${n}@example.org`,
    name: `Patient ${n}`,
    passwordHash: '$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA',
    registeredAt,
    ...changes,
  },
});

export const added = (n = 1, changes: Partial<PatientAdded['data']> = {}): PatientAdded => ({
  type: 'PatientAdded',
  data: {
    patientId: patient(n),
    userId: user(n),
    firstName: 'Bia',
    lastName: `Costa ${n}`,
    dateOfBirth: '1990-02-28',
    gender: 'FEMALE',
    addedAt: '2026-11-02T10:00:00.000Z',
    ...changes,
  },
});

export const profile: DoctorProfile = {
  specialization: 'Cardiology',
  startedYear: 2005,
  consultationFee: { amount: '120.00', currency: 'BRL' },
  about: 'Listens first.',
  image: '/images/ana.png',
  degree: 'MD, USP',
  address: 'Rua Augusta 100, São Paulo',
};

export const onboarded = (changes: Partial<DoctorOnboarded['data']> = {}): DoctorOnboarded => ({
  type: 'DoctorOnboarded',
  data: { doctorId: ana, profile, zone: schedule.zone, onboardedAt: '2026-11-03T10:00:00.000Z', ...changes },
});

const setAt = '2026-11-03T10:00:00.000Z';
export const scheduled = (doctorId = ana): DoctorEvent[] => [
  { type: 'WorkingHoursSet', data: { doctorId, windows: schedule.windows, setAt } },
  { type: 'VisitTypesSet', data: { doctorId, gridMinutes: 30, visitTypes: schedule.visitTypes, setAt } },
  { type: 'BookingPolicySet', data: { doctorId, policy: schedule.policy, setAt } },
];

/** Dr Ana with her account, her profile and her schedule. */
export const drAna = [
  registered(0, { userId: accountOf(ana), role: 'DOCTOR', name: 'Ana Júlia Araújo', email: 'ana@example.org' }),
  onboarded(),
  ...scheduled(),
];
/** A patient with the account that looks after them. */
export const person = (n = 1) => [registered(n), added(n)];
