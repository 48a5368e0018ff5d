import { type Role, roles } from '@careconnect/domain/user/events.ts';
import { expect } from 'chai';
import { faultsIn, type Operation, operations } from './documents.ts';
import { aboutNothing, type Filled, type Row, withBody, withNull } from './row.ts';
import { rows } from './rows/all.ts';
import { type Answer, type System, startSystem } from './system.ts';
import { type Account, createWorld, type People, type World } from './world.ts';

describe('Every operation of the API', () => {
  let system: System;
  let world: World;
  let actors: People;
  let others: People;
  before(async () => {
    system = await startSystem();
    const { people, account, ...more } = createWorld(system);
    const [some, further, house] = await Promise.all([people(), people(), account('DOCTOR')]);
    [actors, others] = [some, further];
    world = { ...more, people, account, house };
  });
  after(() => system.stop());

  const all = operations();
  const rowOf = ({ id }: Operation): Row => rows[id] ?? {};

  it('stands in the matrix, and nothing else does', () => {
    expect(Object.keys(rows).sort()).to.deep.equal(all.map(({ id }) => id).sort());
  });

  const fill = async (operation: Operation, owner: Account): Promise<Filled> => {
    const filled = (await rowOf(operation).about?.(world, owner)) ?? {};
    // A query that names no position might not see yet what was made for it.
    return operation.service === 'query-service'
      ? { ...filled, query: { position: world.position(), ...filled.query } }
      : filled;
  };

  /** Asks, and holds the answer against the document. */
  const ask = async (operation: Operation, filled: Filled, as?: Account): Promise<Answer> => {
    const { params = {}, query, body, headers } = filled;
    const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => params[name] ?? `no ${name} in the row`);
    const address = query ? `${path}?${new URLSearchParams(query)}` : path;
    const given = operation.hasBody ? (body ?? {}) : body;
    const answer = await world.ask({ method: operation.method, path: address, as, body: given, headers });
    const what = `${operation.id}: ${JSON.stringify(answer.body)}`;
    expect(faultsIn(operation, answer), what).to.deep.equal([]);
    expect(answer.status, what).to.be.below(500);
    return answer;
  };

  const own = async (operation: Operation, role: Role): Promise<Answer> => {
    const filled = await fill(operation, actors[role]);
    return ask(operation, filled, filled.as ?? actors[role]);
  };

  const succeeds = (operation: Operation, { status, body }: Answer): void => {
    const { own: expected } = rowOf(operation);
    const well = expected === undefined ? status < 300 : status === expected;
    expect(well, `${operation.id}: ${status} ${JSON.stringify(body)}`).to.equal(true);
  };

  /** All that an asker can tell two answers apart by. */
  const seen = ({ status, headers, body }: Answer) => {
    const { correlationId: _, ...said } = body;
    return { status, type: headers.get('content-type'), etag: headers.has('etag'), said };
  };

  const door = (operation: Operation, role: Role): string => {
    if (operation.roles === null) return 'is let in like anybody';
    if (!operation.roles.includes(role)) return 'is not let in';
    const reach = rowOf(operation).reach?.[role];
    if (reach === 'all') return 'is let in, and reaches all there is';
    return reach === 'own'
      ? 'is let in, and reaches what is theirs; of the rest they hear that it is not there'
      : 'is let in';
  };

  it('that shows a doctor answers a tag which the next command may name as its condition', async () => {
    const { userId } = actors.DOCTOR;
    const [show, set] = ['showDoctor', 'setWorkingHours'].map((id) => all.find((each) => each.id === id) as Operation);
    const opened = { params: { doctorId: userId }, body: { windows: [{ weekday: 1, from: '08:00', to: '12:00' }] } };
    const closed = { ...opened, body: { windows: [] } };
    await ask(set as Operation, closed, actors.DOCTOR);
    const shown = await ask(show as Operation, {
      params: opened.params,
      query: { position: world.position() },
    });
    const headers = { 'If-Match': shown.headers.get('etag') ?? '' };
    expect((await ask(set as Operation, { ...opened, headers }, actors.DOCTOR)).status).to.equal(200);
    expect((await ask(set as Operation, { ...closed, headers }, actors.DOCTOR)).status).to.equal(412);
  });

  for (const operation of all) {
    const title = `${operation.id} (${operation.method} ${operation.path})`;
    const { names = [], reach = {}, missing = 404 } = rowOf(operation);
    const missingFor = (asking: Role): number => (typeof missing === 'number' ? missing : (missing[asking] ?? 404));
    /** Somebody who is let in. */
    const role = (operation.roles?.[0] ?? 'PATIENT') as Role;
    let kept: Promise<Filled> | undefined;
    /** For who is refused: nothing comes of asking, so it is made once. */
    const refused = (): Promise<Filled> => {
      kept ??= fill(operation, actors[role]);
      return kept;
    };

    if (Object.keys(reach).length > 0)
      it(`${title}: lets nobody in whose reach is not known`, () => {
        expect(Object.keys(reach).sort()).to.deep.equal([...(operation.roles ?? ['anyone'])].sort());
      });

    it(`${title}: without a token`, async () => {
      const filled = await (operation.roles === null ? fill(operation, actors[role]) : refused());
      const answer = await ask(operation, filled);
      if (operation.roles === null) {
        succeeds(operation, answer);
        if (names.length > 0)
          expect((await ask(operation, aboutNothing(filled, names))).status, 'about nothing').to.equal(
            missingFor(role),
          );
        return;
      }
      expect([answer.status, answer.headers.get('www-authenticate')]).to.deep.equal([401, 'Bearer']);
    });

    for (const asking of roles)
      it(`${title}: ${asking} ${door(operation, asking)}`, async () => {
        if (operation.roles && !operation.roles.includes(asking)) {
          const answer = await ask(operation, await refused(), actors[asking]);
          expect([answer.status, answer.body.code]).to.deep.equal([403, 'forbidden']);
          return;
        }
        succeeds(operation, await own(operation, asking));
        if (operation.roles === null || names.length === 0) return;
        const filled = await fill(operation, others[asking]);
        const nothing = await ask(operation, aboutNothing(filled, names), actors[asking]);
        expect(nothing.status, 'about nothing').to.equal(missingFor(asking));
        const anothers = await ask(operation, filled, actors[asking]);
        if (reach[asking] === 'own') expect(seen(anothers)).to.deep.equal(seen(nothing));
        else succeeds(operation, anothers);
      });

    if (operation.hasBody || operation.hasQuery)
      it(`${title}: refuses what it does not know, and names it`, async () => {
        const filled = await refused();
        const place = operation.hasBody ? 'body' : 'query';
        const odd =
          place === 'body'
            ? withBody(filled, { unheardOf: 1 })
            : { ...filled, query: { ...filled.query, unheardOf: '1' } };
        const { status, body } = await ask(operation, odd, operation.roles ? actors[role] : undefined);
        expect([status, body.code]).to.deep.equal([400, 'invalid-request']);
        expect(body.errors).to.deep.equal([{ in: place, field: 'unheardOf', message: 'unheardOf is not known here' }]);
      });

    if (operation.fields.length > 0)
      it(`${title}: takes null where it says so, and nowhere else`, async () => {
        for (const { at, mayBeNull } of operation.fields) {
          const filled = await (mayBeNull ? fill(operation, actors[role]) : refused());
          const as = operation.roles ? (filled.as ?? actors[role]) : undefined;
          const { status, body } = await ask(operation, { ...filled, body: withNull(filled.body, at) }, as);
          const named = (body.errors ?? []).some(({ field }: { field: string }) => field === at.join('.'));
          expect([status === 400, named], `${at.join('.')}: ${status}`).to.deep.equal([!mayBeNull, !mayBeNull]);
        }
      });

    if (operation.method !== 'GET')
      it(`${title}: ${operation.headers.includes('If-Match') ? 'does nothing on a condition that is not met' : 'takes no condition'}`, async () => {
        const filled = await fill(operation, actors[role]);
        const conditional = { ...filled, headers: { ...filled.headers, 'If-Match': '"something-else"' } };
        const as = operation.roles ? (filled.as ?? actors[role]) : undefined;
        const { status } = await ask(operation, conditional, as);
        expect(status).to.equal(operation.headers.includes('If-Match') ? 412 : 400);
        succeeds(operation, await ask(operation, filled, as));
      });

    if (operation.headers.includes('Idempotency-Key'))
      it(`${title}: does nothing without a key`, async () => {
        const { headers = {}, ...filled } = await refused();
        const { 'Idempotency-Key': _, ...others } = headers;
        const as = operation.roles ? actors[role] : undefined;
        const { status, body } = await ask(operation, { ...filled, headers: others }, as);
        expect([status, body.errors?.[0].field]).to.deep.equal([400, 'Idempotency-Key']);
      });

    if (operation.problems.includes('asked-differently'))
      it(`${title}: is quiet when asked again, and refuses other content under the same name`, async () => {
        const filled = await fill(operation, actors[role]);
        const as = operation.roles ? actors[role] : undefined;
        const [first, again] = [await ask(operation, filled, as), await ask(operation, filled, as)];
        expect([first.status, again.status]).to.deep.equal([201, 200]);
        expect([again.body, again.headers.get('etag')]).to.deep.equal([first.body, first.headers.get('etag')]);
        const other = await ask(operation, rowOf(operation).otherwise?.(filled) ?? filled, as);
        expect([other.status, other.body.code]).to.deep.equal([422, 'asked-differently']);
      });
  }
});
