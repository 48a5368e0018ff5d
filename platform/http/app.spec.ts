import { randomUUID } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { expect } from 'chai';
import { IsEmail, IsInt, IsOptional, Min, ValidateNested } from 'class-validator';
import type { RequestHandler } from 'express';
import fc from 'fast-check';
import { silentLog } from '../logging/logger.ts';
import { allow } from './allow.ts';
import { createHttpApp, type HttpApp } from './app.ts';
import { IsCalendarDate, IsClockTime, IsId, Type } from './fields.ts';
import type { Readiness } from './health.ts';
import { problem } from './problem.ts';
import { type Serving, serve } from './server.ts';
import { body, params, query } from './validation.ts';

class Inner {
  @IsClockTime() at!: string;
}
class NewThing {
  @IsId() id!: string;
  @IsCalendarDate() date!: string;
  @IsOptional() @IsEmail() email?: string;
  @IsOptional() @ValidateNested({ each: true }) @Type(() => Inner) inner?: Inner[];
}
class Paging {
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) page?: number;
}

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
  let readiness: Readiness = {};

  const call = async (path: string, init?: RequestInit) => {
    const response = await fetch(`http://127.0.0.1:${serving.port}${path}`, init);
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : undefined, text };
  };
  const post = (path: string, value: unknown, headers: Record<string, string> = {}) =>
    call(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: typeof value === 'string' ? value : JSON.stringify(value),
    });

  before(async () => {
    app = createHttpApp({
      log: silentLog,
      ready: async () => readiness,
      authenticate,
      refusals: { SlotTaken: { status: 409, title: 'The slot is taken' } },
      allowedOrigins: ['http://localhost:5173'],
    });
    const { routes } = app;
    routes.post('/things', allow('anyone'), body(NewThing), async (req, res) => {
      res.status(201).json({ ...req.body, isInstance: req.body instanceof NewThing });
    });
    routes.get('/things/:id/:date', allow('anyone'), params({ id: 'id', date: 'date' }), query(Paging), (req, res) => {
      res.json({ ...req.params, page: req.query.page ?? null });
    });
    routes.get('/roles', allow('ADMIN', 'DOCTOR'), (req, res) => {
      res.json({ role: req.actor.role });
    });
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
  });
  after(() => serving.stop());
  beforeEach(() => {
    readiness = { eventStore: true, postgres: true };
  });

  describe('checks what it is sent', () => {
    const valid = () => ({ id: randomUUID(), date: '2028-02-29', inner: [{ at: '23:59' }] });

    it('hands the handler an instance of the class it names', async () => {
      const thing = valid();
      const { status, body } = await post('/things', thing);
      expect(status).to.equal(201);
      expect(body).to.deep.equal({ ...thing, isInstance: true });
    });

    it('says for each field what is allowed', async () => {
      const thing = { id: 'x', date: '2026-02-30', email: 'me', inner: [{ at: '9:00' }, { at: '24:00' }] };
      const { status, body, headers } = await post('/things', thing);
      expect(status).to.equal(400);
      expect(headers.get('content-type')).to.contain('application/problem+json');
      expect(body.code).to.equal('invalid-request');
      expect(body.type).to.equal('https://careconnect.example/problems/invalid-request');
      expect(body.errors).to.deep.include.members([
        { in: 'body', field: 'id', message: 'id must be a UUID' },
        { in: 'body', field: 'date', message: 'date must be a calendar date as yyyy-mm-dd' },
        { in: 'body', field: 'email', message: 'email must be an email' },
        { in: 'body', field: 'inner[0].at', message: 'inner[0].at must be a time of day as HH:mm' },
        { in: 'body', field: 'inner[1].at', message: 'inner[1].at must be a time of day as HH:mm' },
      ]);
    });

    it('refuses properties that are not known, at any depth', async () => {
      const { status, body } = await post('/things', { ...valid(), role: 'ADMIN', inner: [{ at: '09:00', more: 1 }] });
      expect(status).to.equal(400);
      expect(body.errors).to.have.deep.members([
        { in: 'body', field: 'inner[0].more', message: 'inner[0].more is not known here' },
        { in: 'body', field: 'role', message: 'role is not known here' },
      ]);
    });

    it('never says back what was sent', async () => {
      const { text } = await post('/things', { ...valid(), email: 'ann smith', date: 'very private' });
      expect(text).not.to.match(/ann smith|very private/);
    });

    for (const value of [
      '[]',
      '"text"',
      'null',
      '1',
      '',
      '{"id":',
      `${'['.repeat(40_000)}${']'.repeat(40_000)}`,
      `{"inner":${'['.repeat(30_000)}${']'.repeat(30_000)}}`,
    ]) {
      it(`refuses the body ${value.slice(0, 20)}`, async () => {
        const { status, body } = await post('/things', value);
        expect(status).to.equal(400);
        expect(body.code).to.be.oneOf(['malformed-json', 'invalid-request']);
      });
    }

    it('refuses other media types, compressed bodies and too large ones', async () => {
      const form = { method: 'POST', body: 'id=1', headers: { 'Content-Type': 'application/x-www-form-urlencoded' } };
      expect((await call('/things', form)).status).to.equal(415);
      expect((await post('/things', '{}', { 'Content-Encoding': 'gzip' })).status).to.equal(415);
      const large = await post('/things', { ...valid(), email: 'x'.repeat(101 * 1024) });
      expect([large.status, large.body.code]).to.deep.equal([413, 'too-large']);
    });

    it('does not let a body reach the prototype of anything', async () => {
      await post('/things', `{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}`);
      expect(({} as { polluted?: boolean }).polluted).to.equal(undefined);
    });

    it('checks the parts of the path, and answers ids in lower case', async () => {
      const id = randomUUID();
      const good = await call(`/things/${id.toUpperCase()}/2026-12-31?page=2`);
      expect(good.body).to.deep.equal({ id, date: '2026-12-31', page: 2 });
      const bad = await call(`/things/${id}'--/2026-13-01`);
      expect(bad.status).to.equal(400);
      expect(bad.body.errors.map(({ field }: { field: string }) => field)).to.deep.equal(['id', 'date']);
    });

    for (const search of ['page=0', 'page=x', 'page=1&page=2', 'other=1', 'page[a]=1', '__proto__=1'])
      it(`refuses the query ${search}`, async () => {
        expect((await call(`/things/${randomUUID()}/2026-12-31?${search}`)).status).to.equal(400);
      });

    it('answers anything at all with a 4xx at worst', async () => {
      const anything = fc.oneof(
        fc.json(),
        fc.string(),
        fc.jsonValue({ depthSize: 'large' }).map((v) => JSON.stringify({ inner: v, id: v })),
      );
      await fc.assert(
        fc.asyncProperty(anything, fc.webQueryParameters(), fc.webPath(), async (content, search, path) => {
          expect((await post('/things', content)).status).to.be.within(201, 499);
          expect((await call(`/things${path}?${search}`)).status).to.be.within(200, 499);
        }),
        { numRuns: 100 },
      );
    });

    it('refuses a path that is not decodable', async () => {
      expect((await call('/things/%E0%A4%A/2026-12-31')).status).to.equal(400);
    });
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

  it('sets the protective headers on every answer', async () => {
    for (const path of ['/nowhere', '/failures', '/health/live', '/roles', '/things/%E0%A4%A/x']) {
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

  describe('stops gracefully', () => {
    const slowApp = () => {
      const slow = createHttpApp({ log: silentLog, ready: async () => ({}) });
      let began: () => void = () => {};
      let finish: () => void = () => {};
      const begun = new Promise<void>((resolve) => {
        began = resolve;
      });
      const finished = new Promise<void>((resolve) => {
        finish = resolve;
      });
      slow.routes.get('/slow', allow('anyone'), async (_req, res) => {
        began();
        await finished;
        res.json({ done: true });
      });
      slow.routes.get('/endless', allow('anyone'), (_req, res) => {
        res.write('begun');
        slow.stopping.addEventListener('abort', () => res.end());
      });
      return { slow, begun, finish };
    };

    it('answers what is under way, ends streams, and takes nothing new', async () => {
      const { slow, begun, finish } = slowApp();
      const server = await serve(slow, 0);
      const address = `http://127.0.0.1:${server.port}`;
      const [answer, stream] = [fetch(`${address}/slow`), fetch(`${address}/endless`)];
      await begun;
      await stream;
      const stopped = server.stop();
      expect(slow.stopping.aborted).to.equal(true);
      expect(await (await stream).text()).to.equal('begun');
      expect(await fetch(`${address}/health/live`).catch(({ cause }) => cause.code)).to.equal('ECONNREFUSED');
      finish();
      const { status, headers } = await answer;
      expect([status, headers.get('connection')]).to.deep.equal([200, 'close']);
      await stopped;
    });

    it('turns readiness red before it stops listening, when told to give notice', async () => {
      const noticed = await serve(slowApp().slow, 0, { noticeMs: 300 });
      const stopping = noticed.stop();
      const response = await fetch(`http://127.0.0.1:${noticed.port}/health/ready`);
      expect(response.status).to.equal(503);
      expect(await response.json()).to.include({ status: 'stopping' });
      await stopping;
    });

    it('cuts off what does not finish in time, and idle connections at once', async () => {
      const { slow, begun } = slowApp();
      const server = await serve(slow, 0, { drainMs: 50 });
      const idle = connect(server.port, '127.0.0.1');
      const idleClosed = new Promise((resolve) => idle.on('close', resolve));
      const hanging = new Promise((resolve) =>
        httpRequest({ port: server.port, path: '/slow' }).on('error', resolve).end(),
      );
      await begun;
      await server.stop();
      expect(await hanging).to.be.instanceOf(Error);
      await idleClosed;
    });
  });

  it('waits only so long for the headers of a request', async () => {
    const impatient = await serve(createHttpApp({ log: silentLog, ready: async () => ({}) }), 0, {
      headersTimeoutMs: 100,
    });
    const socket = connect(impatient.port, '127.0.0.1');
    const answer = new Promise<string>((resolve) => socket.once('data', (chunk) => resolve(String(chunk))));
    socket.write('GET /health/live HTTP/1.1\r\nHost: x\r\n');
    expect(await answer).to.match(/^HTTP\/1.1 408 /);
    await impatient.stop();
  });

  it('says so when its port is taken', async () => {
    const error = await serve(app, serving.port, { host: '127.0.0.1' }).catch((e) => e);
    expect(error.code).to.equal('EADDRINUSE');
  });
});
