import { randomUUID } from 'node:crypto';
import { userId as asUserId } from '@careconnect/domain/ids.ts';
import { userStream } from '@careconnect/domain/streams.ts';
import { readConfig } from '@careconnect/platform/config/config.ts';
import { silentLog } from '@careconnect/platform/logging/logger.ts';
import { until } from '@careconnect/test/support/until.ts';
import { hash } from '@node-rs/argon2';
import { expect } from 'chai';
import { contextOf } from '../command-context.ts';
import { type Parts, wire } from '../container.ts';
import { settings } from '../settings.ts';
import * as clinic from '../spec/clinic.ts';
import { type Service, startService } from '../spec/service.ts';
import { signingIn } from './sign-in.ts';

const password = 'a long enough secret';
const newEmail = () => `mia.${randomUUID()}@example.com`;

describe('Signing in', () => {
  let service: Service;
  let parts: Parts;
  before(async () => {
    service = await startService();
    parts = wire(readConfig(settings, service.environment), silentLog);
  });
  after(async () => {
    await parts.freshness.close();
    await parts.store.close();
    await parts.pool.end();
    await service.stop();
  });

  const context = () => {
    const requestId = randomUUID();
    return contextOf({ actor: undefined, requestId, correlationId: requestId }, parts.clock());
  };
  const register = async () => {
    const [userId, email] = [randomUUID(), newEmail()];
    await service.ask('PUT', `/users/${userId}`, { body: { email, name: 'Mia Silva', password } });
    return { userId, email };
  };

  it('does the same work whether the address is unknown, the password wrong, none chosen yet, or the account shut', async () => {
    const steps: string[] = [];
    const { users, emails, passwords, throttle, emailHash, sessionLife, secondFactors, log } = parts;
    const signIn = signingIn({
      ...{ emailHash, sessionLife, secondFactors, log },
      users: {
        ...users,
        load: (stream, how) => {
          steps.push(`looks at the account, ${JSON.stringify(how)}`);
          return users.load(stream, how);
        },
      },
      emails: {
        ...emails,
        load: (stream, how) => {
          steps.push(`looks at the address, ${JSON.stringify(how)}`);
          return emails.load(stream, how);
        },
      },
      passwords: {
        ...passwords,
        matches: (typed, known) => {
          steps.push('hashes');
          return passwords.matches(typed, known);
        },
      },
      throttle: {
        ...throttle,
        try: (trying) => {
          steps.push('counts');
          return throttle.try(trying);
        },
      },
    });
    const [known, shut, invited] = [await register(), await register(), newEmail()];
    const as = service.person('ADMIN');
    await service.ask('POST', `/users/${shut.userId}/deactivation`, { as });
    const invitation = { email: invited, name: 'Ines Reis', role: 'AUDITOR' };
    await service.ask('PUT', `/invitations/${randomUUID()}`, { as, body: invitation });
    const workFor = async (email: string, typed: string) => {
      steps.splice(0);
      const from = { address: '203.0.113.9', device: 'Firefox', network: '203.0.113.0/24' };
      const outcome = await signIn({ email, password: typed }, from, context()).then(
        () => 'in',
        ({ status, code }: { status: number; code: string }) => `${status} ${code}`,
      );
      return [outcome, ...steps];
    };
    const forUnknown = await workFor(newEmail(), password);
    expect(forUnknown).to.deep.equal([
      '401 bad-credentials',
      'counts',
      'looks at the address, {"fresh":true}',
      'looks at the account, {"fresh":true}',
      'hashes',
    ]);
    expect(await workFor(known.email, 'not it at all')).to.deep.equal(forUnknown);
    expect(await workFor(invited, password)).to.deep.equal(forUnknown);
    expect(await workFor(shut.email, password)).to.deep.equal(forUnknown);
  });

  it('hashes the password anew where it was hashed at less than today’s cost, once', async () => {
    const { userId, email } = await register();
    const stream = userStream(asUserId(userId));
    const hashOf = async () => {
      const { state } = await parts.users.load(stream, { fresh: true });
      return state.is === 'Registered' ? (state.passwordHash ?? '') : '';
    };
    const cheap = await hash(password, { algorithm: 2, memoryCost: 4_096, timeCost: 1, parallelism: 1 });
    const command = { is: 'RehashPassword', from: await hashOf(), passwordHash: cheap, at: parts.clock() } as const;
    await parts.users.handle(stream, command, context());
    const signIn = () => service.ask('POST', '/sessions', { body: { email, password } });
    expect((await signIn()).status).to.equal(200);
    await until('it is hashed anew', async () => (await hashOf()).startsWith('$argon2id$v=19$m=19456,t=2,p=1$'));
    const hardened = await hashOf();
    expect((await signIn()).status).to.equal(200);
    expect(await hashOf()).to.equal(hardened);
  });

  it('does not starve bookings, however many try at once', async () => {
    const [doctor, patient] = [await clinic.onboard(service), await clinic.addPatient(service)];
    let waiting = 70;
    const tries = Array.from({ length: waiting }, async () => {
      const answer = await service.ask('POST', '/sessions', { body: { email: newEmail(), password } });
      waiting -= 1;
      return answer;
    });
    expect((await clinic.book(service, doctor, patient)).status).to.equal(201);
    expect(waiting).to.be.greaterThan(0);
    for (const { status, body, headers } of await Promise.all(tries)) {
      expect([status, body.code]).to.be.deep.oneOf([
        [401, 'bad-credentials'],
        [503, 'busy'],
      ]);
      if (status === 503) expect(headers.get('Retry-After')).to.equal('2');
    }
  });
});
