import type { Row } from '../row.ts';

export const journalRows: Readonly<Record<string, Row>> = {
  listEvents: {
    about: async ({ appointmentOf, house }, owner) => ({
      query: { subject: (await appointmentOf(owner, house)).appointmentId, type: 'AppointmentConfirmed' },
    }),
  },
};
