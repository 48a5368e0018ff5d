import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tokenIssuer } from '@careconnect/platform/auth/access-token.ts';
import { type Jwk, newSigningKey, publicSet, signingKey } from '@careconnect/platform/auth/keys.ts';
import { startEventStoreProcess } from './event-store-process.ts';
import { type FreshDatabase, freshDatabase } from './postgres.ts';
import { startService } from './service-processes.ts';

/** Everything that takes commands, each in a process of its own: the event store on disk, Postgres, command-services. */
export type CommandHouse = {
  /** Of the command-services. */
  urls: string[];
  eventStoreUrl: string;
  databaseUrl: string;
  publicKey: Jwk;
  /** As the services are told it. */
  masterKey: string;
  issueToken: (actor: { userId: string; role: string }) => { token: string };
  adminToken: string;
  /** What is to be closed with the house. */
  alsoClose(end: () => Promise<unknown>): void;
  close(): Promise<void>;
};

export const openCommandHouse = async (
  services: number,
  newDatabase: () => Promise<FreshDatabase> = freshDatabase,
): Promise<CommandHouse> => {
  const folder = await mkdtemp(join(tmpdir(), 'careconnect-commands-'));
  const closing: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true })];
  const close = async () => {
    for (const end of closing.splice(0).reverse()) await end();
  };
  try {
    const store = await startEventStoreProcess(join(folder, 'log'));
    closing.push(store.kill);
    const database = await newDatabase();
    closing.push(database.drop);
    const jwk = newSigningKey();
    const key = () => randomBytes(32).toString('base64');
    const environment = {
      EVENTSTORE_URL: store.url,
      DATABASE_URL: database.url,
      MASTER_KEY: `house:${key()}`,
      EMAIL_HASH_KEY: key(),
      LETTER_KEY: key(),
      TOKEN_PRIVATE_KEY: JSON.stringify(jwk),
      TOKEN_PUBLIC_KEY: JSON.stringify(publicSet(jwk)),
    };
    const urls: string[] = [];
    for (let i = 0; i < services; i += 1) {
      const service = await startService('command-service', environment);
      closing.push(service.stop);
      urls.push(service.url);
    }
    const issueToken = tokenIssuer({ issuer: 'careconnect', audience: 'careconnect' }, signingKey(jwk));
    return {
      urls,
      eventStoreUrl: store.url,
      databaseUrl: database.url,
      masterKey: environment.MASTER_KEY,
      publicKey: publicSet(jwk).keys[0] as Jwk,
      issueToken,
      adminToken: issueToken({ userId: randomUUID(), role: 'ADMIN' }).token,
      alsoClose: (end) => void closing.push(end),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
};
