import type { KeyObject } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';
import { Authenticator } from 'passport';
import { Strategy } from 'passport-jwt';
import { type Problem, problem } from '../http/problem.ts';
import { algorithm, type TokenScope, tokenLifetimeSeconds, tokenType } from './access-token.ts';
import type { Actor } from './actor.ts';
import type { KeySet } from './keys.ts';

type SignedIn = { actor: Actor; until: Date; sessionId?: string };

const clockToleranceSeconds = 5;
const longestToken = 2_048;
/** Three parts and nothing around them. */
const bearer = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i;
const headerFields = ['alg', 'kid', 'typ'];
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Middleware that sets `req.actor` from a valid access token, and answers 401 to everything else. */
export const authenticator = (scope: TokenScope, keys: KeySet): RequestHandler => {
  const passport = new Authenticator();
  passport.use(accessTokens(scope, keys));
  const found = foundGood();
  return (req, res, next) => {
    const token = tokenOf(req);
    const enter = ({ actor, until, sessionId }: SignedIn) => {
      req.actor = actor;
      req.signedInUntil = until;
      if (sessionId) req.sessionId = sessionId;
      next();
    };
    const known = token && found.get(token);
    if (known) return enter(known);
    const settled = (error: unknown, signedIn: SignedIn | false | null | undefined) => {
      if (error || !signedIn) return next(error ?? unauthorized(req.headers.authorization !== undefined));
      if (token) found.add(token, signedIn);
      enter(signedIn);
    };
    passport.authenticate('jwt', { session: false }, settled)(req, res, next);
  };
};

const tokenOf = (req: IncomingMessage): string | null => bearer.exec(req.headers.authorization ?? '')?.[1] ?? null;

/**
 * Tokens whose signature was looked at and found good, until they run out: looking costs more than the rest of a small
 * request. The whole token is the key, so nothing but the very same text is recognised. The oldest go first.
 */
const foundGood = (limit = 10_000) => {
  const tokens = new Map<string, SignedIn>();
  return {
    get: (token: string): SignedIn | undefined => {
      const signedIn = tokens.get(token);
      if (!signedIn || signedIn.until.getTime() > Date.now()) return signedIn;
      tokens.delete(token);
      return undefined;
    },
    add: (token: string, signedIn: SignedIn): void => {
      tokens.set(token, signedIn);
      const [oldest] = tokens.keys();
      if (tokens.size > limit && oldest !== undefined) tokens.delete(oldest);
    },
  };
};

const accessTokens = (scope: TokenScope, keys: KeySet): Strategy =>
  new Strategy(
    {
      jwtFromRequest: tokenOf,
      secretOrKeyProvider: (_req, token: string, done) => {
        const key = keyFor(token, keys);
        // The types know strings and buffers alone; jsonwebtoken takes a KeyObject and is far faster with one.
        if (key) done(null, key as unknown as Buffer);
        else done(new Error('not an access token of ours'), undefined);
      },
      issuer: scope.issuer,
      audience: scope.audience,
      algorithms: [algorithm],
      jsonWebTokenOptions: { clockTolerance: clockToleranceSeconds, maxAge: tokenLifetimeSeconds },
    },
    (claims: unknown, done) => done(null, signedIn(claims) ?? false),
  );

/**
 * The key is chosen among our own by the token's kid, never fetched or taken from the token: a header that carries anything
 * beyond alg, typ and kid (jwk, jku, x5u, crit, ...) is refused before any signature is looked at.
 */
const keyFor = (token: string, keys: KeySet): KeyObject | undefined => {
  if (token.length > longestToken) return undefined;
  const header = headerOf(token);
  if (!header || Object.keys(header).sort().join() !== headerFields.join()) return undefined;
  if (header.alg !== algorithm || header.typ !== tokenType || typeof header.kid !== 'string') return undefined;
  return keys.get(header.kid);
};

const headerOf = (token: string): Record<string, unknown> | undefined => {
  try {
    const header: unknown = JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString('utf8'));
    return typeof header === 'object' && header !== null ? (header as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
};

const signedIn = (claims: unknown): SignedIn | undefined => {
  const { sub, role, sid, exp } = claims as Record<string, unknown>;
  if (typeof sub !== 'string' || !uuid.test(sub) || typeof role !== 'string' || role === '') return undefined;
  if (typeof exp !== 'number' || (sid !== undefined && !(typeof sid === 'string' && uuid.test(sid)))) return undefined;
  return {
    actor: { userId: sub, role },
    until: new Date(exp * 1000),
    ...(sid === undefined ? {} : { sessionId: sid }),
  };
};

/** Why a token fails is not told: it helps only those who make them up. */
const unauthorized = (tried: boolean): Problem =>
  problem(
    401,
    'unauthorized',
    'Sign in first',
    tried ? 'The access token is not valid or has run out.' : undefined,
    undefined,
    {
      'WWW-Authenticate': tried ? 'Bearer error="invalid_token"' : 'Bearer',
    },
  );
