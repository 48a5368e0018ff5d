import { randomBytes, randomUUID } from 'node:crypto';
import type { DomainEvent } from '@careconnect/domain/events.ts';
import { accountOf } from '@careconnect/domain/ids.ts';
import { personalFields } from '@careconnect/domain/personal.ts';
import { ana, user } from '@careconnect/domain/spec/clinic.ts';
import type { Role } from '@careconnect/domain/user/events.ts';
import { tokenIssuer } from '@careconnect/platform/auth/access-token.ts';
import { newSigningKey, publicSet, signingKey } from '@careconnect/platform/auth/keys.ts';
import { readConfig } from '@careconnect/platform/config/config.ts';
import type { StoredEvent } from '@careconnect/platform/event-store/event-store.ts';
import { hashOf } from '@careconnect/platform/event-store/hash.ts';
import { formatPosition, type Position } from '@careconnect/platform/event-store/position.ts';
import type { Serving } from '@careconnect/platform/http/server.ts';
import { silentLog } from '@careconnect/platform/logging/logger.ts';
import { createVault } from '@careconnect/platform/personal-data/vault.ts';
import { createPool, inTransaction } from '@careconnect/platform/postgres/postgres.ts';
import { moveCheckpoint, tellCheckpoint } from '@careconnect/platform/subscription/checkpoint.ts';
import { projectClinic } from '@careconnect/projectors/clinic/clinic.ts';
import { projectJournal } from '@careconnect/projectors/journal/journal.ts';
import { projectSessions } from '@careconnect/projectors/sessions/sessions.ts';
import { told } from '@careconnect/projectors/spec/told.ts';
import { projections } from '@careconnect/schema/projections.ts';
import { freshDatabase } from '@careconnect/test/support/postgres.ts';
import { until } from '@careconnect/test/support/until.ts';
import { settings } from '../settings.ts';
import { startQueryService } from '../start.ts';

export type Person = Readonly<{ userId: string; role: Role }>;
// biome-ignore lint/suspicious/noExplicitAny: an answer is looked at as it comes
export type Answer = Readonly<{ status: number; body: any; headers: Headers }>;

export const patientAccount = (n: number): Person => ({ userId: user(n), role: 'PATIENT' });
export const theDoctor: Person = { userId: accountOf(ana), role: 'DOCTOR' };
export const anotherDoctor: Person = { userId: randomUUID(), role: 'DOCTOR' };
export const anAdmin: Person = { userId: randomUUID(), role: 'ADMIN' };
export const anAuditor: Person = { userId: randomUUID(), role: 'AUDITOR' };

const readModels = Object.values(projections);

/** A query service over HTTP on a Postgres of its own, which holds what the projections make of events; and a clock to set. */
export const startService = async (more: Record<string, string> = {}) => {
  const database = await freshDatabase();
  const pool = createPool({ url: database.url, max: 2 });
  const jwk = newSigningKey();
  const masterKey = randomBytes(32);
  const environment = {
    PORT: '0',
    DATABASE_URL: database.url,
    TOKEN_PUBLIC_KEY: JSON.stringify(publicSet(jwk)),
    MASTER_KEY: `spec:${masterKey.toString('base64')}`,
    ...more,
  };
  const scope = { issuer: 'careconnect', audience: 'careconnect' };
  const issue = tokenIssuer(scope, signingKey(jwk));
  const vault = createVault({ pool, masterKeys: [{ id: 'spec', key: masterKey }], fields: personalFields });
  const clock = { now: '2026-11-20T12:00:00.000Z' };
  const startOne = () => startQueryService(readConfig(settings, environment), silentLog, () => clock.now);
  const serving = await startOne();
  const replicas: Serving[] = [];
  const happened: DomainEvent[] = [];
  let last: Position | null = null;
  const tips = new Map<string, string>();
  /** Each names the hash of the one before it in its stream, as the log has it. */
  const linked = (events: StoredEvent[]): StoredEvent[] =>
    events.map((event) => {
      const { streamName, metadata } = event;
      const chained = { ...event, metadata: { ...metadata, previousHash: tips.get(streamName) ?? null } };
      tips.set(streamName, hashOf(chained));
      return chained;
    });

  return {
    clock,
    pool,
    vault,
    url: `http://127.0.0.1:${serving.port}`,
    isReady: async (): Promise<boolean> => (await fetch(`http://127.0.0.1:${serving.port}/health/ready`)).ok,
    /** For a quarter of an hour, unless told. */
    tokenOf(holder: Person & { sessionId?: string }, lifeMs = 15 * 60_000): string {
      const then = () => new Date(Date.now() + lifeMs - 15 * 60_000);
      return tokenIssuer(scope, signingKey(jwk), then)(holder).token;
    },
    /** Projects these after all that happened before, until the service has heard of it; answers the position that a command would have answered. */
    async tell(...events: readonly DomainEvent[]): Promise<string> {
      happened.push(...events);
      const news = told(happened).slice(-events.length);
      const to = news.at(-1)?.position ?? { commit: 0n, prepare: 0n };
      await inTransaction(pool, async (client) => {
        for (const readModel of readModels) {
          await client.query('INSERT INTO projection.checkpoints (name) VALUES ($1) ON CONFLICT DO NOTHING', [
            readModel,
          ]);
          await moveCheckpoint(client, readModel, last, to);
        }
        await projectClinic(() => {})(client, news);
        const sealed = linked((await vault.seal(news as never[])) as StoredEvent[]);
        await projectJournal()(client, sealed);
        await projectSessions()(client, sealed);
        for (const readModel of readModels) await tellCheckpoint(client, readModel, to);
      });
      last = to;
      const position = formatPosition(to);
      const asked = `http://127.0.0.1:${serving.port}/queries/specializations?limit=1&position=${position}`;
      await until('the service has heard of it', async () => (await fetch(asked)).ok);
      return position;
    },
    lastPosition: (): string => formatPosition(last ?? { commit: 0n, prepare: 0n }),
    /** The position of what will happen next. */
    nextPosition: (): string => {
      const place = ((last?.commit ?? 0n) / 100n + 1n) * 100n;
      return formatPosition({ commit: place, prepare: place });
    },
    async get(path: string, as?: Person): Promise<Answer> {
      const headers = new Headers(as ? { Authorization: `Bearer ${issue(as).token}` } : {});
      const response = await fetch(`http://127.0.0.1:${serving.port}/queries${path}`, { headers });
      return { status: response.status, body: await response.json(), headers: response.headers };
    },
    /** Another one beside it, over the same database: its address. */
    async replica(): Promise<string> {
      const replica = await startOne();
      replicas.push(replica);
      return `http://127.0.0.1:${replica.port}`;
    },
    async stop(): Promise<void> {
      for (const each of [serving, ...replicas]) await each.stop();
      await pool.end();
      await database.drop();
    },
  };
};

export type Service = Awaited<ReturnType<typeof startService>>;

/** All items of a list, page by page, as whoever pages would collect them. */
export const everyPage = async (service: Service, path: string, limit: number, as?: Person) => {
  const pages: unknown[][] = [];
  for (let next: string | null = null, first = true; first || next; first = false) {
    const after: string = next ? `&after=${next}` : '';
    const { status, body } = await service.get(`${path}${path.includes('?') ? '&' : '?'}limit=${limit}${after}`, as);
    if (status !== 200) throw new Error(`${path} answered ${status}: ${JSON.stringify(body)}`);
    pages.push(body.items ?? body.appointments);
    next = body.next;
  }
  return pages;
};
