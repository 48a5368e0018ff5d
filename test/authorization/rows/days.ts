import { randomUUID } from 'node:crypto';
import { key, type Row, withBody } from '../row.ts';
import { type Account, type Appointment, away, later, type Terms, type World, yesterday } from '../world.ts';
import { calendarOf, ownCalendar } from './clinic.ts';

const concerned = { PATIENT: 'own', DOCTOR: 'own', ADMIN: 'all' } as const;

const placeOf = ({ doctorId, date, appointmentId }: Appointment) => ({ doctorId, date, appointmentId });

type Situation = {
  date?: string;
  terms?: Terms;
  /** What happened to it before. */
  after?: readonly string[];
};

const about =
  ({ after = [], ...when }: Situation, body: object) =>
  async ({ appointmentOf, act, house }: World, owner: Account) => {
    const appointment = await appointmentOf(owner, house, when);
    for (const what of after) await act(what, appointment);
    return { params: placeOf(appointment), body };
  };

const byStaff = (situation: Situation, body: object = {}): Row => ({
  about: about(situation, body),
  names: ['appointmentId'],
  reach: ownCalendar,
});

const waiting = 'answered by hand, paid in advance';

export const dayRows: Readonly<Record<string, Row>> = {
  bookVisit: {
    about: async ({ patientOf, freeTime, house: { userId: doctorId } }, owner) => ({
      params: { doctorId, date: later },
      headers: key(),
      body: {
        patientId: await patientOf(owner),
        visitTypeId: doctorId,
        startsAt: freeTime(doctorId, later, 'before 20:00'),
      },
    }),
    otherwise: (filled) => withBody(filled, { notes: 'A cough' }),
  },
  cancelAppointment: {
    about: about({}, { reason: 'Feeling better' }),
    names: ['appointmentId'],
    reach: concerned,
  },
  acceptAppointment: byStaff({ terms: waiting }),
  rejectAppointment: byStaff({ terms: waiting }, { reason: 'Not my field' }),
  confirmAppointment: byStaff({ terms: waiting, after: ['acceptance'] }),
  checkInPatient: byStaff({ date: yesterday }),
  completeAppointment: byStaff({ date: yesterday }, { doctorNotes: 'Rest' }),
  noteNoShow: byStaff({ date: yesterday }),
  rescheduleAppointment: {
    about: async (world, owner) => {
      const appointment = await world.appointmentOf(owner, world.house);
      const startsAt = world.freeTime(appointment.doctorId, later, 'after 20:00');
      return { params: placeOf(appointment), body: { startsAt } };
    },
    names: ['appointmentId'],
    reach: concerned,
  },
  moveAppointment: {
    about: async (world, owner) => {
      const appointment = await world.appointmentOf(owner, world.house);
      const { doctorId } = appointment;
      const date = later.replace(/^\d{4}/, (year) => String(Number(year) + 1));
      const startsAt = world.freeTime(doctorId, date, 'before 20:00');
      return { params: placeOf(appointment), headers: key(), body: { doctorId, date, startsAt } };
    },
    names: ['appointmentId'],
    reach: concerned,
  },
  blockTime: {
    about: ({ house, freeTime }, owner) => {
      const doctorId = calendarOf(owner, house);
      const from = freeTime(doctorId, away, 'before 20:00').slice(11, 16);
      return {
        params: { doctorId, date: away, blockId: randomUUID() },
        body: { from, to: '24:00', appointments: 'keep' },
      };
    },
    names: ['doctorId'],
    reach: ownCalendar,
    otherwise: (filled) => withBody(filled, { to: '23:59' }),
  },
  unblockTime: {
    about: async ({ house, block }, owner) => {
      const doctorId = calendarOf(owner, house);
      return { params: { doctorId, date: away, blockId: await block(doctorId, away) }, body: {} };
    },
    names: ['doctorId'],
    // What is not blocked need not be unblocked, wherever.
    missing: { ADMIN: 200 },
    reach: ownCalendar,
  },
  listAppointments: {
    about: async ({ appointmentOf, house }, owner) => {
      const { doctorId, date } = await appointmentOf(owner, house);
      return { query: { doctorId, from: date, to: date, status: 'CONFIRMED' } };
    },
  },
  showAppointment: {
    about: async ({ appointmentOf, house }, owner) => ({
      params: { appointmentId: (await appointmentOf(owner, house)).appointmentId },
    }),
    names: ['appointmentId'],
    reach: { ...concerned, AUDITOR: 'all' },
  },
  showAppointmentHistory: {
    about: async ({ appointmentOf, house }, owner) => ({
      params: { appointmentId: (await appointmentOf(owner, house)).appointmentId },
    }),
    names: ['appointmentId'],
    reach: { ...concerned, AUDITOR: 'all' },
  },
  listPatientVisits: {
    about: async ({ appointmentOf, house }, owner) => ({
      params: { appointmentId: (await appointmentOf(owner, house)).appointmentId },
    }),
    names: ['appointmentId'],
    reach: ownCalendar,
  },
  showDays: {
    about: async ({ appointmentOf, house }, owner) => {
      const { doctorId, date } = await appointmentOf(owner, house);
      return { params: { doctorId }, query: { from: date, days: '7' } };
    },
    names: ['doctorId'],
    reach: ownCalendar,
  },
  showDay: {
    about: async ({ appointmentOf, house }, owner) => {
      const { doctorId, date } = await appointmentOf(owner, house);
      return { params: { doctorId, date } };
    },
    names: ['doctorId'],
    reach: ownCalendar,
  },
  showWeek: {
    about: async ({ appointmentOf, house }, owner) => {
      const { doctorId, date } = await appointmentOf(owner, house);
      return { params: { doctorId, date } };
    },
    names: ['doctorId'],
    reach: ownCalendar,
  },
  listRequests: {
    about: ({ house }, owner) => ({ params: { doctorId: calendarOf(owner, house) } }),
    names: ['doctorId'],
    reach: ownCalendar,
  },
};
