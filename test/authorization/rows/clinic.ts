import { randomUUID } from 'node:crypto';
import { type Row, withBody } from '../row.ts';
import { newEmail, onboarding, patient, policyOf, visitTypesOf, windows } from '../world.ts';

export const ownCalendar = { DOCTOR: 'own', ADMIN: 'all' } as const;
const ownFamily = { PATIENT: 'own', ADMIN: 'all' } as const;

/** The owner's calendar if that is a doctor, else the house doctor's. */
export const calendarOf = (owner: { role: string; userId: string }, house: { userId: string }): string =>
  owner.role === 'DOCTOR' ? owner.userId : house.userId;

let changes = 0;
/** Never twice the same, so that there is something to change. */
const another = (): number => {
  changes += 1;
  return changes;
};

export const clinicRows: Readonly<Record<string, Row>> = {
  addPatient: {
    about: () => ({ params: { patientId: randomUUID() }, body: patient }),
    otherwise: (filled) => withBody(filled, { firstName: 'Maya' }),
  },
  changePatientDetails: {
    about: async ({ patientOf }, owner) => ({
      params: { patientId: await patientOf(owner) },
      body: { ...patient, firstName: 'Maya' },
    }),
    names: ['patientId'],
    reach: ownFamily,
  },
  removePatient: {
    about: async ({ patientOf }, owner) => ({ params: { patientId: await patientOf(owner) } }),
    names: ['patientId'],
    reach: ownFamily,
  },

  onboardDoctor: {
    about: () => {
      const doctorId = randomUUID();
      return { params: { doctorId }, body: onboarding(doctorId, { email: newEmail(), name: 'Dr Ana Lima' }) };
    },
    otherwise: (filled) => withBody(filled, { gridMinutes: 10 }),
  },
  setWorkingHours: {
    about: ({ house }, owner) => ({
      params: { doctorId: calendarOf(owner, house) },
      body: { windows: windows.slice(another() % 2) },
    }),
    names: ['doctorId'],
    reach: ownCalendar,
  },
  setBookingPolicy: {
    about: ({ house }, owner) => ({
      params: { doctorId: calendarOf(owner, house) },
      body: { ...policyOf('confirmed at once'), maximumDaysAhead: 400 + another() },
    }),
    names: ['doctorId'],
    reach: ownCalendar,
  },
  setVisitTypes: {
    about: ({ house }, owner) => {
      const doctorId = calendarOf(owner, house);
      const more = {
        visitTypeId: randomUUID(),
        name: `Visit ${another()}`,
        minutes: 10,
        fee: { amount: '1.00', currency: 'BRL' },
      };
      return { params: { doctorId }, body: { gridMinutes: 5, visitTypes: [...visitTypesOf(doctorId), more] } };
    },
    names: ['doctorId'],
    reach: ownCalendar,
  },

  findDoctors: { about: () => ({ query: { text: 'ana', sort: 'next-free' } }) },
  listSpecializations: {},
  listLanguages: {},
  showDoctor: { about: ({ house }) => ({ params: { doctorId: house.userId } }), names: ['doctorId'] },
  listSlots: {
    about: ({ house: { userId } }) => ({ params: { doctorId: userId }, query: { visitTypeId: userId, days: '1' } }),
    names: ['doctorId'],
  },

  showMe: {},
  listMyPatients: {
    about: async ({ patientOf }, owner) => {
      await patientOf(owner);
      return {};
    },
  },
  listMySessions: {
    about: async ({ signIn }, owner) => {
      await signIn(owner);
      return {};
    },
  },
  listMyPayments: {
    about: async ({ paymentOf, house }, owner) => {
      await paymentOf(owner, house);
      return {};
    },
  },
  listMyAppointments: {
    about: async ({ appointmentOf, house }, owner) => {
      await appointmentOf(owner, house);
      return { query: { when: 'upcoming' } };
    },
  },
};
