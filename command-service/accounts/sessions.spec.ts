import { randomUUID } from 'node:crypto';
import { keySet, newSigningKey, publicSet } from '@careconnect/platform/auth/keys.ts';
import { expect } from 'chai';
import { type Answer, type Service, startService } from '../spec/service.ts';
import { refreshTokensWith } from './refresh-token.ts';

describe('Sessions over HTTP', () => {
  let service: Service;
  before(async () => {
    service = await startService();
  });
  after(() => service.stop());

  const password = 'a long enough secret';
  const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
  const cookieOf = ({ headers }: Answer) =>
    /careconnect-refresh=([^;]*)/.exec(headers.get('set-cookie') ?? '')?.[1] ?? '';
  const withCookie = (cookie: string) => ({ Cookie: `other=1; careconnect-refresh=${cookie}` });

  const signedIn = async () => {
    const [userId, email] = [randomUUID(), `mia.${randomUUID()}@example.com`];
    await service.ask('PUT', `/users/${userId}`, { body: { email, name: 'Mia Silva', password } });
    const answer = await service.ask('POST', '/sessions', {
      body: { email, password },
      headers: { 'User-Agent': firefox },
    });
    expect(answer.status).to.equal(200);
    const { sessionId, accessToken } = answer.body as { sessionId: string; accessToken: string };
    return { userId, email, sessionId, accessToken, cookie: cookieOf(answer), answer };
  };
  const refresh = (cookie: string, key: string = randomUUID(), port = service.port) =>
    service.askAt(port, 'POST', '/sessions/refresh', { key, headers: withCookie(cookie) });
  const eventsOf = (sessionId: string) => service.eventsIn(`session-${sessionId}`);
  const typesOf = async (sessionId: string) => (await eventsOf(sessionId)).map(({ type }) => type);

  it('begin with an event that tells nobody from where, and a cookie that no script can read', async () => {
    const { sessionId, answer } = await signedIn();
    const cookie = answer.headers.get('set-cookie') ?? '';
    for (const attribute of ['HttpOnly', 'SameSite=Strict', 'Path=/commands/sessions', 'Expires='])
      expect(cookie).to.contain(attribute);
    expect(cookie).not.to.contain('Secure');
    const events = await eventsOf(sessionId);
    expect(events.map(({ type }) => type)).to.deep.equal(['SessionStarted']);
    expect(JSON.stringify(events)).not.to.match(/Firefox|Linux|127\.0\.0/);
    expect(JSON.stringify(events)).not.to.contain(cookieOf(answer).split('.')[2]);
  });

  it('mark the cookie as secure where the way there is', async () => {
    const behind = await startService({ TRUST_PROXY: '1' }, service.eventStore);
    const answer = await behind.ask('POST', '/sessions', {
      body: { email: 'first.admin@example.com', password },
      headers: { 'X-Forwarded-Proto': 'https' },
    });
    expect(answer.headers.get('set-cookie')).to.contain('; Secure');
    await behind.stop({ keepEventStore: true });
  });

  it('go on with each refresh, on any replica, under a new token', async () => {
    const { cookie, sessionId, userId } = await signedIn();
    const first = await refresh(cookie);
    expect(first.status).to.equal(200);
    expect(first.body).to.deep.include({ sessionId, user: { userId, role: 'PATIENT', name: 'Mia Silva' } });
    expect(cookieOf(first)).not.to.equal(cookie);
    const second = await refresh(cookieOf(first), randomUUID(), await service.startAnother());
    expect(second.status).to.equal(200);
    const acted = await service.ask('POST', `/sessions/${randomUUID()}/revocation`, {
      as: String(second.body.accessToken),
    });
    expect(acted.status).to.equal(404);
  });

  it('end as a whole when a token is shown that was used up', async () => {
    const { cookie, sessionId } = await signedIn();
    const next = await refresh(cookie);
    const reused = await refresh(cookie);
    expect([reused.status, reused.body.code]).to.deep.equal([401, 'session-over']);
    expect(reused.headers.get('set-cookie')).to.contain('careconnect-refresh=;');
    expect((await refresh(cookieOf(next))).status).to.equal(401);
    expect(await typesOf(sessionId)).to.deep.equal(['SessionStarted', 'SessionRefreshed', 'SessionEnded']);
  });

  it('give an answer again that got lost, and never two different ones', async () => {
    const { cookie, sessionId } = await signedIn();
    const key = randomUUID();
    const answers = await Promise.all([1, 2, 3].map(() => refresh(cookie, key)));
    expect(answers.map(({ status }) => status)).to.deep.equal([200, 200, 200]);
    expect(new Set(answers.map(cookieOf)).size).to.equal(1);
    expect(await typesOf(sessionId)).to.deep.equal(['SessionStarted', 'SessionRefreshed']);
    expect(JSON.stringify(await eventsOf(sessionId)), 'whoever reads the log').not.to.contain(key);
    expect((await refresh(cookieOf(answers[0] as Answer))).status).to.equal(200);
  });

  it('have one living token at the most, however many refresh at once on two replicas', async () => {
    const other = await service.startAnother();
    for (let round = 0; round < 10; round += 1) {
      const { cookie } = await signedIn();
      const ports = [service.port, other, service.port, other];
      const answers = await Promise.all(ports.map((port) => refresh(cookie, randomUUID(), port)));
      const given = answers.filter(({ status }) => status === 200).map(cookieOf);
      expect(given.length).to.be.at.most(1);
      for (const token of [cookie, ...given]) expect((await refresh(token)).status).to.equal(401);
    }
  });

  it('take no token that was made up, and end nothing because of one', async () => {
    const { cookie, sessionId } = await signedIn();
    const [, , proof = ''] = cookie.split('.');
    const foreign = refreshTokensWith(Buffer.alloc(32, 7)).of({ sessionId: sessionId as never, generation: 0 });
    const made = [
      '',
      'x',
      `${sessionId}.1.${proof}`,
      `${randomUUID()}.0.${proof}`,
      `${sessionId}.00.${proof}`,
      foreign,
    ];
    for (const token of [...made, `${cookie}.x`, cookie.slice(0, -2), `${sessionId}.0.`])
      expect((await refresh(token)).status, token).to.equal(401);
    expect(await typesOf(sessionId)).to.deep.equal(['SessionStarted']);
    expect((await refresh(cookie)).status).to.equal(200);
  });

  it('are refreshed only by who can send more than a cookie', async () => {
    const { cookie } = await signedIn();
    const { status } = await service.ask('POST', '/sessions/refresh', { headers: withCookie(cookie) });
    expect(status).to.equal(400);
  });

  it('end with signing out, twice if need be, and for somebody who has none', async () => {
    const { cookie, sessionId } = await signedIn();
    const out = (token: string) => service.ask('POST', '/sessions/sign-out', { headers: withCookie(token) });
    for (const token of [cookie, cookie, 'x']) {
      const { status, headers } = await out(token);
      expect(status).to.equal(200);
      expect(headers.get('set-cookie')).to.contain('careconnect-refresh=;');
    }
    expect((await refresh(cookie)).status).to.equal(401);
    expect(await typesOf(sessionId)).to.deep.equal(['SessionStarted', 'SessionEnded']);
  });

  it('are revoked by their owner; anybody else learns no more than that there is none', async () => {
    const [mine, theirs] = [await signedIn(), await signedIn()];
    const revoke = (sessionId: string, as = mine.accessToken) =>
      service.ask('POST', `/sessions/${sessionId}/revocation`, { as });
    const bodies = [await revoke(theirs.sessionId), await revoke(randomUUID())].map(
      ({ status, body: { correlationId: _, ...body } }) => ({ status, body }),
    );
    expect(bodies[0]).to.deep.equal(bodies[1]);
    expect(bodies[0]?.status).to.equal(404);
    expect((await refresh(theirs.cookie)).status).to.equal(200);
    expect((await revoke(mine.sessionId)).status).to.equal(200);
    expect((await refresh(mine.cookie)).status).to.equal(401);
  });

  it('publish the keys that verify their tokens, and nothing private', async () => {
    const [next, old] = [newSigningKey('next'), newSigningKey('old')];
    const rotating = await startService(
      {
        TOKEN_PRIVATE_KEY: JSON.stringify({ keys: [next, old] }),
        TOKEN_PUBLIC_KEY: JSON.stringify(publicSet(next, old)),
      },
      service.eventStore,
    );
    const { body } = await rotating.ask('GET', '/.well-known/jwks.json');
    expect(body).to.deep.equal(publicSet(next, old));
    expect([...keySet(body as never).keys()]).to.deep.equal(['next', 'old']);
    const answer = await rotating.ask('POST', '/sessions', { body: { email: 'first.admin@example.com', password } });
    const header = JSON.parse(Buffer.from(String(answer.body.accessToken).split('.')[0] ?? '', 'base64url').toString());
    expect(header.kid).to.equal('next');
    await rotating.stop({ keepEventStore: true });
  });
});
