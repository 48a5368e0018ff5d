import { expect } from 'chai';
import { silentLog } from '../logging/logger.ts';
import { allow } from './allow.ts';
import { createHttpApp } from './app.ts';
import { conditional } from './conditional.ts';
import { entityTag } from './entity-tag.ts';
import { type Serving, serve } from './server.ts';
import { type Caller, callerOf } from './spec/caller.ts';

describe('If-Match', () => {
  let serving: Serving;
  let call: Caller['call'];
  let post: Caller['post'];

  before(async () => {
    const app = createHttpApp({ log: silentLog, ready: async () => ({}) });
    app.routes.post('/conditional', allow('anyone'), conditional, ({ expected }, res) => {
      const holds = expected ? { there: expected('thing-1', 4n), missing: expected('thing-2', 'no_stream') } : {};
      res.json(holds);
    });
    app.routes.post('/unconditional', allow('anyone'), (_req, res) => void res.json({}));
    app.routes.get('/looked-at', allow('anyone'), (_req, res) => void res.json({}));
    serving = await serve(app, 0, { host: '127.0.0.1' });
    ({ call, post } = callerOf(serving));
  });
  after(() => serving.stop());

  const ask = (ifMatch: string, path = '/conditional') => post(path, {}, { 'If-Match': ifMatch });
  const tag = entityTag('thing-1', 4n);

  it('is matched by the tag of that stream at that revision, alone or among others', async () => {
    for (const ifMatch of [tag, `"a", ${tag}`, `${tag},"b"`, ` ${tag} , W/"c"`])
      expect((await ask(ifMatch)).body, ifMatch).to.deep.equal({ there: true, missing: false });
  });

  it('is not matched by the tag of another revision or stream, nor by a weak one', async () => {
    for (const other of [entityTag('thing-1', 3n), entityTag('thing-3', 4n), entityTag('thing-2', 'no_stream')])
      expect((await ask(other)).body, other).to.deep.equal({ there: false, missing: false });
    expect((await ask(`W/${tag}`)).body).to.deep.equal({ there: false, missing: false });
  });

  it('with * wants that there is something', async () => {
    expect((await ask('*')).body).to.deep.equal({ there: true, missing: false });
  });

  it('sets no condition when it is not sent', async () => {
    expect((await post('/conditional', {})).body).to.deep.equal({});
  });

  it('that cannot be read is refused', async () => {
    for (const wrong of ['x', tag.slice(1), `${tag} ${tag}`, '""x', `"${'a'.repeat(1_000)}"`]) {
      const { status, body } = await ask(wrong);
      expect(status, wrong).to.equal(400);
      expect(body.errors[0]).to.include({ in: 'headers', field: 'If-Match' });
    }
  });

  it('is refused by a command that cannot keep it, and of no matter to who only looks', async () => {
    expect((await ask(tag, '/unconditional')).status).to.equal(400);
    expect((await call('/looked-at', { headers: { 'If-Match': tag } })).status).to.equal(200);
  });

  it('knows tags that are strong, opaque and always the same', () => {
    expect(tag).to.match(/^"[\w-]{22}"$/);
    expect(entityTag('thing-1', 4n)).to.equal(tag);
  });
});
