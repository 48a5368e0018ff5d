import { key, type Row, withBody } from '../row.ts';
import { newEmail, password, yesterday } from '../world.ts';

const message = () => ({ headers: key(), body: { comments: 'The door is heavy.', email: newEmail(), name: 'Mia' } });

export const personalDataRows: Readonly<Record<string, Row>> = {
  submitFeedback: {
    about: message,
    otherwise: (filled) => withBody(filled, { comments: 'It is light.' }),
  },
  rateVisit: {
    about: async ({ appointmentOf, act, house }, owner) => {
      const appointment = await appointmentOf(owner, house, { date: yesterday });
      await act('completion', appointment);
      const { doctorId, date, appointmentId } = appointment;
      return { params: { doctorId, date, appointmentId }, body: { rating: 4, comments: 'Listens.' } };
    },
    names: ['appointmentId'],
    reach: { PATIENT: 'own', ADMIN: 'own' },
  },
  listMessages: {},

  eraseOwnAccount: { about: async ({ account }, { role }) => ({ as: await account(role), body: { password } }) },
  eraseUser: {
    about: async ({ account }) => ({ params: { userId: (await account('PATIENT')).userId } }),
    names: ['userId'],
    reach: { ADMIN: 'all' },
  },
  findUserByEmail: { about: (_, { email }) => ({ body: { email } }) },
  eraseContact: {
    about: async ({ ask }) => {
      const written = message();
      await ask({ method: 'POST', path: '/commands/feedback', ...written });
      return { body: { email: written.body.email } };
    },
  },
  exportOwnData: {},
  exportUserData: {
    about: async ({ account }) => ({ params: { userId: (await account('PATIENT')).userId } }),
    names: ['userId'],
    reach: { ADMIN: 'all' },
  },
};
