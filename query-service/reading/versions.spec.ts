import { createListener, type Listener } from '@careconnect/platform/postgres/listening.ts';
import { createPool } from '@careconnect/platform/postgres/postgres.ts';
import { type Part, versionsChannel } from '@careconnect/schema/versions.ts';
import { type Cable, cableTo } from '@careconnect/test/support/cable.ts';
import { type FreshDatabase, freshDatabase } from '@careconnect/test/support/postgres.ts';
import { until } from '@careconnect/test/support/until.ts';
import { expect } from 'chai';
import type { Pool } from 'pg';
import { partVersions, type Versions } from './versions.ts';

const part = 'doctors' as Part;

describe('Versions of parts', () => {
  let database: FreshDatabase;
  let pool: Pool;
  let cable: Cable;
  let listener: Listener;
  let versions: Versions;

  beforeEach(async () => {
    database = await freshDatabase();
    pool = createPool({ url: database.url, max: 2 });
    await pool.query("INSERT INTO projection.checkpoints (name, generation) VALUES ('clinic', 7)");
    cable = await cableTo(database.url);
    listener = createListener({ databaseUrl: cable.url, applicationName: 'spec', beatMs: 20, patienceMs: 2_000 });
    versions = partVersions(pool, listener);
    await until('it listens', () => listener.isConnected());
  });
  afterEach(async () => {
    await listener.close();
    await cable.remove();
    await pool.end();
    await database.drop();
  });

  /** As the projectors write and tell it. */
  const change = async (version: number) => {
    await pool.query('INSERT INTO read.versions VALUES ($1, $2) ON CONFLICT (part) DO UPDATE SET position = $2', [
      ...[part, version],
    ]);
    await pool.query('SELECT pg_notify($1, $2)', [versionsChannel, JSON.stringify([[part, String(version)]])]);
  };

  it('are kept up by what is told, once they were asked for', async () => {
    expect(versions.known([part])).to.equal(null);
    expect(await versions.of([part])).to.equal('7 0 ');
    await change(5);
    await until('it is told', () => versions.known([part]) === '7 5 ');
  });

  it('are not believed while nothing can be told, though the connection is open: each is looked up', async () => {
    await versions.of([part]);
    expect(versions.known([part])).to.equal('7 0 ');
    cable.fallSilent();
    await change(6);
    await until('nothing is believed', () => versions.known([part]) === null);
    expect(await versions.of([part])).to.equal('7 6 ');
    expect(versions.known([part])).to.equal(null);

    cable.plugIn();
    await until('it listens again', () => listener.isConnected());
    expect(await versions.of([part])).to.equal('7 6 ');
    await change(9);
    await until('it is told again', () => versions.known([part]) === '7 9 ');
  });
});
