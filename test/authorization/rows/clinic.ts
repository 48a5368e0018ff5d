import { randomUUID } from 'node:crypto';
import { type Row, withBody } from '../row.ts';
import { absence, harmless, inDays, newEmail, onboarding, patient, policyOf, visitTypesOf, windows } from '../world.ts';

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
  changeDoctorProfile: {
    about: ({ house }, owner) => {
      const doctorId = calendarOf(owner, house);
      const { profile } = onboarding(doctorId, { email: newEmail(), name: 'Dr Ana Lima' });
      return { params: { doctorId }, body: { ...profile, about: `Hearts, ${another()}.` } };
    },
    names: ['doctorId'],
    reach: ownCalendar,
  },
  setWorkingHours: {
    about: ({ house }, owner) => ({
      params: { doctorId: calendarOf(owner, house) },
      // Open whenever anybody books.
      body: { windows: windows.map((window) => ({ ...window, to: `23:${10 + (another() % 50)}` })) },
    }),
    names: ['doctorId'],
    reach: ownCalendar,
  },
  withdrawWorkingHours: {
    about: async ({ house, planHours }, owner) => {
      const doctorId = calendarOf(owner, house);
      return { params: { doctorId, date: await planHours(doctorId, inDays(500 + another())) }, body: {} };
    },
    names: ['doctorId'],
    reach: ownCalendar,
  },
  setZone: {
    about: ({ house }, owner) => ({
      params: { doctorId: calendarOf(owner, house) },
      // Every hour of the earth in turn, on a day that nobody else asks for.
      body: { zone: `Etc/GMT-${another() % 14}`, validFrom: inDays(710) },
    }),
    names: ['doctorId'],
    reach: ownCalendar,
  },
  setHolidays: {
    about: ({ house }, owner) => ({
      params: { doctorId: calendarOf(owner, house) },
      body: { country: harmless[another() % harmless.length] },
    }),
    names: ['doctorId'],
    reach: ownCalendar,
  },
  setHolidayWork: {
    about: async ({ house, workedHoliday }, owner) => {
      const doctorId = calendarOf(owner, house);
      return { params: { doctorId, date: await workedHoliday(doctorId) }, body: { works: false } };
    },
    names: ['doctorId'],
    reach: ownCalendar,
  },
  planAbsence: {
    about: ({ house }, owner) => ({
      params: { doctorId: calendarOf(owner, house), absenceId: randomUUID() },
      body: absence,
    }),
    names: ['doctorId'],
    reach: ownCalendar,
    otherwise: (filled) => withBody(filled, { to: '08:10' }),
  },
  withdrawAbsence: {
    about: async ({ house, absence }, owner) => {
      const doctorId = calendarOf(owner, house);
      return { params: { doctorId, absenceId: await absence(doctorId) }, body: {} };
    },
    names: ['doctorId', 'absenceId'],
    reach: ownCalendar,
  },
  showSchedule: {
    about: ({ house }, owner) => ({ params: { doctorId: calendarOf(owner, house) } }),
    names: ['doctorId'],
    reach: ownCalendar,
  },
  listBlockedTime: {
    about: async ({ house, absence }, owner) => {
      const doctorId = calendarOf(owner, house);
      await absence(doctorId);
      return { params: { doctorId } };
    },
    names: ['doctorId'],
    reach: ownCalendar,
  },
  listCountries: {},
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
  watch: {},
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
