import { randomUUID } from 'node:crypto';
import jwt from 'jsonwebtoken';
import type { Holder } from './actor.ts';
import type { SigningKey } from './keys.ts';

export const algorithm = 'ES256';
/** RFC 9068. Another kind of token signed by the same key is not an access token. */
export const tokenType = 'at+jwt';
export const tokenLifetimeSeconds = 15 * 60;

export type TokenScope = { issuer: string; audience: string };
export type AccessToken = { token: string; expiresAt: Date };

/** Signs access tokens that last 15 minutes. They hold ids and a role, nothing else about a person. */
export const tokenIssuer =
  (scope: TokenScope, { key, kid }: SigningKey, now: () => Date = () => new Date()) =>
  ({ userId, role, sessionId }: Holder): AccessToken => {
    const issuedAt = Math.floor(now().getTime() / 1000);
    const expiresAt = issuedAt + tokenLifetimeSeconds;
    const claims = {
      iss: scope.issuer,
      aud: scope.audience,
      sub: userId,
      role,
      ...(sessionId === undefined ? {} : { sid: sessionId }),
      jti: randomUUID(),
      iat: issuedAt,
      nbf: issuedAt,
      exp: expiresAt,
    };
    const token = jwt.sign(claims, key, { header: { alg: algorithm, typ: tokenType, kid } });
    return { token, expiresAt: new Date(expiresAt * 1000) };
  };
