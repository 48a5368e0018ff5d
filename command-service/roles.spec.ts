import { randomUUID } from 'node:crypto';
import { type Role, roles } from '@careconnect/domain/user/events.ts';
import { tokenIssuer } from '@careconnect/platform/auth/access-token.ts';
import { newSigningKey, signingKey } from '@careconnect/platform/auth/keys.ts';
import { createHttpApp } from '@careconnect/platform/http/app.ts';
import { silentLog } from '@careconnect/platform/logging/logger.ts';
import { expect } from 'chai';
import type { Parts } from './container.ts';
import { registerRoutes } from './routes.ts';
import { type Service, startService } from './spec/service.ts';

const everybody = ['PATIENT', 'DOCTOR', 'ADMIN', 'AUDITOR'] as const;

const appointment = '/commands/doctors/:doctorId/days/:date/appointments/:appointmentId';
const who: Record<string, readonly Role[] | 'anyone'> = {
  'PUT /commands/users/:userId': 'anyone',
  'POST /commands/sessions': 'anyone',
  'POST /commands/sessions/refresh': 'anyone',
  'POST /commands/sessions/sign-out': 'anyone',
  'POST /commands/sessions/:sessionId/revocation': everybody,
  'GET /commands/.well-known/jwks.json': 'anyone',
  'POST /commands/me/email-verification': everybody,
  'POST /commands/email-verifications/:requestId': 'anyone',
  'POST /commands/password-resets': 'anyone',
  'POST /commands/password-resets/:requestId': 'anyone',
  'POST /commands/me/password': everybody,
  'POST /commands/me/second-factor': everybody,
  'POST /commands/me/second-factor/confirmation': everybody,
  'POST /commands/me/second-factor/removal': everybody,
  'PUT /commands/me/letter-preferences': everybody,
  'POST /commands/me/calendar-feed': ['PATIENT', 'DOCTOR', 'ADMIN'],
  'POST /commands/me/calendar-feed/revocation': ['PATIENT', 'DOCTOR', 'ADMIN'],
  'POST /commands/declined-letters': 'anyone',
  'PUT /commands/letters/:letterId/resends/:resendId': ['ADMIN'],
  'PUT /commands/invitations/:userId': ['ADMIN'],
  'POST /commands/invitations/:requestId/acceptance': 'anyone',
  'POST /commands/users/:userId/deactivation': ['ADMIN'],
  'POST /commands/users/:userId/reactivation': ['ADMIN'],
  'PUT /commands/patients/:patientId': ['PATIENT', 'ADMIN'],
  'POST /commands/patients/:patientId/details': ['PATIENT', 'ADMIN'],
  'POST /commands/patients/:patientId/removal': ['PATIENT', 'ADMIN'],
  'POST /commands/feedback': 'anyone',
  'POST /commands/doctors/:doctorId/days/:date/appointments/:appointmentId/rating': ['PATIENT', 'ADMIN'],
  'POST /commands/me/erasure': ['PATIENT', 'DOCTOR', 'AUDITOR'],
  'POST /commands/users/:userId/erasure': ['ADMIN'],
  'POST /commands/users/by-email': ['ADMIN'],
  'POST /commands/contacts/erasure': ['ADMIN'],
  'POST /commands/payments/:paymentId/page': ['PATIENT', 'ADMIN'],
  'POST /commands/payments/:paymentId/refund': ['ADMIN'],
  'POST /commands/payments/notices': 'anyone',
  'PUT /commands/backups/:backupId': ['ADMIN'],
  'PUT /commands/doctors/:doctorId': ['ADMIN'],
  'PUT /commands/doctors/:doctorId/profile': ['ADMIN', 'DOCTOR'],
  'PUT /commands/doctors/:doctorId/working-hours': ['ADMIN', 'DOCTOR'],
  'POST /commands/doctors/:doctorId/working-hours/:date/removal': ['ADMIN', 'DOCTOR'],
  'PUT /commands/doctors/:doctorId/zone': ['ADMIN', 'DOCTOR'],
  'PUT /commands/doctors/:doctorId/holidays': ['ADMIN', 'DOCTOR'],
  'PUT /commands/doctors/:doctorId/holidays/:date': ['ADMIN', 'DOCTOR'],
  'PUT /commands/doctors/:doctorId/absences/:absenceId': ['DOCTOR', 'ADMIN'],
  'POST /commands/doctors/:doctorId/absences/:absenceId/removal': ['DOCTOR', 'ADMIN'],
  'POST /commands/doctors/:doctorId/days/:date/appointments': ['PATIENT', 'ADMIN'],
  'PUT /commands/doctors/:doctorId/policy': ['ADMIN', 'DOCTOR'],
  'PUT /commands/doctors/:doctorId/visit-types': ['ADMIN', 'DOCTOR'],
  [`POST ${appointment}/cancellation`]: ['PATIENT', 'DOCTOR', 'ADMIN'],
  [`POST ${appointment}/move`]: ['PATIENT', 'DOCTOR', 'ADMIN'],
  [`PUT ${appointment}/time`]: ['PATIENT', 'DOCTOR', 'ADMIN'],
  ...Object.fromEntries(
    ['acceptance', 'rejection', 'confirmation', 'check-in', 'completion', 'no-show'].map((what) => [
      `POST ${appointment}/${what}`,
      ['DOCTOR', 'ADMIN'],
    ]),
  ),
  'PUT /commands/doctors/:doctorId/days/:date/blocks/:blockId': ['DOCTOR', 'ADMIN'],
  'POST /commands/doctors/:doctorId/days/:date/blocks/:blockId/removal': ['DOCTOR', 'ADMIN'],
};

/** What is answered beyond the door; where nothing is said, the body is refused. */
const beyond: Record<string, number> = {
  'POST /commands/sessions/refresh': 401,
  'POST /commands/sessions/sign-out': 200,
  'POST /commands/me/email-verification': 404,
  'POST /commands/me/second-factor': 404,
  'POST /commands/me/calendar-feed': 404,
  'POST /commands/me/calendar-feed/revocation': 404,
  'POST /commands/users/:userId/deactivation': 404,
  'POST /commands/users/:userId/reactivation': 404,
  'POST /commands/users/:userId/erasure': 404,
  'POST /commands/sessions/:sessionId/revocation': 404,
  'GET /commands/.well-known/jwks.json': 200,
  'POST /commands/patients/:patientId/removal': 404,
};

describe('Who may send which command', () => {
  let service: Service;
  before(async () => {
    service = await startService();
  });
  after(() => service.stop());

  const ask = (route: string, as?: { token: string } | string) => {
    const [method = '', path = ''] = route.split(' ');
    const filled = path
      .replace('/commands', '')
      .replace(':date', '2026-11-24')
      .replace(/:\w+Id/g, () => randomUUID());
    const token = typeof as === 'object' ? as.token : as;
    const body = method === 'GET' ? undefined : { unknown: true };
    return service.ask(method, filled, { as: token, body, key: randomUUID() });
  };

  it('is written down for every route there is', () => {
    const http = createHttpApp({ log: silentLog, ready: async () => ({}), authenticate: (_req, _res, next) => next() });
    const parts = { routes: http.routes } as Parts;
    registerRoutes(parts);
    const registered = http.registered.map(({ method, path, roles }) => [`${method} ${path}`, roles]);
    expect(Object.fromEntries(registered)).to.deep.equal(who);
  });

  for (const [route, allowed] of Object.entries(who)) {
    it(`${route}: ${allowed === 'anyone' ? allowed : allowed.join(', ')}`, async () => {
      for (const role of roles) {
        const { status } = await ask(route, service.person(role));
        expect(status, role).to.equal(allowed === 'anyone' || allowed.includes(role) ? (beyond[route] ?? 400) : 403);
      }
    });

    if (allowed !== 'anyone')
      it(`${route}: nobody without a token that is ours`, async () => {
        for (const token of [undefined, 'x.y.z', signedByAnother(service)])
          expect((await ask(route, token)).status).to.equal(401);
      });
  }
});

/** A token that is right in everything but the key that signed it. */
const signedByAnother = (service: Service): string => {
  const { kid } = JSON.parse(service.environment.TOKEN_PRIVATE_KEY) as { kid: string };
  const issue = tokenIssuer({ issuer: 'careconnect', audience: 'careconnect' }, signingKey(newSigningKey(kid)));
  return issue({ userId: randomUUID(), role: 'ADMIN' }).token;
};
