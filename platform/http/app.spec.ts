import { randomUUID } from 'node:crypto';
import { until } from '@careconnect/test/support/until.ts';
import { expect } from 'chai';
import type { RequestHandler } from 'express';
import { createLogger, silentLog } from '../logging/logger.ts';
import { allow } from './allow.ts';
import { createHttpApp, type HttpApp } from './app.ts';
import type { Readiness } from './health.ts';
import { problem } from './problem.ts';
import { type Serving, serve } from './server.ts';
import { type Caller, callerOf } from './spec/caller.ts';

class NoSuchThing extends Error {
  readonly code = 'SlotTaken';
  readonly data = { nearest: ['09:15'] };
}

const authenticate: RequestHandler = (req, _res, next) => {
  const role = req.get('X-Role');
  if (!role) throw problem(401, 'unauthorized', 'Sign in first');
  req.actor = { userId: randomUUID(), role };
  next();
};

describe('An HTTP app', () => {
  let app: HttpApp;
  let serving: Serving;
  let call: Caller['call'];
  let readiness: Readiness = {};
  const lines: string[] = [];

  before(async () => {
    app = createHttpApp({
      log: createLogger('spec', { destination: { write: (line) => lines.push(line) } }),
      ready: async () => readiness,
      authenticate,
      refusals: { SlotTaken: { status: 409, title: 'The slot is taken' } },
      allowedOrigins: ['http://localhost:5173'],
    });
    const { routes } = app;
    routes.get('/roles', allow('ADMIN', 'DOCTOR'), (req, res) => {
      res.json({ role: req.actor.role });
    });
    routes.get('/secrets/:secret.ics', allow('anyone'), (_req, res) => res.json({}));
    routes.get('/refusals', allow('anyone'), () => {
      throw new NoSuchThing('That time has just been taken.');
    });
    routes.get('/failures', allow('anyone'), async () => {
      throw Object.assign(new Error('connect ECONNREFUSED db.internal:5432'), {
        code: 'ECONNREFUSED',
        sql: 'select secret',
      });
    });
    serving = await serve(app, 0, { host: '127.0.0.1' });
    ({ call } = callerOf(serving));
  });
  after(() => serving.stop());
  beforeEach(() => {
    readiness = { eventStore: true, postgres: true };
  });

  describe('answers errors as problem details', () => {
    it('names the status and data of a refusal', async () => {
      const { status, body } = await call('/refusals');
      expect(status).to.equal(409);
      expect(body).to.deep.include({
        type: 'https://careconnect.example/problems/slot-taken',
        title: 'The slot is taken',
        status: 409,
        code: 'slot-taken',
        detail: 'That time has just been taken.',
        nearest: ['09:15'],
      });
    });

    it('tells nothing about an unexpected error but the correlation id', async () => {
      const { status, body, text, headers } = await call('/failures');
      expect(status).to.equal(500);
      expect(text).not.to.match(/ECONNREFUSED|5432|internal:|select|at .*\.ts/);
      expect(body.correlationId).to.equal(headers.get('x-correlation-id'));
    });

    it('answers 404 to an unknown route and 403 to another role', async () => {
      expect((await call('/nowhere')).status).to.equal(404);
      expect((await call('/roles')).status).to.equal(401);
      expect((await call('/roles', { headers: { 'X-Role': 'PATIENT' } })).status).to.equal(403);
      expect((await call('/roles', { headers: { 'X-Role': 'DOCTOR' } })).body).to.deep.equal({ role: 'DOCTOR' });
    });
  });

  it('takes no route that does not say who may call it', () => {
    const routes = app.routes as unknown as Record<string, (...args: unknown[]) => void>;
    expect(() => routes.get?.('/open', () => {})).to.throw(/GET \/open does not say who may call it/);
    expect(() => routes.get?.('/open', { roles: 'anyone' }, () => {})).to.throw(/does not say/);
    expect(() => (allow as unknown as () => void)()).to.throw(/at least one role/);
    const { routes: open } = createHttpApp({ log: silentLog, ready: async () => ({}) });
    expect(() => open.get('/closed', allow('ADMIN'), () => {})).to.throw(/cannot authenticate/);
    expect(app.registered.map(({ path }) => path)).not.to.include('/open');
  });

  it('gives each request an id, and takes over a correlation id only if it is a UUID', async () => {
    const mine = randomUUID();
    const { headers } = await call('/nowhere', { headers: { 'X-Correlation-Id': mine } });
    expect(headers.get('x-correlation-id')).to.equal(mine);
    expect(headers.get('x-request-id')).to.match(/^[0-9a-f-]{36}$/);
    const other = await call('/nowhere', { headers: { 'X-Correlation-Id': 'x" injected' } });
    expect(other.headers.get('x-correlation-id')).to.equal(other.headers.get('x-request-id'));
  });

  it('logs the pattern of a route, and nothing of the address', async () => {
    await call('/secrets/s3cr3t.ics?asked=s3cr3t');
    const logged = () => lines.find((line) => line.includes('"/secrets/:secret.ics"'));
    await until('it is logged', async () => logged() !== undefined);
    await call('/nowhere/s3cr3t');
    await until('so is what is unknown', async () => lines.some((line) => line.includes('"route":"unknown"')));
    expect(lines.join()).not.to.contain('s3cr3t');
  });

  it('sets the protective headers on every answer', async () => {
    for (const path of ['/nowhere', '/failures', '/health/live', '/roles', '/%E0%A4%A']) {
      const { headers } = await call(path);
      expect(headers.get('content-security-policy'), path).to.contain("frame-ancestors 'none'");
      expect(headers.get('content-security-policy')).not.to.contain('unsafe-inline');
      expect(headers.get('strict-transport-security')).to.match(/max-age=\d{8}/);
      expect(headers.get('x-content-type-options')).to.equal('nosniff');
      expect(headers.get('cache-control')).to.equal('no-store');
      expect(headers.get('x-powered-by')).to.equal(null);
    }
  });

  it('lets pages of the listed origins read answers, and no others', async () => {
    const from = (Origin: string, method = 'GET') => call('/roles', { method, headers: { Origin } });
    const ours = await from('http://localhost:5173', 'OPTIONS');
    expect(ours.status).to.equal(204);
    expect(ours.headers.get('access-control-allow-origin')).to.equal('http://localhost:5173');
    for (const origin of ['http://localhost:5173.evil.example', 'null', 'http://localhost:51730'])
      expect((await from(origin)).headers.get('access-control-allow-origin'), origin).to.equal(null);
  });

  describe('tells its health', () => {
    it('is live whatever its dependencies do, and ready when all are', async () => {
      expect((await call('/health/ready')).body).to.deep.equal({
        status: 'up',
        dependencies: { eventStore: 'up', postgres: 'up' },
      });
      readiness = { eventStore: true, postgres: false, projection: 'catching up' };
      const red = await call('/health/ready');
      expect(red.status).to.equal(503);
      expect(red.body.dependencies).to.deep.equal({ eventStore: 'up', postgres: 'down', projection: 'catching up' });
      expect((await call('/health/live')).status).to.equal(200);
    });

    it('is not ready when its readiness cannot be told', async () => {
      const sick = createHttpApp({ log: silentLog, ready: () => Promise.reject(new Error('host db.internal')) });
      const server = await serve(sick, 0);
      const response = await fetch(`http://127.0.0.1:${server.port}/health/ready`);
      expect(response.status).to.equal(503);
      expect(await response.text()).not.to.contain('internal');
      await server.stop();
    });
  });
});
