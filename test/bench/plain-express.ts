// What the plain sides of the benchmarks have in common: Express, a pool, and a look at the token.
import { createPublicKey } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import express, { type Express, type RequestHandler } from 'express';
import passport from 'passport';
import { ExtractJwt, Strategy } from 'passport-jwt';
import pg from 'pg';

export type Plain = {
  app: Express;
  pool: pg.Pool;
  /** Sets `req.user` to `{ userId, role }`. */
  signedIn: RequestHandler;
  /** The arguments behind the database and the key. */
  more: string[];
};

/** Runs as a process of its own: `DATABASE_URL PUBLIC_JWK [MORE...]`. Tells its parent the port, and ends with it. */
export const servePlain = async (build: (plain: Plain) => void | Promise<void>): Promise<void> => {
  const [databaseUrl, publicKey, ...more] = process.argv.slice(2);
  if (!databaseUrl || !publicKey) throw new Error('DATABASE_URL PUBLIC_JWK [MORE...]');
  const key = createPublicKey({ key: JSON.parse(publicKey), format: 'jwk' });
  const jwtFromRequest = ExtractJwt.fromAuthHeaderAsBearerToken();
  passport.use(
    new Strategy({ jwtFromRequest, secretOrKey: key as unknown as Buffer, algorithms: ['ES256'] }, (claims, done) =>
      done(null, { userId: claims.sub, role: claims.role }),
    ),
  );
  const app = express();
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 10 });
  await build({ app, pool, signedIn: passport.authenticate('jwt', { session: false }), more });
  const server = app.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
  process.on('disconnect', () => process.exit(0));
};
