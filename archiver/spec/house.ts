import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DomainEvent } from '@careconnect/domain/events.ts';
import { personalFields } from '@careconnect/domain/personal.ts';
import { startEventStore } from '@careconnect/local/eventstore/server.ts';
import type { Revision, StoredEvent } from '@careconnect/platform/event-store/event-store.ts';
import { connectEventStore } from '@careconnect/platform/event-store/eventstoredb.ts';
import { createVault, sealing } from '@careconnect/platform/personal-data/vault.ts';
import { createPool } from '@careconnect/platform/postgres/postgres.ts';
import { type ProjectionOptions, runProjection } from '@careconnect/platform/subscription/runner.ts';
import { clinicStreams, projectClinic } from '@careconnect/projectors/clinic/clinic.ts';
import { journalStreams, projectJournal } from '@careconnect/projectors/journal/journal.ts';
import { told } from '@careconnect/projectors/spec/told.ts';
import { freshDatabase } from '@careconnect/test/support/postgres.ts';
import { until } from '@careconnect/test/support/until.ts';

export const masterKey = { id: 'spec', key: randomBytes(32) };

/** An event store and a Postgres of their own, and what a command service and the projectors would do with them. */
export const openHouse = async (databaseOf = freshDatabase) => {
  const [eventStore, database] = await Promise.all([startEventStore(), databaseOf()]);
  const pool = createPool({ url: database.url, max: 4 });
  const store = connectEventStore({ url: eventStore.url });
  const vault = createVault({ pool, masterKeys: [masterKey], fields: personalFields });
  const writing = sealing(store, vault);
  const revisions = new Map<string, Revision>();

  const run = (name: string, streamPrefixes: string[], more: Pick<ProjectionOptions, 'handle' | 'open'>) =>
    runProjection({ name, store, pool, streamPrefixes, ...more });

  return {
    eventStore,
    store,
    pool,
    vault,
    databaseUrl: database.url,
    /** Appends them as the command service would, one by one. */
    async tell(...events: readonly DomainEvent[]): Promise<void> {
      for (const { id, streamName, type, data, metadata } of told(events).map(anew)) {
        const { previousHash: _, ...written } = metadata;
        const expected = revisions.get(streamName) ?? 'no_stream';
        const { revision } = await writing.append(streamName, expected, [{ id, type, data, metadata: written }]);
        revisions.set(streamName, revision);
      }
    },
    /** Every event of the log as it lies there. */
    async log(): Promise<StoredEvent[]> {
      const ending = new AbortController();
      const events: StoredEvent[] = [];
      for await (const item of store.subscribe({ after: 'start', signal: ending.signal })) {
        if (item.kind === 'event') events.push(item.event);
        if (item.kind === 'caughtUp') break;
      }
      ending.abort();
      return events;
    },
    /** Lets the projectors read the log to its end; answers all rows but for places in the log. */
    async rows(): Promise<Record<string, object[]>> {
      const projections = [
        run('clinic', clinicStreams, { handle: projectClinic(() => {}), open: vault.open }),
        run('journal', journalStreams, { handle: projectJournal() }),
      ];
      for (const { status } of projections)
        await until(`${status().name} is live`, () => {
          if (status().state === 'stopped') throw new Error(status().problem ?? 'stopped');
          return status().state === 'live';
        });
      await Promise.all(projections.map((projection) => projection.stop()));
      const { rows: tables } = await pool.query<{ name: string }>(
        `SELECT schemaname || '.' || tablename AS name FROM pg_tables WHERE schemaname IN ('public', 'read', 'journal') ORDER BY 1`,
      );
      const content: Record<string, object[]> = {};
      for (const { name } of tables) {
        const { rows } = await pool.query(
          `SELECT to_jsonb(t) - '{position,commit_position,prepare_position}'::text[] AS row FROM ${name} t ORDER BY 1`,
        );
        content[name] = rows.map(({ row }) => row);
      }
      return content;
    },
    async close(): Promise<void> {
      await store.close();
      await Promise.all([pool.end(), eventStore.stop()]);
      await database.drop();
    },
  };
};

export type House = Awaited<ReturnType<typeof openHouse>>;

const anew = (event: StoredEvent): StoredEvent => ({ ...event, id: randomUUID() });

/** A folder for each spec of this block, gone after the last. */
export const folderOfItsOwn = (): { path: string } => {
  const folder = { path: '' };
  const made: string[] = [];
  beforeEach(async () => {
    folder.path = await mkdtemp(join(tmpdir(), 'careconnect-backup-'));
    made.push(folder.path);
  });
  // At the very end: whoever still writes there after a spec is stopped by then.
  after(() => Promise.all(made.map((path) => rm(path, { recursive: true, force: true }))));
  return folder;
};
