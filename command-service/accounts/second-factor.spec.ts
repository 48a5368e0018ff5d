import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { Secret, TOTP } from 'otpauth';
import { invitationOf } from '../spec/invitations.ts';
import { admin, type Service, startService } from '../spec/service.ts';

describe('The second factor', () => {
  let service: Service;
  before(async () => {
    service = await startService({ REQUIRE_SECOND_FACTOR: 'true' });
  });
  after(() => service.stop());

  const password = 'a long enough secret';
  /** The code of the half-minute that lies so many away from now. */
  const codeOf = (secret: string, steps = 0) =>
    new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + steps * 30_000 });
  const signIn = (email: string, code?: string) =>
    service.ask('POST', '/sessions', { body: { email, password, ...(code ? { code } : {}) } });
  const offered = (body: Record<string, unknown>) => body.offer as { secret: string; uri: string };

  const patient = async () => {
    const [userId, email] = [randomUUID(), `mia.${randomUUID()}@example.com`];
    await service.ask('PUT', `/users/${userId}`, { body: { email, name: 'Mia Silva', password } });
    const as = String((await signIn(email)).body.accessToken);
    const mine = (path: string, body: object = {}) => service.ask('POST', `/me/second-factor${path}`, { as, body });
    return { userId, email, mine };
  };
  const enrolled = async () => {
    const account = await patient();
    const { secret } = (await account.mine('')).body as { secret: string };
    const { status, body } = await account.mine('/confirmation', { code: codeOf(secret, -1) });
    expect(status).to.equal(200);
    return { ...account, secret, recoveryCodes: body.recoveryCodes as string[] };
  };

  it('is demanded of an admin, who sets it up on the way in', async () => {
    const first = await signIn(admin.email);
    expect([first.status, first.body.code]).to.deep.equal([401, 'second-factor-to-set-up']);
    const { secret, uri } = offered(first.body);
    expect(uri).to.match(/^otpauth:\/\/totp\/CareConnect/);
    expect(offered((await signIn(admin.email)).body).secret).to.equal(secret);
    expect((await signIn(admin.email, '000000')).body.code).to.equal('code-not-good');
    const entered = await signIn(admin.email, codeOf(secret));
    expect(entered.status).to.equal(200);
    expect(entered.body.recoveryCodes).to.have.lengthOf(10);
    expect((await signIn(admin.email)).body.code).to.equal('code-needed');
    const next = await signIn(admin.email, codeOf(secret, 1));
    expect([next.status, next.body.recoveryCodes]).to.deep.equal([200, undefined]);
  });

  it('is demanded of an auditor too', async () => {
    const [userId, email] = [randomUUID(), `ines.${randomUUID()}@example.com`];
    const body = { email, name: 'Ines Reis', role: 'AUDITOR' };
    await service.ask('PUT', `/invitations/${userId}`, { as: service.person('ADMIN'), body });
    const { requestId, proof } = await invitationOf(service, userId);
    await service.ask('POST', `/invitations/${requestId}/acceptance`, { body: { userId, proof, password } });
    const first = await signIn(email);
    expect([first.status, first.body.code]).to.deep.equal([401, 'second-factor-to-set-up']);
    expect((await signIn(email, codeOf(offered(first.body).secret))).status).to.equal(200);
    expect((await signIn(email)).body.code).to.equal('code-needed');
  });

  it('tells nobody who does not know the password that it is there', async () => {
    const { email } = await enrolled();
    const wrong = await service.ask('POST', '/sessions', { body: { email, password: 'not it at all' } });
    expect(wrong.body.code).to.equal('bad-credentials');
  });

  it('is everybody else’s choice, and then asked for', async () => {
    const { email, secret } = await enrolled();
    expect((await signIn(email)).body.code).to.equal('code-needed');
    expect((await signIn(email, codeOf(secret))).status).to.equal(200);
  });

  it('takes each code once, however many try it at once', async () => {
    const { email, secret } = await enrolled();
    const code = codeOf(secret);
    const answers = await Promise.all([1, 2, 3].map(() => signIn(email, code)));
    expect(answers.map(({ status }) => status).sort()).to.deep.equal([200, 401, 401]);
    expect((await signIn(email, codeOf(secret, -1))).status).to.equal(401);
  });

  it('takes each recovery code once, however it is typed', async () => {
    const { email, recoveryCodes } = await enrolled();
    const [first = '', second = ''] = recoveryCodes;
    expect((await signIn(email, first.toLowerCase().replace('-', ' '))).status).to.equal(200);
    expect((await signIn(email, first)).status).to.equal(401);
    expect((await signIn(email, second)).status).to.equal(200);
  });

  it('is removed by its owner with a code, but not by whoever needs it', async () => {
    const { email, secret, mine } = await enrolled();
    expect((await mine('/removal', { code: '000000' })).status).to.equal(401);
    expect((await mine('/removal', { code: codeOf(secret) })).status).to.equal(200);
    expect((await signIn(email)).status).to.equal(200);
  });

  it('stops who guesses codes', async () => {
    const { mine } = await patient();
    await mine('');
    const answers = [];
    for (let n = 0; n < 11; n += 1) answers.push((await mine('/confirmation', { code: '000000' })).status);
    expect(answers.at(-1)).to.equal(429);
  });

  it('lies in the log without its secret and its codes in clear', async () => {
    const { userId, secret, recoveryCodes } = await enrolled();
    const log = JSON.stringify(await service.eventsIn(`user-${userId}`));
    for (const text of [secret, ...recoveryCodes]) expect(log).not.to.contain(text);
  });
});
