import type { Answer, Chapter } from '@careconnect/platform/openapi/described.ts';
import {
  id,
  instant,
  list,
  named,
  object,
  oneOf,
  optional,
  orNull,
  type Plain,
  type Shape,
  text,
} from '@careconnect/platform/openapi/shape.ts';
import { created, done, nothingMore } from '../answers.ts';
import type { Offer } from './second-factor.ts';
import type { SignedIn } from './session-life.ts';

const session = {
  accessToken: text('Sent as `Authorization: Bearer ...`.'),
  expiresAt: instant,
  sessionId: id,
  user: object({
    userId: id,
    role: text('One of the roles.'),
    name: orNull(text(), 'Null once the person is erased.'),
  }),
};
const newSession: Shape<Plain<SignedIn['answer']>> = object(session);
const recoveryCodes = list(text(), 'For the day the app is lost, each good once. They are never shown again.');

const signedIn = (means: string): Record<200, Answer> => ({
  200: { means, shape: named('Session', newSession), headers: ['Set-Cookie'] },
});

const publicKeys = object({
  keys: list(
    object({
      kty: oneOf('EC'),
      crv: oneOf('P-256'),
      x: text(),
      y: text(),
      kid: text('Which of them signed a token stands in its header.'),
      alg: oneOf('ES256'),
      use: oneOf('sig'),
    }),
  ),
});

export const offer: Shape<Plain<Offer>> = object({
  secret: text('Base32.'),
  uri: text('For an authenticator app, as a QR code.', { format: 'uri' }),
});

export const accountApi: Chapter = {
  title: 'Accounts',
  text: 'Registering, proving an e-mail address, passwords, and whom the clinic lets in.',
  routes: {
    'PUT /commands/users/:userId': {
      id: 'register',
      summary: 'Register as a patient',
      detail:
        'The caller chooses the id. An e-mail address belongs to one account. A letter asks to verify it. Asking again is quiet, and keeps the first password.',
      answers: created('The account is there', { userId: id }),
      refuses: ['email-taken', 'asked-differently', 'registration-abandoned', 'busy'],
    },
    'POST /commands/me/email-verification': {
      id: 'requestEmailVerification',
      summary: 'Ask for another letter that verifies the e-mail address',
      answers: done('A letter is under way, or the address is verified.'),
      refuses: ['user-not-found'],
    },
    'POST /commands/email-verifications/:requestId': {
      id: 'verifyEmail',
      summary: 'Follow the link of the letter',
      answers: done('The address is verified.'),
      refuses: ['link-used-up'],
    },
    'POST /commands/password-resets': {
      id: 'requestPasswordReset',
      summary: 'Ask for a letter that lets one choose a new password',
      detail: 'The answer, and the time it takes, are the same whether there is such an account or not.',
      answers: nothingMore('If there is such an account, a letter is under way.', 202),
      refuses: ['too-many-attempts'],
    },
    'POST /commands/password-resets/:requestId': {
      id: 'resetPassword',
      summary: 'Choose a new password by the link of the letter',
      detail: 'All sessions end.',
      answers: nothingMore('The password is changed.'),
      refuses: ['link-used-up', 'busy'],
    },
    'POST /commands/me/password': {
      id: 'changePassword',
      summary: 'Change the own password',
      detail: 'All sessions end, and a new one begins.',
      answers: signedIn('The password is changed, and a new session has begun.'),
      refuses: ['bad-credentials', 'password-changed', 'too-many-attempts', 'busy'],
    },
    'PUT /commands/invitations/:userId': {
      id: 'inviteStaff',
      summary: 'Invite an admin or an auditor',
      answers: created('The invitation is under way', { userId: id }),
      refuses: ['email-taken', 'asked-differently', 'registration-abandoned'],
    },
    'POST /commands/invitations/:requestId/acceptance': {
      id: 'acceptInvitation',
      summary: 'Accept an invitation by choosing a password',
      answers: nothingMore('The account is there.'),
      refuses: ['link-used-up', 'busy'],
    },
    'POST /commands/users/:userId/deactivation': {
      id: 'deactivateUser',
      summary: 'Shut an account out',
      detail: 'Its sessions end at the next refresh. A doctor keeps the visits there are, and gets no new ones.',
      answers: done('Nobody signs in to it.'),
      refuses: ['user-not-found', 'own-account'],
    },
    'POST /commands/users/:userId/reactivation': {
      id: 'reactivateUser',
      summary: 'Let an account in again',
      answers: done('Its holder may sign in.'),
      refuses: ['user-not-found'],
    },
  },
};

export const sessionApi: Chapter = {
  title: 'Sessions',
  text: 'Signing in and out. A session lives in a cookie that no script can read; access tokens are taken out of it.',
  routes: {
    'POST /commands/sessions': {
      id: 'signIn',
      summary: 'Sign in',
      detail:
        'An unknown address and a wrong password get the same answer. Where a second factor is set up, `code` is a code of the app or one for the day it is lost. Where the role demands one and none is set up, the first refusal offers a secret, and its first code sets it up.',
      answers: {
        200: {
          means: 'A session has begun.',
          shape: object({ ...session, recoveryCodes: optional(recoveryCodes) }),
          headers: ['Set-Cookie'],
        },
      },
      refuses: [
        'bad-credentials',
        'code-needed',
        'code-not-good',
        'second-factor-to-set-up',
        'too-many-attempts',
        'busy',
      ],
    },
    'POST /commands/sessions/refresh': {
      id: 'refreshSession',
      summary: 'Take the next access token out of the session',
      detail:
        'The cookie is replaced. One that was replaced before ends the whole session, unless the same key comes again.',
      answers: signedIn('The session goes on.'),
      refuses: ['session-over'],
      cookie: true,
    },
    'POST /commands/sessions/sign-out': {
      id: 'signOut',
      summary: 'Sign out',
      answers: {
        200: {
          means: 'The session of the cookie, if there was one, is over.',
          shape: object({}),
          headers: ['Set-Cookie'],
        },
      },
      cookie: true,
    },
    'POST /commands/sessions/:sessionId/revocation': {
      id: 'revokeSession',
      summary: 'End one of the own sessions',
      answers: done('It is over.'),
      refuses: ['session-not-found'],
    },
    'GET /commands/.well-known/jwks.json': {
      id: 'publicKeys',
      summary: 'The keys that access tokens are verified with',
      answers: {
        200: { means: 'A JWK set (RFC 7517).', shape: publicKeys, headers: ['Cache-Control'] },
      },
    },
    'POST /commands/me/calendar-feed': {
      id: 'makeCalendarFeed',
      summary: 'Make an address by which a calendar follows the own visits',
      detail: 'An address that was made before is good no more. Whoever has the address needs no account.',
      answers: created('There is a feed', {
        secret: text('The address is `/queries/calendars/{secret}.ics`. Never shown again.'),
      }),
      refuses: ['user-not-found'],
    },
    'POST /commands/me/calendar-feed/revocation': {
      id: 'revokeCalendarFeed',
      summary: 'Let no calendar follow the own visits any more',
      answers: done('The address is good no more.'),
      refuses: ['user-not-found'],
    },
    'POST /commands/me/second-factor': {
      id: 'beginSecondFactor',
      summary: 'Begin to set up a second factor',
      detail: 'It counts once a first code is confirmed. Asking again shows the same secret.',
      answers: { 200: { means: 'What the app is to be given.', shape: offer } },
      refuses: ['user-not-found', 'second-factor-enabled', 'code-not-good'],
    },
    'POST /commands/me/second-factor/confirmation': {
      id: 'enableSecondFactor',
      summary: 'Show the first code, from when on the second factor counts',
      answers: done('It counts from now on.', { recoveryCodes }),
      refuses: ['user-not-found', 'code-not-good', 'second-factor-enabled', 'too-many-attempts'],
    },
    'POST /commands/me/second-factor/removal': {
      id: 'removeSecondFactor',
      summary: 'Do without the second factor again',
      answers: done('There is none any more.'),
      refuses: ['user-not-found', 'code-not-good', 'second-factor-required', 'too-many-attempts'],
    },
  },
};
