import { randomUUID } from 'node:crypto';
import { type Role, roles } from '@careconnect/domain/user/events.ts';
import { tokenIssuer } from '@careconnect/platform/auth/access-token.ts';
import { newSigningKey, signingKey } from '@careconnect/platform/auth/keys.ts';
import { createHttpApp } from '@careconnect/platform/http/app.ts';
import { silentLog } from '@careconnect/platform/logging/logger.ts';
import { expect } from 'chai';
import { accountRoutes } from './accounts/routes.ts';
import type { Parts } from './container.ts';
import { dayRoutes } from './days/routes.ts';
import { doctorRoutes } from './doctors/routes.ts';
import { patientRoutes } from './patients/routes.ts';
import { type Service, startService } from './spec/service.ts';

const who: Record<string, readonly Role[] | 'anyone'> = {
  'PUT /commands/users/:userId': 'anyone',
  'POST /commands/sessions': 'anyone',
  'PUT /commands/patients/:patientId': ['PATIENT', 'ADMIN'],
  'PUT /commands/doctors/:doctorId': ['ADMIN'],
  'PUT /commands/doctors/:doctorId/working-hours': ['ADMIN', 'DOCTOR'],
  'POST /commands/doctors/:doctorId/days/:date/appointments': ['PATIENT', 'ADMIN'],
  'POST /commands/doctors/:doctorId/days/:date/appointments/:appointmentId/cancellation': [
    'PATIENT',
    'DOCTOR',
    'ADMIN',
  ],
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
    return service.ask(method, filled, { as: token, body: { unknown: true }, key: randomUUID() });
  };

  it('is written down for every route there is', () => {
    const http = createHttpApp({ log: silentLog, ready: async () => ({}), authenticate: (_req, _res, next) => next() });
    const parts = { routes: http.routes } as Parts;
    for (const register of [accountRoutes, patientRoutes, doctorRoutes, dayRoutes]) register(parts);
    const registered = http.registered.map(({ method, path, roles }) => [`${method} ${path}`, roles]);
    expect(Object.fromEntries(registered)).to.deep.equal(who);
  });

  for (const [route, allowed] of Object.entries(who)) {
    it(`${route}: ${allowed === 'anyone' ? allowed : allowed.join(', ')}`, async () => {
      for (const role of roles) {
        const { status } = await ask(route, service.person(role));
        // The body is refused once the door is passed.
        expect(status, role).to.equal(allowed === 'anyone' || allowed.includes(role) ? 400 : 403);
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
