import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { IsEmail, IsInt, IsOptional, Min, ValidateNested } from 'class-validator';
import fc from 'fast-check';
import { silentLog } from '../logging/logger.ts';
import { allow } from './allow.ts';
import { createHttpApp } from './app.ts';
import { IsCalendarDate, IsClockTime, IsId, Type } from './fields.ts';
import { type Serving, serve } from './server.ts';
import { type Caller, callerOf } from './spec/caller.ts';
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

describe('Validation of a request', () => {
  let serving: Serving;
  let call: Caller['call'];
  let post: Caller['post'];

  before(async () => {
    const { routes, ...app } = createHttpApp({ log: silentLog, ready: async () => ({}) });
    routes.post('/things', allow('anyone'), body(NewThing), async (req, res) => {
      res.status(201).json({ ...req.body, isInstance: req.body instanceof NewThing });
    });
    routes.get('/things/:id/:date', allow('anyone'), params({ id: 'id', date: 'date' }), query(Paging), (req, res) => {
      res.json({ ...req.params, page: req.query.page ?? null });
    });
    serving = await serve({ routes, ...app }, 0, { host: '127.0.0.1' });
    ({ call, post } = callerOf(serving));
  });
  after(() => serving.stop());

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
