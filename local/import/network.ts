import type { Weekday } from '@careconnect/domain/doctor/events.ts';
import { defaultPolicy, noBuffers, type Schedule } from '@careconnect/domain/doctor/schedule.ts';
import { type DoctorId, doctorId, type PatientId, patientId, visitTypeId } from '@careconnect/domain/ids.ts';
import { v5 } from 'uuid';

/** What becomes of a network of clinics in our terms: always the same, so that asking again is quiet. */
export const namespace = '9f3d6c1e-0c4b-5d0a-8f43-6f1a0b2c7d55';
export const zone = 'America/Sao_Paulo';

const idOf = (name: string): string => v5(name, namespace);

/** The doctors of a clinic are counted from 0. */
export const doctorIdOf = (clinic: string, doctor: number): DoctorId => doctorId(idOf(`doctor ${doctor} of ${clinic}`));
export const patientIdOf = (patientKey: string): PatientId => patientId(idOf(`patient ${patientKey}`));
export const visit = visitTypeId(idOf('visit'));

const free = { amount: '0.00', currency: 'BRL' };
const weekdays: readonly Weekday[] = [1, 2, 3, 4, 5, 6];

/** Open while the network's patients ask for visits on the same day: from Monday to Saturday, 07:00 to 21:00. */
export const scheduleOf = (doctor: DoctorId): Schedule => ({
  doctorId: doctor,
  zone,
  windows: weekdays.map((weekday) => ({ weekday, from: '07:00', to: '21:00' })),
  gridMinutes: 20,
  visitTypes: [{ visitTypeId: visit, name: 'Visit', minutes: 20, ...noBuffers, fee: free }],
  policy: { ...defaultPolicy, minimumNoticeMinutes: 0, maximumDaysAhead: 730, cancellationCutOffMinutes: 24 * 60 },
});

/** What the public API takes to onboard a doctor of a clinic. The password is nobody's: the account is there to be taken over. */
export const onboardingOf = (clinic: string, doctor: number, password: string): object => {
  const { doctorId: id, ...schedule } = scheduleOf(doctorIdOf(clinic, doctor));
  return {
    account: { email: `${id}@import.careconnect.example`, name: `Dr. ${letter(doctor)}, ${clinic}`, password },
    profile: {
      specialization: 'General practice',
      startedYear: 2015,
      consultationFee: free,
      about: `Sees the patients of ${clinic}.`,
      image: '',
      degree: '',
      address: clinic,
    },
    ...schedule,
  };
};

/** A, B, ... Z, AA, AB, ... */
const letter = (n: number): string =>
  (n < 26 ? '' : letter(Math.floor(n / 26) - 1)) + String.fromCharCode(65 + (n % 26));
