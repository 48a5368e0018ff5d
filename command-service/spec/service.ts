import { randomBytes, randomUUID } from 'node:crypto';
import type { Role } from '@careconnect/domain/user/events.ts';
import { type RunningEventStore, startEventStore } from '@careconnect/local/eventstore/server.ts';
import { tokenIssuer } from '@careconnect/platform/auth/access-token.ts';
import { newSigningKey, publicSet, signingKey } from '@careconnect/platform/auth/keys.ts';
import { readConfig } from '@careconnect/platform/config/config.ts';
import { connectEventStore } from '@careconnect/platform/event-store/eventstoredb.ts';
import { silentLog } from '@careconnect/platform/logging/logger.ts';
import { freshDatabase } from '@careconnect/test/support/postgres.ts';
import { settings } from '../settings.ts';
import { startCommandService } from '../start.ts';

export type Person = Readonly<{ userId: string; role: Role; token: string }>;
export type Answer = Readonly<{ status: number; body: Record<string, unknown>; headers: Headers }>;
export type Told = Readonly<{ type: string; data: Record<string, unknown> }>;
export type Ask = Readonly<{
  as?: Person | string | undefined;
  body?: unknown;
  key?: string | undefined;
  headers?: Record<string, string> | undefined;
}>;

export const admin = { email: 'first.admin@example.com', password: 'a long enough secret' };

/** A command service over HTTP, with a real event store and a real Postgres of its own. */
export const startService = async (changes: Record<string, string> = {}, store?: RunningEventStore) => {
  const [eventStore, database] = await Promise.all([store ?? startEventStore(), freshDatabase()]);
  const jwk = newSigningKey();
  const environment = {
    PORT: '0',
    EVENTSTORE_URL: eventStore.url,
    DATABASE_URL: database.url,
    MASTER_KEY: `spec:${randomBytes(32).toString('base64')}`,
    EMAIL_HASH_KEY: randomBytes(32).toString('base64'),
    LETTER_KEY: randomBytes(32).toString('base64'),
    TOKEN_PRIVATE_KEY: JSON.stringify(jwk),
    TOKEN_PUBLIC_KEY: JSON.stringify(publicSet(jwk)),
    ADMIN_EMAIL: admin.email,
    ADMIN_PASSWORD: admin.password,
    ...changes,
  };
  const start = () => startCommandService(readConfig(settings, environment), silentLog);
  const first = await start();
  const running = [first];
  const { port } = first;
  const issue = tokenIssuer({ issuer: 'careconnect', audience: 'careconnect' }, signingKey(jwk));

  const person = (role: Role, userId: string = randomUUID()): Person => ({
    userId,
    role,
    token: issue({ userId, role }).token,
  });

  const askAt = async (
    port: number,
    method: string,
    path: string,
    { as, body, key, headers: more }: Ask = {},
  ): Promise<Answer> => {
    const headers = new Headers({ 'Content-Type': 'application/json', ...more });
    if (as) headers.set('Authorization', `Bearer ${typeof as === 'string' ? as : as.token}`);
    if (key) headers.set('Idempotency-Key', key);
    const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    const response = await fetch(`http://127.0.0.1:${port}/commands${path}`, init);
    return { status: response.status, body: (await response.json()) as Answer['body'], headers: response.headers };
  };

  return {
    eventStore,
    environment,
    person,
    port,
    askAt,
    ask: (method: string, path: string, asked?: Ask) => askAt(port, method, path, asked),
    /** One more of the same on the same store and keys; answers its port. */
    async startAnother(): Promise<number> {
      const another = await start();
      running.push(another);
      return another.port;
    },
    /** What lies in a stream of the log, the oldest first, sealed as it is. */
    async eventsIn(stream: string): Promise<Told[]> {
      const log = connectEventStore({ url: eventStore.url });
      const events: Told[] = [];
      for await (const { type, data } of log.readStream(stream)) events.push({ type, data: data as Told['data'] });
      await log.close();
      return events;
    },
    /** Postgres goes away, and does not come back. */
    loseDatabase: () => database.drop(),
    async stop({ keepEventStore = false } = {}): Promise<void> {
      await Promise.all(running.map((service) => service.stop()));
      if (!keepEventStore) await eventStore.stop();
      await database.drop();
    },
  };
};

export type Service = Awaited<ReturnType<typeof startService>>;
