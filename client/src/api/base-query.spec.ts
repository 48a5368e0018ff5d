import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SessionId, UserId } from '@careconnect/domain/ids.ts';
import { combineReducers, configureStore } from '@reduxjs/toolkit';
import { createApi } from '@reduxjs/toolkit/query';
import { expect } from 'chai';
import type { Renewal } from '../session/renewing.ts';
import { sessionReducer, signedIn } from '../session/session.ts';
import { type Ask, askingAt } from './base-query.ts';
import { newestReducer } from './position.ts';

const user = { userId: 'b6a5b0f2-0000-4000-8000-000000000001' as UserId, role: 'PATIENT', name: 'Rosa' } as const;
const sessionId = 'b6a5b0f2-0000-4000-8000-00000000000a' as SessionId;
const token = (n: number, expiresAt = '2999-01-01T00:00:00.000Z') => ({
  accessToken: `token-${n}`,
  expiresAt,
  sessionId,
  user,
});
const signIn = signedIn(token(1));

describe('Asking the services', () => {
  let server: Server;
  let answers: RequestListener[];
  let seen: IncomingMessage[];

  beforeEach(async () => {
    answers = [];
    seen = [];
    server = createServer((req, res) => {
      seen.push(req);
      const answer = answers.shift();
      if (answer) answer(req, res);
      else res.end('{}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  const page = (renew?: () => Promise<Renewal>) => {
    const { port } = server.address() as AddressInfo;
    const api = createApi({
      baseQuery: askingAt(`http://127.0.0.1:${port}/`, renew),
      endpoints: (build) => ({
        look: build.query<unknown, Ask>({ query: (ask) => ask }),
        act: build.mutation<unknown, Ask>({ query: (ask) => ask }),
      }),
    });
    const store = configureStore({
      reducer: combineReducers({ api: api.reducer, session: sessionReducer, newest: newestReducer }),
      middleware: (standard) => standard().concat(api.middleware),
    });
    const look = (ask: Ask) => store.dispatch(api.endpoints.look.initiate(ask, { forceRefetch: true }));
    const act = (ask: Ask) => store.dispatch(api.endpoints.act.initiate(ask));
    return { store, look, act };
  };
  const answering =
    (status: number, body: object, headers: Record<string, string> = {}): RequestListener =>
    (_req, res) => {
      res.writeHead(status, headers).end(JSON.stringify(body));
    };
  const book: Ask = { url: 'commands/doctors/1/days/2026-11-24/appointments', method: 'POST', body: {} };

  it('names whoever is signed in, except where anyone may ask', async () => {
    const { store, look } = page();
    store.dispatch(signIn);
    await look({ url: 'queries/me/patients' });
    await look({ url: 'queries/doctors', anyone: true });
    expect(seen.map(({ headers }) => headers.authorization)).to.deep.equal(['Bearer token-1', undefined]);
  });

  it('reads its own writes: what a command answered is named by the queries after it', async () => {
    const { look, act } = page();
    await look({ url: 'queries/a' });
    answers = [answering(201, { position: 'p1' }), answering(200, { items: [], position: 'not a command' })];
    await act(book);
    await look({ url: 'queries/b', params: { when: 'past' } });
    await look({ url: 'queries/c' });
    expect(seen.map(({ url }) => url)).to.deep.equal([
      '/queries/a',
      '/commands/doctors/1/days/2026-11-24/appointments',
      '/queries/b?when=past&position=p1',
      '/queries/c?position=p1',
    ]);
  });

  it('leaves no question mark behind an address of which nothing more is asked', async () => {
    const { look, act } = page();
    const really = globalThis.fetch;
    const addresses: string[] = [];
    globalThis.fetch = (request, options) => {
      addresses.push((request as Request).url.replace(/^http:\/\/[^/]+/, ''));
      return really(request, options);
    };
    try {
      await look({ url: 'queries/a', params: { text: undefined } });
      await act({ url: 'commands/b/rejection', method: 'POST' });
    } finally {
      globalThis.fetch = really;
    }
    expect(addresses).to.deep.equal(['/queries/a', '/commands/b/rejection']);
  });

  it('asks a query again after the pause it was told, and then has the answer', async () => {
    const { look } = page();
    answers = [answering(503, { code: 'behind', title: 'Not yet' }, { 'Retry-After': '1' })];
    const from = performance.now();
    const { data } = await look({ url: 'queries/me/appointments' });
    expect(data).to.deep.equal({});
    expect(seen).to.have.lengthOf(2);
    expect(performance.now() - from).to.be.greaterThan(990);
  });

  it('never sends a command twice by itself', async () => {
    const { act } = page();
    answers = [answering(503, { code: 'starting', title: 'Not yet' }, { 'Retry-After': '1' })];
    const { error } = await act(book);
    expect(error).to.deep.equal({ is: 'Busy', retryAfterSeconds: 1 });
    expect(seen).to.have.lengthOf(1);
  });

  it('ends the session when its token is refused, and forgets what it wrote', async () => {
    const { store, look, act } = page();
    store.dispatch(signIn);
    answers = [answering(201, { position: 'p1' }), answering(401, { code: 'unauthenticated', title: 'Sign in' })];
    await act(book);
    const { error } = await look({ url: 'queries/me/appointments' });
    expect(error).to.deep.equal({ is: 'SignedOut' });
    expect(store.getState().session).to.deep.equal({ is: 'Expired', userId: user.userId });
    expect(store.getState().newest).to.deep.equal({ position: null });
  });

  it('does not end a session that began while an old token was being refused', async () => {
    const { store, look } = page();
    store.dispatch(signIn);
    answers = [
      (req, res) => {
        store.dispatch(signedIn(token(2)));
        answering(401, { code: 'unauthenticated', title: 'Sign in' })(req, res);
      },
    ];
    await look({ url: 'queries/me/appointments' });
    expect(store.getState().session).to.deep.include({ is: 'SignedIn', accessToken: 'token-2' });
  });

  it('asks again under a new token when the old one is refused, commands too: nothing was done', async () => {
    const { store, act } = page(async () => ({ is: 'Renewed', signedIn: token(2) }));
    store.dispatch(signIn);
    answers = [answering(401, { code: 'unauthorized', title: 'Sign in' }), answering(201, { position: 'p1' })];
    expect((await act(book)).data).to.deep.equal({ position: 'p1' });
    expect(seen.map(({ headers }) => headers.authorization)).to.deep.equal(['Bearer token-1', 'Bearer token-2']);
  });

  it('renews a token that is about to run out before it is used', async () => {
    const { store, look } = page(async () => ({ is: 'Renewed', signedIn: token(2) }));
    store.dispatch(signedIn(token(1, new Date(Date.now() + 30_000).toISOString())));
    await look({ url: 'queries/me/appointments' });
    expect(seen.map(({ headers }) => headers.authorization)).to.deep.equal(['Bearer token-2']);
  });

  it('ends the session when it cannot be renewed, and when the new token is refused too', async () => {
    for (const renewal of [{ is: 'Over' }, { is: 'Renewed', signedIn: token(2) }] as const) {
      const { store, act } = page(async () => renewal);
      store.dispatch(signIn);
      answers = [1, 2].map(() => answering(401, { code: 'unauthorized', title: 'Sign in' }));
      expect((await act(book)).error).to.deep.equal({ is: 'SignedOut' });
      expect(store.getState().session.is).to.equal('Expired');
    }
  });

  it('does not end the session because nobody can renew it at present', async () => {
    const { store, act } = page(async () => ({ is: 'Unreachable' }));
    store.dispatch(signIn);
    answers = [answering(401, { code: 'unauthorized', title: 'Sign in' })];
    expect((await act(book)).error).to.deep.equal({ is: 'Unreachable' });
    expect(store.getState().session.is).to.equal('SignedIn');
  });

  it('asks nothing in the name of somebody else who signed in meanwhile', async () => {
    const other = { ...token(2), user: { ...user, userId: 'b6a5b0f2-0000-4000-8000-000000000002' as UserId } };
    const { store, act } = page(async () => ({ is: 'Renewed', signedIn: other }));
    store.dispatch(signIn);
    answers = [answering(401, { code: 'unauthorized', title: 'Sign in' })];
    expect((await act(book)).error).to.deep.equal({ is: 'SignedOut' });
    expect(store.getState().session).to.deep.include({ is: 'SignedIn', accessToken: 'token-2' });
    expect(seen).to.have.lengthOf(1);
  });

  it('says so when nobody answers', async () => {
    const { act } = page();
    answers = [(req) => req.socket.destroy()];
    expect((await act(book)).error).to.deep.equal({ is: 'Unreachable' });
  });
});
