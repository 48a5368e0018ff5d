import { randomBytes } from 'node:crypto';
import { type DomainEvent, schemaVersion } from '@careconnect/domain/events.ts';
import { personalFields } from '@careconnect/domain/personal.ts';
import { startEventStore } from '@careconnect/local/eventstore/server.ts';
import type { Position } from '@careconnect/platform/event-store/event-store.ts';
import { connectEventStore } from '@careconnect/platform/event-store/eventstoredb.ts';
import type { MasterKeys } from '@careconnect/platform/personal-data/person-keys.ts';
import { createVault, sealing } from '@careconnect/platform/personal-data/vault.ts';
import { createPool } from '@careconnect/platform/postgres/postgres.ts';
import { freshDatabase } from '@careconnect/test/support/postgres.ts';
import { readModels } from '../read-models.ts';
import { told } from './told.ts';

/** An event store, a Postgres of its own unless it is to share that of another, and events that are written there one after the other. */
export const openLivingLog = async (shared?: { databaseUrl: string; masterKeys: MasterKeys }) => {
  const [eventStore, database] = await Promise.all([startEventStore(), shared ? undefined : freshDatabase()]);
  const databaseUrl = database?.url ?? shared?.databaseUrl ?? '';
  const pool = createPool({ url: databaseUrl });
  const masterKeys: MasterKeys = shared?.masterKeys ?? [{ id: 'spec', key: randomBytes(32) }];
  const vault = createVault({ pool, masterKeys, fields: personalFields });
  const store = connectEventStore({ url: eventStore.url });
  const sealed = sealing(store, vault);
  const happened: DomainEvent[] = [];

  return {
    url: eventStore.url,
    ...{ databaseUrl, masterKeys, pool, store, vault },
    models: readModels(vault.open, () => {}),
    /** Answers the position of the last one. */
    async happens(...events: readonly DomainEvent[]): Promise<Position> {
      happened.push(...events);
      let last: Position = { commit: 0n, prepare: 0n };
      for (const { id, streamName, revision, type, data, metadata } of told(happened).slice(-events.length)) {
        const { correlationId, recordedAt } = metadata;
        const said = { correlationId, causationId: id, actor: null, recordedAt, schemaVersion };
        const expected = revision === 0n ? 'no_stream' : revision - 1n;
        ({ position: last } = await sealed.append(streamName, expected, [{ id, type, data, metadata: said }]));
      }
      return last;
    },
    async close(): Promise<void> {
      await Promise.all([sealed.close(), pool.end()]);
      await Promise.all([eventStore.stop(), database?.drop()]);
    },
  };
};

export type LivingLog = Awaited<ReturnType<typeof openLivingLog>>;
