import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import * as clinic from '../spec/clinic.ts';
import { invitationOf } from '../spec/invitations.ts';
import { type Service, startService } from '../spec/service.ts';

describe('Letting others in, and shutting them out', () => {
  let service: Service;
  before(async () => {
    service = await startService();
  });
  after(() => service.stop());

  const password = 'a long enough secret';
  const address = () => `ines.${randomUUID()}@example.com`;
  const admin = () => service.person('ADMIN');
  const invite = (userId: string, body: object) => service.ask('PUT', `/invitations/${userId}`, { as: admin(), body });
  const signIn = (email: string) => service.ask('POST', '/sessions', { body: { email, password } });
  const send = (userId: string, what: 'deactivation' | 'reactivation', as = admin()) =>
    service.ask('POST', `/users/${userId}/${what}`, { as });
  const sameBut = ({ correlationId: _, ...body }: Record<string, unknown>) => body;

  const accept = async (userId: string, changes: object = {}) => {
    const { requestId, proof } = await invitationOf(service, userId);
    return service.ask('POST', `/invitations/${requestId}/acceptance`, {
      body: { userId, proof, password, ...changes },
    });
  };

  it('invites an auditor, who chooses a password once and signs in', async () => {
    const [userId, body] = [randomUUID(), { email: address(), name: 'Ines Reis', role: 'AUDITOR' }];
    expect([(await invite(userId, body)).status, (await invite(userId, body)).status]).to.deep.equal([201, 200]);
    expect((await signIn(body.email)).status).to.equal(401);
    expect((await accept(userId, { proof: 'x'.repeat(43) })).body.code).to.equal('link-used-up');
    expect((await accept(userId)).status).to.equal(200);
    const again = await accept(userId);
    expect([again.status, again.body.code]).to.deep.equal([409, 'link-used-up']);
    expect((await signIn(body.email)).body.user).to.deep.equal({ userId, role: 'AUDITOR', name: 'Ines Reis' });
  });

  it('invites a doctor who is onboarded without a password', async () => {
    const doctorId = randomUUID();
    const body = clinic.onboarding({ account: { email: address(), name: 'Dr Ana Lima' } });
    const onboard = () => service.ask('PUT', `/doctors/${doctorId}`, { as: admin(), body });
    expect([(await onboard()).status, (await onboard()).status]).to.deep.equal([201, 200]);
    expect((await accept(doctorId)).status).to.equal(200);
    expect((await signIn(body.account.email)).body.user).to.deep.include({ role: 'DOCTOR' });
    expect((await onboard()).status).to.equal(200);
  });

  it('invites nobody under the address of another account', async () => {
    const body = { email: address(), name: 'Ines Reis', role: 'ADMIN' };
    await invite(randomUUID(), body);
    expect((await invite(randomUUID(), body)).body.code).to.equal('email-taken');
  });

  it('shuts somebody out, who cannot tell it from a wrong password, and ends their sessions', async () => {
    const [userId, email] = [randomUUID(), address()];
    await service.ask('PUT', `/users/${userId}`, { body: { email, name: 'Mia Silva', password } });
    const cookie = /careconnect-refresh=[^;]*/.exec((await signIn(email)).headers.get('set-cookie') ?? '')?.[0] ?? '';
    for (const _ of [1, 2]) expect((await send(userId, 'deactivation')).status).to.equal(200);
    const [refused, unknown] = [await signIn(email), await signIn(address())];
    expect(refused.status).to.equal(401);
    expect(sameBut(refused.body)).to.deep.equal(sameBut(unknown.body));
    const refreshed = await service.ask('POST', '/sessions/refresh', {
      key: randomUUID(),
      headers: { Cookie: cookie },
    });
    expect(refreshed.status).to.equal(401);
    expect((await send(userId, 'reactivation')).status).to.equal(200);
    expect((await signIn(email)).status).to.equal(200);
    const old = await service.ask('POST', '/sessions/refresh', { key: randomUUID(), headers: { Cookie: cookie } });
    expect(old.status).to.equal(401);
  });

  it('lets no link in once the account is shut', async () => {
    const userId = randomUUID();
    await invite(userId, { email: address(), name: 'Ines Reis', role: 'AUDITOR' });
    await send(userId, 'deactivation');
    expect((await accept(userId)).status).to.equal(409);
    await send(userId, 'reactivation');
    expect((await accept(userId)).status).to.equal(200);
  });

  it('shuts nobody out by themselves, and finds no account that is none', async () => {
    const [userId, body] = [randomUUID(), { email: address(), name: 'Ines Reis', role: 'ADMIN' }];
    await invite(userId, body);
    const own = await send(userId, 'deactivation', service.person('ADMIN', userId));
    expect([own.status, own.body.code]).to.deep.equal([409, 'own-account']);
    expect((await send(randomUUID(), 'deactivation')).status).to.equal(404);
  });
});
