import { type Cable, cableTo } from '@careconnect/test/support/cable.ts';
import { type FreshDatabase, freshDatabase } from '@careconnect/test/support/postgres.ts';
import { until } from '@careconnect/test/support/until.ts';
import { expect } from 'chai';
import type { Pool } from 'pg';
import { createListener, type Listener } from './listening.ts';
import { createPool } from './postgres.ts';

const [beatMs, patienceMs] = [20, 2_000];

describe('A listener', () => {
  let database: FreshDatabase;
  let pool: Pool;
  let cable: Cable;
  let listener: Listener;
  let heard: string[];
  let begun: number;

  beforeEach(async () => {
    database = await freshDatabase();
    pool = createPool({ url: database.url, max: 1 });
    cable = await cableTo(database.url);
    [heard, begun] = [[], 0];
    listener = createListener({ databaseUrl: cable.url, applicationName: 'spec', beatMs, patienceMs });
    listener.on('news', {
      hear: (payload) => void heard.push(payload),
      async begin() {
        begun += 1;
      },
    });
    await until('it listens', () => begun > 0 && listener.isConnected());
  });
  afterEach(async () => {
    await listener.close();
    await cable.remove();
    await pool.end();
    await database.drop();
  });

  const tell = (payload: string) => pool.query("SELECT pg_notify('news', $1)", [payload]);
  const hears = (payload: string) =>
    until(`${payload} is heard`, async () => {
      await tell(payload);
      return heard.includes(payload);
    });

  it('is asked for signs of life over one and the same connection', async () => {
    const [pids, beats] = [new Set<number>(), new Set<string>()];
    await until('several were given', async () => {
      const { rows } = await pool.query(
        `SELECT pid, query_start::text AS at FROM pg_stat_activity
          WHERE application_name = 'spec' AND datname = current_database() AND query = 'SELECT 1'`,
      );
      for (const { pid, at } of rows) {
        pids.add(pid);
        beats.add(at);
      }
      return beats.size >= 3;
    });
    expect([pids.size, begun]).to.deep.equal([1, 1]);
  });

  it('is believed no more once its connection has died without a word, and begins anew over the next', async () => {
    await hears('one');
    const before = begun;
    cable.fallSilent();
    await tell('missed');
    await until('it is believed no more', () => !listener.isConnected());
    expect(heard).to.not.include('missed');
    expect(begun).to.equal(before);

    cable.plugIn();
    await until('it listens again', () => listener.isConnected());
    expect(begun).to.be.above(before);
    await hears('two');
    expect(heard).to.not.include('missed');
  });

  it('is not believed after the process stood still, until it was answered again', async () => {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, beatMs + patienceMs + 1);
    expect(listener.isConnected()).to.equal(false);
    await until('it was answered', () => listener.isConnected());
  });

  it('closes though nobody says a word', async () => {
    cable.fallSilent();
    await listener.close();
    expect(listener.isConnected()).to.equal(false);
  });
});
