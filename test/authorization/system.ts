import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { settings as commandSettings } from '@careconnect/command-service/settings.ts';
import { startCommandService } from '@careconnect/command-service/start.ts';
import type { Role } from '@careconnect/domain/user/events.ts';
import { startEventStore } from '@careconnect/local/eventstore/server.ts';
import { serveSandbox } from '@careconnect/local/sandbox/sandbox.ts';
import { tokenIssuer } from '@careconnect/platform/auth/access-token.ts';
import { newSigningKey, publicSet, signingKey } from '@careconnect/platform/auth/keys.ts';
import { type Proofs, proofsWith } from '@careconnect/platform/auth/proofs.ts';
import { type ConfigOf, readConfig } from '@careconnect/platform/config/config.ts';
import { connectEventStore } from '@careconnect/platform/event-store/eventstoredb.ts';
import { silentLog } from '@careconnect/platform/logging/logger.ts';
import { inProcessBus } from '@careconnect/platform/messaging/in-process.ts';
import { settings as projectorSettings } from '@careconnect/projectors/settings.ts';
import { startProjectors } from '@careconnect/projectors/start.ts';
import { settings as querySettings } from '@careconnect/query-service/settings.ts';
import { startQueryService } from '@careconnect/query-service/start.ts';
import { topology } from '@careconnect/schema/topology.ts';
import { freshDatabase } from '../support/postgres.ts';

export type Person = Readonly<{ userId: string; role: Role; token: string }>;

export type Asked = Readonly<{
  method: string;
  path: string;
  as?: Person | undefined;
  body?: object | undefined;
  headers?: Readonly<Record<string, string>> | undefined;
}>;
// biome-ignore lint/suspicious/noExplicitAny: an answer is looked at as it comes
export type Answer = Readonly<{ status: number; headers: Headers; body: any }>;

/** Proves notices of payments. */
export const noticeSecret = 'whsec_matrix';

/** The services and what lies between them, on an event store and a Postgres of their own. */
export const startSystem = async () => {
  const [eventStore, database] = await Promise.all([startEventStore(), freshDatabase()]);
  const folder = await mkdtemp(join(tmpdir(), 'careconnect-matrix-'));
  const noticesUrl = 'http://nobody.example/';
  const payments = { folder, port: 0, key: 'sk_matrix', noticeSecret, noticesUrl, log: silentLog };
  const sandbox = await serveSandbox(payments);
  const jwk = newSigningKey();
  const letterKey = randomBytes(32);
  const environment = {
    PORT: '0',
    EVENTSTORE_URL: eventStore.url,
    DATABASE_URL: database.url,
    AMQP_URL: 'amqp://nobody.example',
    MASTER_KEY: `spec:${randomBytes(32).toString('base64')}`,
    EMAIL_HASH_KEY: randomBytes(32).toString('base64'),
    LETTER_KEY: letterKey.toString('base64'),
    STRIPE_SECRET_KEY: payments.key,
    STRIPE_WEBHOOK_SECRET: noticeSecret,
    STRIPE_URL: sandbox.url,
    TOKEN_PRIVATE_KEY: JSON.stringify(jwk),
    TOKEN_PUBLIC_KEY: JSON.stringify(publicSet(jwk)),
  };
  const config = <T extends Parameters<typeof readConfig>[0]>(table: T) =>
    readConfig(table, environment) as ConfigOf<T>;
  const [commands, queries, projectors] = await Promise.all([
    startCommandService(config(commandSettings), silentLog),
    startQueryService(config(querySettings), silentLog),
    startProjectors(config(projectorSettings), silentLog, inProcessBus({ topology, log: silentLog })),
  ]);
  const store = connectEventStore({ url: eventStore.url });
  const issue = tokenIssuer({ issuer: 'careconnect', audience: 'careconnect' }, signingKey(jwk));
  const proofs: Proofs = proofsWith(letterKey);

  return {
    proofs,
    person: (role: Role, userId: string = randomUUID()): Person => ({
      userId,
      role,
      token: issue({ userId, role }).token,
    }),
    async ask({ method, path, as, body, headers: more }: Asked): Promise<Answer> {
      const { port } = path.startsWith('/commands/') ? commands : path.startsWith('/admin/') ? projectors : queries;
      const headers = new Headers(more);
      if (body) headers.set('Content-Type', 'application/json');
      if (as) headers.set('Authorization', `Bearer ${as.token}`);
      const init = { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) };
      const response = await fetch(`http://127.0.0.1:${port}${path}`, init);
      return { status: response.status, headers: response.headers, body: await bodyOf(response) };
    },
    /** What the newest event of a type in a stream says in clear. */
    async newest(streamName: string, type: string): Promise<Record<string, unknown>> {
      let found: Record<string, unknown> | undefined;
      for await (const event of store.readStream(streamName))
        if (event.type === type) found = event.data as Record<string, unknown>;
      if (!found) throw new Error(`no ${type} in ${streamName}`);
      return found;
    },
    async stop(): Promise<void> {
      await Promise.all([commands.stop(), queries.stop(), projectors.stop()]);
      await store.close();
      await Promise.all([eventStore.stop(), sandbox.stop()]);
      await rm(folder, { recursive: true });
      await database.drop();
    },
  };
};

/** Of a stream that has no end, how it begins. */
const bodyOf = async (response: Response): Promise<unknown> => {
  const type = response.headers.get('content-type') ?? '';
  if (type.includes('json')) return response.json();
  if (!type.startsWith('text/event-stream')) return response.text();
  const reader = response.body?.getReader();
  const beginning = await reader?.read();
  await reader?.cancel();
  return Buffer.from(beginning?.value ?? []).toString();
};

export type System = Awaited<ReturnType<typeof startSystem>>;
