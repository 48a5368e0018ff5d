import { randomUUID } from 'node:crypto';
import { type Row, withBody } from '../row.ts';
import { newEmail, password } from '../world.ts';

const noProof = 'x'.repeat(43);
const newAccount = () => ({ email: newEmail(), name: 'Mia Silva', password });

export const accountRows: Readonly<Record<string, Row>> = {
  register: {
    about: () => ({ params: { userId: randomUUID() }, body: newAccount() }),
    otherwise: (filled) => withBody(filled, { name: 'Somebody Else' }),
  },
  requestEmailVerification: {},
  verifyEmail: {
    about: async ({ account, linkOf }) => {
      const { userId } = await account('PATIENT');
      const { requestId, body } = await linkOf(userId, 'verification', 'EmailVerificationRequested');
      return { params: { requestId }, body };
    },
    names: ['requestId'],
    missing: 409,
  },
  requestPasswordReset: { about: (_, { email }) => ({ body: { email } }) },
  // Whoever is not told the proof hears the same about every account there is, and about none.
  resetPassword: {
    about: (_, { userId }) => ({ params: { requestId: randomUUID() }, body: { userId, proof: noProof, password } }),
    names: ['requestId'],
    own: 409,
    missing: 409,
  },
  setLetterPreferences: {
    about: async ({ account }, { role }) => ({
      as: await account(role),
      body: { language: 'de', reminders: [60], declined: [] },
    }),
  },
  showLetterPreferences: {},
  makeCalendarFeed: { about: async ({ account }, { role }) => ({ as: await account(role) }) },
  revokeCalendarFeed: { about: async ({ account }, { role }) => ({ as: await account(role) }) },
  showCalendarFeed: {},
  followCalendar: {
    about: async ({ account, ask }) => {
      const asked = { method: 'POST', path: '/commands/me/calendar-feed', as: await account('PATIENT') };
      return { params: { secret: (await ask(asked)).body.secret } };
    },
    names: ['secret'],
  },
  declineLetters: {
    about: (_, { userId }) => ({ query: { userId, kind: 'rating', proof: noProof } }),
    own: 409,
  },
  changePassword: { about: () => ({ body: { currentPassword: password, password } }) },
  inviteStaff: {
    about: () => ({
      params: { userId: randomUUID() },
      body: { email: newEmail(), name: 'Ines Reis', role: 'AUDITOR' },
    }),
    otherwise: (filled) => withBody(filled, { role: 'ADMIN' }),
  },
  acceptInvitation: {
    about: async ({ invited, linkOf }) => {
      const userId = randomUUID();
      await invited(userId, 'AUDITOR');
      const { requestId, body } = await linkOf(userId, 'invitation', 'UserInvited');
      return { params: { requestId }, body: { ...body, password } };
    },
    names: ['requestId'],
    missing: 409,
  },
  deactivateUser: {
    about: async ({ invited }) => {
      const userId = randomUUID();
      await invited(userId, 'AUDITOR');
      return { params: { userId } };
    },
    names: ['userId'],
    reach: { ADMIN: 'all' },
  },
  reactivateUser: {
    about: async ({ invited, ask, clerk }) => {
      const userId = randomUUID();
      await invited(userId, 'AUDITOR');
      await ask({ method: 'POST', path: `/commands/users/${userId}/deactivation`, as: clerk });
      return { params: { userId } };
    },
    names: ['userId'],
    reach: { ADMIN: 'all' },
  },
  showStatistics: { about: () => ({ query: { from: '2026-11-01', days: '30' } }) },
  showSystem: {},
  listMyLetters: {},
  listLetters: {},
  resendLetter: { about: () => ({ params: { letterId: randomUUID(), resendId: randomUUID() }, body: {} }) },
  listUsers: { about: () => ({ query: { role: 'DOCTOR' } }) },
  showUser: {
    about: async ({ account }) => ({ params: { userId: (await account('PATIENT')).userId } }),
    names: ['userId'],
    reach: { ADMIN: 'all' },
  },
};
