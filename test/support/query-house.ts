import { randomBytes } from 'node:crypto';
import { tokenIssuer } from '@careconnect/platform/auth/access-token.ts';
import { type Jwk, newSigningKey, publicSet, signingKey } from '@careconnect/platform/auth/keys.ts';
import { createPool } from '@careconnect/platform/postgres/postgres.ts';
import type { Pool } from 'pg';
import { freshDatabase } from './postgres.ts';
import { startService } from './service-processes.ts';

/** A query-service in a process of its own, and the database that it answers from. */
export type QueryHouse = {
  url: string;
  databaseUrl: string;
  publicKey: Jwk;
  /** Its statements may take as long as they need. */
  pool: Pool;
  tokenOf: (actor: { userId: string; role: string }) => string;
  close(): Promise<void>;
};

/** `fill` puts the rows in, and all statistics are fresh before anybody asks. */
export const openQueryHouse = async (fill: (pool: Pool) => Promise<void>): Promise<QueryHouse> => {
  const database = await freshDatabase();
  const pool = createPool({ url: database.url, max: 2, statementTimeoutMs: 0 });
  const closing = [database.drop, () => pool.end()];
  const close = async () => {
    for (const end of closing.splice(0).reverse()) await end();
  };
  try {
    await fill(pool);
    await pool.query('VACUUM (ANALYZE)');
    const jwk = newSigningKey();
    const service = await startService('query-service', {
      DATABASE_URL: database.url,
      MASTER_KEY: `house:${randomBytes(32).toString('base64')}`,
      TOKEN_PUBLIC_KEY: JSON.stringify(publicSet(jwk)),
    });
    closing.push(service.stop);
    const issue = tokenIssuer({ issuer: 'careconnect', audience: 'careconnect' }, signingKey(jwk));
    const publicKey = publicSet(jwk).keys[0] as Jwk;
    return {
      url: service.url,
      databaseUrl: database.url,
      publicKey,
      pool,
      tokenOf: (actor) => issue(actor).token,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
};
