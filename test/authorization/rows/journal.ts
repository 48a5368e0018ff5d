import type { Row } from '../row.ts';

export const journalRows: Readonly<Record<string, Row>> = {
  listEvents: {
    about: async ({ appointmentOf, house }, owner) => ({
      query: { subject: (await appointmentOf(owner, house)).appointmentId, type: 'AppointmentConfirmed' },
    }),
  },
  replayDay: {
    about: async ({ appointmentOf, house }, owner) => {
      const { doctorId, date } = await appointmentOf(owner, house);
      return { params: { doctorId, date }, query: { at: '0' } };
    },
    names: ['doctorId'],
    reach: { ADMIN: 'all', AUDITOR: 'all' },
  },
  exportEvidence: {
    about: async ({ appointmentOf, house }, owner) => ({
      params: { appointmentId: (await appointmentOf(owner, house)).appointmentId },
    }),
    names: ['appointmentId'],
    reach: { ADMIN: 'all', AUDITOR: 'all' },
  },
};
