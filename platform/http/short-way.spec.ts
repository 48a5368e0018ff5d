import { until } from '@careconnect/test/support/until.ts';
import { expect } from 'chai';
import type { RequestHandler } from 'express';
import { createLogger } from '../logging/logger.ts';
import { allow } from './allow.ts';
import { createHttpApp, type HttpApp } from './app.ts';
import { problem } from './problem.ts';
import { type Serving, serve } from './server.ts';
import type { ReadyAnswer } from './short-way.ts';
import { type Caller, callerOf } from './spec/caller.ts';

describe('The short way to an answer that is ready', () => {
  let app: HttpApp;
  let serving: Serving;
  let call: Caller['call'];
  let wholeWays: string[];
  let lines: string[];
  let ready: ReadyAnswer | undefined;
  let goodUntil: Date;

  const authenticate: RequestHandler = (req, _res, next) => {
    const [, userId] = /^Bearer (.+)$/.exec(req.get('Authorization') ?? '') ?? [];
    if (!userId) throw problem(401, 'unauthorized', 'Sign in first');
    req.actor = { userId, role: 'DOCTOR' };
    req.signedInUntil = goodUntil;
    next();
  };

  beforeEach(async () => {
    wholeWays = [];
    lines = [];
    goodUntil = new Date(Date.now() + 60_000);
    ready = { body: Buffer.from('"ready"'), etag: '"one"' };
    app = createHttpApp({
      log: createLogger('spec', { destination: { write: (line) => void lines.push(line) } }),
      ready: async () => ({}),
      authenticate,
      allowedOrigins: ['http://a.example', 'http://b.example'],
    });
    app.routes.get('/things', allow('DOCTOR'), (req, res) => {
      wholeWays.push(req.actor.userId);
      app.shortWay.remember(req, res, () => ready);
      res.set({ ETag: '"one"', 'Content-Type': 'application/json; charset=utf-8' }).send('"ready"');
    });
    app.routes.post('/things', allow('DOCTOR'), (_req, res) => void res.json('posted'));
    serving = await serve(app, 0, { host: '127.0.0.1' });
    ({ call } = callerOf(serving));
  });
  afterEach(() => serving.stop());

  const as = (name: string, more: Record<string, string> = {}) => ({
    headers: { Authorization: `Bearer ${name}`, ...more },
  });
  /** All that is not of one answer alone. */
  const steady = (headers: Headers) =>
    Object.fromEntries([...headers].filter(([name]) => !['date', 'x-request-id', 'x-correlation-id'].includes(name)));

  it('answers the same, with the same headers, and an id of its own', async () => {
    const [first, second] = [await call('/things', as('ana')), await call('/things', as('ana'))];
    expect(wholeWays).to.deep.equal(['ana']);
    expect([second.status, second.body]).to.deep.equal([200, 'ready']);
    expect(steady(second.headers)).to.deep.equal(steady(first.headers));
    expect(second.headers.get('Content-Security-Policy')).to.include("default-src 'none'");
    expect(second.headers.get('X-Request-Id')).not.to.equal(first.headers.get('X-Request-Id'));
  });

  it('is open to the very same request alone', async () => {
    await call('/things', as('ana'));
    await call('/things', as('ben'));
    await call('/things?more', as('ana'));
    const [a, b] = [
      await call('/things', as('ana', { Origin: 'http://a.example' })),
      await call('/things', as('ana', { Origin: 'http://b.example' })),
    ];
    expect(wholeWays).to.deep.equal(['ana', 'ben', 'ana', 'ana', 'ana']);
    const allowed = [a, b].map(({ headers }) => headers.get('Access-Control-Allow-Origin'));
    expect(allowed).to.deep.equal(['http://a.example', 'http://b.example']);
    expect((await call('/things')).status).to.equal(401);
    expect((await call('/things', { method: 'POST', ...as('ana') })).body).to.equal('posted');
  });

  it('is closed once the token has run out', async () => {
    goodUntil = new Date(Date.now() - 1);
    await call('/things', as('ana'));
    await call('/things', as('ana'));
    expect(wholeWays).to.deep.equal(['ana', 'ana']);
  });

  it('is closed once the answer is no longer good', async () => {
    await call('/things', as('ana'));
    ready = undefined;
    await call('/things', as('ana'));
    await call('/things', as('ana'));
    expect(wholeWays).to.deep.equal(['ana', 'ana', 'ana']);
  });

  it('knows what the caller has, and keeps the id of the cause', async () => {
    await call('/things', as('ana'));
    const correlationId = 'b6a5b0f2-0000-4000-8000-000000000001';
    const asked = as('ana', { 'If-None-Match': '"one"', 'X-Correlation-Id': correlationId });
    const { status, text, headers } = await call('/things', asked);
    expect([status, text, headers.get('ETag')]).to.deep.equal([304, '', '"one"']);
    expect(headers.get('X-Correlation-Id')).to.equal(correlationId);
    expect(wholeWays).to.deep.equal(['ana']);
  });

  it('leaves a line in the log as the whole way does', async () => {
    for (let k = 0; k < 2; k += 1) await call('/things', as('b6a5b0f2-0000-4000-8000-00000000000a'));
    await until('both are logged', () => lines.length === 2);
    const [first, second] = lines.map((line) => {
      const { time: _, ms: _ms, requestId: _own, correlationId: _its, ...steadily } = JSON.parse(line);
      return steadily;
    });
    expect(second).to.deep.equal(first);
    expect(second).to.include({ route: '/things', status: 200, role: 'DOCTOR', state: 'answered' });
  });
});
