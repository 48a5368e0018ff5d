import { randomUUID } from 'node:crypto';
import { emailStream, userStream } from '@careconnect/domain/streams.ts';
import { proofsWith } from '@careconnect/platform/auth/proofs.ts';
import type { EventStore } from '@careconnect/platform/event-store/event-store.ts';
import { connectEventStore } from '@careconnect/platform/event-store/eventstoredb.ts';
import { until } from '@careconnect/test/support/until.ts';
import { expect } from 'chai';
import { type Service, startService } from '../spec/service.ts';
import { emailHashWith } from './email-hash.ts';

describe('Getting back into an account', () => {
  let service: Service;
  let store: EventStore;
  before(async () => {
    service = await startService();
    store = connectEventStore({ url: service.eventStore.url });
  });
  after(async () => {
    await store.close();
    await service.stop();
  });

  const password = 'a long enough secret';
  const next = 'another long secret';
  const address = () => `mia.${randomUUID()}@example.com`;
  const register = async (userId = randomUUID() as string, email = address()) => {
    const body = { email, name: 'Mia Silva', password };
    const { status, body: answer } = await service.ask('PUT', `/users/${userId}`, { body });
    return { userId, email, status, code: answer.code };
  };
  const signIn = async (email: string, secret = password) => {
    const { status, body, headers } = await service.ask('POST', '/sessions', { body: { email, password: secret } });
    const cookie = /careconnect-refresh=([^;]*)/.exec(headers.get('set-cookie') ?? '')?.[1];
    return { status, token: String(body.accessToken), cookie };
  };
  const refresh = async (cookie: string | undefined) => {
    const headers = { Cookie: `careconnect-refresh=${cookie}` };
    return (await service.ask('POST', '/sessions/refresh', { key: randomUUID(), headers })).status;
  };
  const eventsOf = async (stream: string) => {
    const events: { type: string; data: Record<string, unknown> }[] = [];
    for await (const { type, data } of store.readStream(stream)) events.push({ type, data: data as never });
    return events;
  };
  /** The newest event of this type, once there is one. */
  const letter = async (userId: string, type: string) => {
    const newest = async () => (await eventsOf(userStream(userId as never))).findLast((event) => event.type === type);
    await until(`there is ${type}`, async () => (await newest()) !== undefined);
    return await newest();
  };
  const proof = (what: string, userId: string, requestId: string) =>
    proofsWith(Buffer.from(service.environment.LETTER_KEY, 'base64')).of(what, userId, requestId);
  const resetBy = async (userId: string, secret = next) => {
    const requestId = String((await letter(userId, 'PasswordResetRequested'))?.data.requestId);
    const body = { userId, proof: proof('reset', userId, requestId), password: secret };
    return service.ask('POST', `/password-resets/${requestId}`, { body });
  };

  it('proves the address by the letter, quietly when the link is followed again', async () => {
    const { userId } = await register();
    const requestId = String((await letter(userId, 'EmailVerificationRequested'))?.data.requestId);
    const verify = (changes: object = {}) =>
      service.ask('POST', `/email-verifications/${requestId}`, {
        body: { userId, proof: proof('verification', userId, requestId), ...changes },
      });
    for (const forged of [
      { userId: randomUUID() },
      { proof: proof('reset', userId, requestId) },
      { proof: 'x'.repeat(43) },
    ])
      expect((await verify(forged)).body.code).to.equal('link-used-up');
    expect([(await verify()).status, (await verify()).status]).to.deep.equal([200, 200]);
  });

  it('sets a new password by the letter, once, and ends every session', async () => {
    const { userId, email } = await register();
    const { cookie } = await signIn(email);
    expect((await service.ask('POST', '/password-resets', { body: { email } })).status).to.equal(202);
    expect((await resetBy(userId)).status).to.equal(200);
    const again = await resetBy(userId);
    expect([again.status, again.body.code]).to.deep.equal([409, 'link-used-up']);
    expect([(await signIn(email)).status, (await signIn(email, next)).status]).to.deep.equal([401, 200]);
    expect(await refresh(cookie)).to.equal(401);
  });

  it('tells nobody whether there is such an account', async () => {
    const { email } = await register();
    const answers = [];
    for (const each of [email, address()])
      answers.push(await service.ask('POST', '/password-resets', { body: { email: each } }));
    expect(answers.map(({ status, body }) => [status, body])).to.deep.equal([
      [202, {}],
      [202, {}],
    ]);
  });

  it('writes no link into the log: neither its proof nor anything it could be made of', async () => {
    const { userId, email } = await register();
    await service.ask('POST', '/password-resets', { body: { email } });
    const { data } = (await letter(userId, 'PasswordResetRequested')) ?? { data: {} };
    expect(Object.keys(data)).to.have.members(['userId', 'requestId', 'requestedAt', 'expiresAt']);
  });

  it('changes the password of whoever knows it, and goes on in a new session alone', async () => {
    const { email } = await register();
    const { token, cookie } = await signIn(email);
    const change = (currentPassword: string, secret = next) =>
      service.ask('POST', '/me/password', { as: token, body: { currentPassword, password: secret } });
    expect((await change('not it at all')).body.code).to.equal('bad-credentials');
    expect((await change(password, 'password123')).status).to.equal(400);
    const { status, headers } = await change(password);
    expect(status).to.equal(200);
    expect(await refresh(cookie)).to.equal(401);
    expect(await refresh(/careconnect-refresh=([^;]*)/.exec(headers.get('set-cookie') ?? '')?.[1])).to.equal(200);
    expect((await signIn(email, next)).status).to.equal(200);
  });

  describe('when a registration breaks off between claim and account', () => {
    const claimed = async (minutesAgo: number) => {
      const [owner, email] = [randomUUID(), address()];
      const hash = emailHashWith(Buffer.from(service.environment.EMAIL_HASH_KEY, 'base64'))(email);
      const at = new Date(Date.now() - minutesAgo * 60_000).toISOString();
      const metadata = {
        ...{ correlationId: owner, causationId: owner, actor: null },
        ...{ recordedAt: at, schemaVersion: 1 },
      };
      const data = { userId: owner, claimedAt: at };
      await store.append(emailStream(hash), 'no_stream', [{ id: randomUUID(), type: 'EmailClaimed', data, metadata }]);
      return { owner, email, stream: emailStream(hash) };
    };

    it('the same account completes it', async () => {
      const { owner, email } = await claimed(60);
      expect((await register(owner, email)).status).to.equal(201);
      expect((await signIn(email)).status).to.equal(200);
    });

    it('others find the address taken for a while', async () => {
      const { email } = await claimed(5);
      expect(await register(undefined, email)).to.include({ status: 409, code: 'email-taken' });
    });

    it('afterwards one of those who want the address gets it, and the first account never comes to be', async () => {
      const { owner, email, stream } = await claimed(16);
      const rivals = [owner, ...[1, 2, 3].map(() => randomUUID())];
      const answers = await Promise.all(rivals.map((userId) => register(userId, email)));
      const won = answers.filter(({ status }) => status === 201);
      expect(won).to.have.lengthOf(1);
      const claims = await eventsOf(stream);
      expect(claims.findLast(({ type }) => type === 'EmailClaimed')?.data.userId).to.equal(won[0]?.userId);
      for (const { userId } of answers.filter(({ status }) => status !== 201))
        expect(
          (await eventsOf(userStream(userId as never))).filter(({ type }) => type === 'UserRegistered'),
        ).to.deep.equal([]);
      expect((await signIn(email)).status).to.equal(200);
    });

    it('a crash in the middle of taking over is finished by the next', async () => {
      const { owner, email } = await claimed(60);
      const metadata = {
        ...{ correlationId: owner, causationId: owner, actor: null },
        recordedAt: '2026-11-22T00:00:00.000Z',
        schemaVersion: 1,
      };
      const data = { userId: owner, abandonedAt: '2026-11-22T00:00:00.000Z' };
      await store.append(userStream(owner as never), 'no_stream', [
        { id: randomUUID(), type: 'RegistrationAbandoned', data, metadata },
      ]);
      expect(await register(owner, email)).to.include({ status: 409, code: 'registration-abandoned' });
      expect((await register(undefined, email)).status).to.equal(201);
    });
  });
});
