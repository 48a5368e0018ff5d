import { sessionId } from '@careconnect/domain/ids.ts';
import { Refusal } from '@careconnect/domain/refusal.ts';
import { sessionStream } from '@careconnect/domain/streams.ts';
import type { JwkSet } from '@careconnect/platform/auth/keys.ts';
import { allow } from '@careconnect/platform/http/allow.ts';
import type { Routes } from '@careconnect/platform/http/routes.ts';
import { body, params } from '@careconnect/platform/http/validation.ts';
import type { Request, Response } from 'express';
import { type Clock, contextOf, personOf } from '../command-context.ts';
import { done } from '../created.ts';
import { idempotencyKey, keyed } from '../days/idempotency-key.ts';
import type { SessionHandler } from '../handlers.ts';
import { deviceOf, networkOf } from './device.ts';
import { clearRefreshCookie, readRefreshCookie, setRefreshCookie } from './refresh-cookie.ts';
import { SignInRequest } from './requests.ts';
import type { From, SessionLife, SignedIn } from './session-life.ts';
import type { SignIn } from './sign-in.ts';

type Needs = {
  routes: Routes;
  signIn: SignIn;
  sessionLife: SessionLife;
  sessions: SessionHandler;
  clock: Clock;
  publicKeys: JwkSet;
};

export const sessionRoutes = ({ routes, signIn, sessionLife, sessions, clock, publicKeys }: Needs): void => {
  routes.post('/commands/sessions', allow('anyone'), body(SignInRequest), async (req, res) => {
    const context = contextOf(req, clock());
    const { recoveryCodes, ...session } = await signIn(req.body, { ...fromOf(req), address: req.ip ?? '' }, context);
    answer(req, res, session, recoveryCodes ? { recoveryCodes } : {});
  });

  routes.post('/commands/sessions/refresh', allow('anyone'), keyed, async (req, res) => {
    // A page of another site cannot send the header, even where a browser would send the cookie along.
    const key = idempotencyKey(req);
    try {
      answer(req, res, await sessionLife.refresh(readRefreshCookie(req), key, contextOf(req, clock())));
    } catch (error) {
      if (error instanceof Refusal && error.code === 'session-over') clearRefreshCookie(req, res);
      throw error;
    }
  });

  routes.post('/commands/sessions/sign-out', allow('anyone'), async (req, res) => {
    await sessionLife.signOut(readRefreshCookie(req), contextOf(req, clock()));
    clearRefreshCookie(req, res);
    res.json({});
  });

  routes.post(
    '/commands/sessions/:sessionId/revocation',
    allow('PATIENT', 'DOCTOR', 'ADMIN', 'AUDITOR'),
    params({ sessionId: 'id' }),
    async (req, res) => {
      const now = clock();
      const { userId } = personOf(req.actor);
      const command = { is: 'EndSession', userId, because: 'REVOKED', at: now } as const;
      const stream = sessionStream(sessionId(req.params.sessionId));
      done(res, await sessions.handle(stream, command, contextOf(req, now)));
    },
  );

  routes.get('/commands/.well-known/jwks.json', allow('anyone'), (_req, res) => {
    res.set('Cache-Control', 'public, max-age=300').json(publicKeys);
  });
};

export const answer = (
  req: Pick<Request, 'secure' | 'headers'>,
  res: Response,
  signedIn: SignedIn,
  more: object = {},
): void => {
  setRefreshCookie(req, res, signedIn.refreshToken, signedIn.until);
  res.json({ ...signedIn.answer, ...more });
};

export const fromOf = (req: Pick<Request, 'get' | 'ip'>): From => ({
  device: deviceOf(req.get('User-Agent')),
  network: networkOf(req.ip),
});
