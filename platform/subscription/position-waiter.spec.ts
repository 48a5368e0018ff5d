import { type FreshDatabase, freshDatabase } from '@careconnect/test/support/postgres.ts';
import { until } from '@careconnect/test/support/until.ts';
import { expect } from 'chai';
import type { Pool } from 'pg';
import type { Position } from '../event-store/event-store.ts';
import { createPool, inTransaction } from '../postgres/postgres.ts';
import { moveCheckpoint, replaceCheckpoint, tellCheckpoint, withdraw } from './checkpoint.ts';
import { createPositionWaiter, type PositionWaiter } from './position-waiter.ts';

const at = (n: number): Position => ({ commit: BigInt(n), prepare: BigInt(n) });

describe('the position waiter', () => {
  let database: FreshDatabase;
  let pool: Pool;
  let waiter: PositionWaiter;
  let last: Position | null;

  const move = async (n: number) => {
    await inTransaction(pool, async (client) => {
      await moveCheckpoint(client, 'days', last, at(n));
      await tellCheckpoint(client, 'days', at(n));
    });
    last = at(n);
  };

  beforeEach(async () => {
    database = await freshDatabase();
    pool = createPool({ url: database.url, max: 2 });
    await pool.query("INSERT INTO projection.checkpoints (name) VALUES ('days')");
    last = null;
    await move(10);
    waiter = createPositionWaiter({ databaseUrl: database.url, maxWaiters: 3 });
    await until('it is connected', () => waiter.isConnected());
  });
  afterEach(async () => {
    await waiter.close();
    await pool.end();
    await database.drop();
  });

  it('knows at once what was reached before it started', async () => {
    expect(waiter.positionOf('days')).to.deep.equal(at(10));
    expect(await waiter.waitFor('days', at(10), 0)).to.equal(true);
    expect(await waiter.waitFor('days', at(9), 0)).to.equal(true);
  });

  it('answers as soon as the transaction that passes the position is committed', async () => {
    const waiting = waiter.waitFor('days', at(11), 5_000);
    const began = Date.now();
    await move(12);
    expect(await waiting).to.equal(true);
    expect(Date.now() - began).to.be.below(1_000);
  });

  it('gives up in time, and tells nobody of a transaction that was rolled back', async () => {
    const failing = inTransaction(pool, async (client) => {
      await moveCheckpoint(client, 'days', last, at(20));
      await tellCheckpoint(client, 'days', at(20));
      throw new Error('no');
    }).catch(() => {});
    expect(await waiter.waitFor('days', at(20), 150)).to.equal(false);
    expect(await waiter.waitFor('unknown', at(1), 20)).to.equal(false);
    await failing;
  });

  it('catches up after its connection was lost', async () => {
    const waiting = waiter.waitFor('days', at(15), 10_000);
    await pool.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'careconnect-positions'",
    );
    await until('it is cut off', () => !waiter.isConnected());
    await move(15);
    expect(await waiting).to.equal(true);
    await until('it is connected again', () => waiter.isConnected());
  });

  it('lets nobody go for rows that are withdrawn, until they are made anew', async () => {
    await withdraw(pool, 'days');
    await until('it is known', () => waiter.isWithdrawn('days'));
    expect(await waiter.waitFor('days', at(5), 20)).to.equal(false);
    const other = createPositionWaiter({ databaseUrl: database.url });
    await until('another one knows it too', () => other.isWithdrawn('days'));
    await other.close();

    const waiting = waiter.waitFor('days', at(7), 5_000);
    await inTransaction(pool, (client) => replaceCheckpoint(client, 'days', at(7)));
    expect(await waiting).to.equal(true);
    expect(waiter.isWithdrawn('days')).to.equal(false);
    expect(waiter.positionOf('days')).to.deep.equal(at(7));
    await inTransaction(pool, (client) => replaceCheckpoint(client, 'days', null));
    await until('it begins anew', () => waiter.positionOf('days') === null);
  });

  it('lets only so many wait', async () => {
    const waiting = [1, 2, 3].map(() => waiter.waitFor('days', at(30), 5_000));
    expect(await waiter.waitFor('days', at(30), 5_000)).to.equal(false);
    await move(30);
    expect(await Promise.all(waiting)).to.deep.equal([true, true, true]);
  });

  it('lets everybody go when it closes', async () => {
    const waiting = waiter.waitFor('days', at(99), 60_000);
    await waiter.close();
    expect(await waiting).to.equal(false);
  });
});
