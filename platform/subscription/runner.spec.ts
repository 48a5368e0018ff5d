import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type RunningEventStore, startEventStore } from '@careconnect/local/eventstore/server.ts';
import { type EventStoreProcess, startEventStoreProcess } from '@careconnect/test/support/event-store-process.ts';
import { type EventStoreProxy, startEventStoreProxy } from '@careconnect/test/support/event-store-proxy.ts';
import { type FreshDatabase, freshDatabase } from '@careconnect/test/support/postgres.ts';
import { until } from '@careconnect/test/support/until.ts';
import { expect } from 'chai';
import type { Pool } from 'pg';
import type { EventStore, Position, Revision } from '../event-store/event-store.ts';
import { connectEventStore } from '../event-store/eventstoredb.ts';
import { metadata } from '../event-store/spec/events.ts';
import { createPool, inTransaction } from '../postgres/postgres.ts';
import { moveCheckpoint } from './checkpoint.ts';
import { type Projection, type ProjectionOptions, type ProjectionStatus, runProjection } from './runner.ts';
import { count, countingTable, options } from './spec/counting.ts';

const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);
const script = fileURLToPath(new URL('./spec/projection-process.ts', import.meta.url));

describe('a projection', () => {
  let server: RunningEventStore;
  let proxy: EventStoreProxy;
  let writer: EventStore;
  let store: EventStore;
  let database: FreshDatabase;
  let pool: Pool;
  let stream: string;
  let written: number;
  let revision: Revision;
  const running: Projection[] = [];

  const write = async (howMany: number) => {
    for (const end = written + howMany; written < end; ) {
      const batch = numbers(written, Math.min(end, written + 200));
      const events = batch.map((n) => ({ id: randomUUID(), type: 'Counted', data: { n }, metadata }));
      ({ revision } = await writer.append(stream, revision, events));
      written += batch.length;
    }
  };
  const run = (more: Partial<ProjectionOptions> = {}): Projection => {
    const projection = runProjection({ ...options(store, database.url, [stream]), pool, ...more });
    running.push(projection);
    return projection;
  };
  const seen = async (): Promise<number[]> =>
    (await pool.query('SELECT n FROM seen ORDER BY place')).rows.map(({ n }) => n);
  const hasSeen = (howMany: number) => async () =>
    Number((await pool.query('SELECT count(*) AS n FROM seen')).rows[0].n) >= howMany;
  const stateIs = (projection: Projection, state: ProjectionStatus['state']) => () =>
    projection.status().state === state;
  const isWaiting = async () => {
    const waits = await pool.query(
      `SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
       AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    );
    return waits.rowCount === 1;
  };
  const terminate = (what: string) =>
    pool.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1 AND pid <> pg_backend_pid()',
      [what],
    );

  before(async () => {
    server = await startEventStore();
    writer = connectEventStore({ url: server.url });
  });
  beforeEach(async () => {
    [stream, written, revision] = [`count-${randomUUID()}`, 0, 'no_stream'];
    proxy = await startEventStoreProxy(server.url);
    store = connectEventStore({ url: proxy.url });
    database = await freshDatabase();
    pool = createPool({ url: database.url, max: 8 });
    await pool.query(countingTable);
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map((projection) => projection.stop()));
    await store.close();
    await proxy.stop();
    await pool.end();
    await database.drop();
  });
  after(async () => {
    await writer.close();
    await server.stop();
  });

  it('writes every event once and in order, what was there and what comes', async () => {
    await write(1_200);
    const projection = run();
    await until('it is live', stateIs(projection, 'live'));
    expect(projection.status()).to.deep.include({ name: 'counting', lagSeconds: 0, problem: null });
    for (let i = 0; i < 10; i += 1) await write(7);
    await until('all are seen', hasSeen(1_270));
    expect(await seen()).to.deep.equal(numbers(0, 1_270));
    const { rows } = await pool.query('SELECT * FROM projection.checkpoints');
    expect(rows[0]).to.include({ name: 'counting', commit_position: String((await store.head())?.commit) });
  });

  it('goes on where it stopped', async () => {
    await write(300);
    for (const total of [300, 500, 501]) {
      await write(total - written);
      const projection = run();
      await until('all are seen', hasSeen(total));
      await projection.stop();
    }
    expect(await seen()).to.deep.equal(numbers(0, 501));
  });

  it('neither misses nor doubles an event when its subscription breaks twenty times', async () => {
    const projection = run({ batchSize: 10 });
    for (let round = 1; round <= 20; round += 1) {
      await write(15);
      await until('some more are seen', hasSeen(written - 10));
      proxy.endSubscriptions(round % 2 === 0 ? 'cleanly' : 'with an error');
    }
    await until('all are seen', hasSeen(300));
    expect(await seen()).to.deep.equal(numbers(0, 300));
    await until('it is live', stateIs(projection, 'live'));
  });

  it('writes again what was lost with its connection between the rows and the commit', async () => {
    await write(100);
    let losses = 0;
    run({
      batchSize: 20,
      async handle(client, events) {
        await count(client, events);
        losses += 1;
        if (losses % 2 === 1) await client.query('SELECT pg_terminate_backend(pg_backend_pid())');
      },
    });
    await until('all are seen', hasSeen(100));
    expect(await seen()).to.deep.equal(numbers(0, 100));
    expect(losses).to.be.at.least(10);
  });

  it('is exact after its process is killed again and again', async () => {
    await write(2_000);
    const start = () => spawn(process.execPath, ['--import', 'tsx', script, server.url, database.url, stream]);
    let child: ChildProcess = start();
    try {
      for (let kills = 0; kills < 3; kills += 1) {
        for (let batches = 0; batches < 3; batches += 1) if (child.stdout) await once(child.stdout, 'data');
        child.kill('SIGKILL');
        child = start();
      }
      await until('all are seen', hasSeen(2_000));
    } finally {
      child.kill('SIGKILL');
    }
    expect(await seen()).to.deep.equal(numbers(0, 2_000));
  }).timeout(40_000);

  it('has one owner; another one waits and takes over within seconds', async () => {
    await write(10);
    const first = run();
    await until('the first is live', stateIs(first, 'live'));
    const second = run();
    await until('the second waits', isWaiting);
    await write(10);
    await until('all are seen', hasSeen(20));
    expect(second.status().state).to.equal('standby');
    const began = Date.now();
    await first.stop();
    await until('the second is live', stateIs(second, 'live'));
    expect(Date.now() - began).to.be.below(5_000);
    await write(10);
    await until('all are seen', hasSeen(30));
    expect(await seen()).to.deep.equal(numbers(0, 30));
  });

  it('stops working when the connection that makes it the owner is lost', async () => {
    const first = run();
    await until('the first is live', stateIs(first, 'live'));
    const second = run();
    await until('the second waits', isWaiting);
    for (let round = 0; round < 5; round += 1) {
      await terminate('careconnect owner of counting');
      await write(20);
      await until('all are seen', hasSeen(written));
    }
    expect(await seen()).to.deep.equal(numbers(0, 100));
    await until('one is live', () => [first, second].filter((each) => each.status().state === 'live').length === 1);
  });

  it('gives way when somebody else has moved its checkpoint, and goes on from there', async () => {
    const projection = run();
    await write(15);
    await until('fifteen are seen', hasSeen(15));
    // Another process that believes itself the owner is faster with the next three.
    await inTransaction(pool, async (client) => {
      await client.query("SELECT FROM projection.checkpoints WHERE name = 'counting' FOR UPDATE");
      await write(5);
      let last: Position | undefined;
      for await (const event of writer.readStream(stream, { from: 15n, maxCount: 3 })) {
        await count(client, [event]);
        last = event.position;
      }
      if (last) await moveCheckpoint(client, 'counting', projection.status().position, last);
    });
    await until('all are seen', hasSeen(20));
    expect(await seen()).to.deep.equal(numbers(0, 20));
    await until('it is live', stateIs(projection, 'live'));
  });

  it('names the event it cannot handle and stops there, while others go on', async () => {
    await write(40);
    const statuses: ProjectionStatus[] = [];
    const poisoned = run({
      onStatus: (status) => statuses.push(status),
      async handle(client, events) {
        await count(client, events);
        if (events.some(({ data }) => (data as { n: number }).n === 23)) await client.query("SELECT 'private'::int");
      },
    });
    const other = run({ name: 'other', handle: async () => {} });
    await until('it has stopped', stateIs(poisoned, 'stopped'), 15_000);
    expect(poisoned.status().problem).to.contain(`Counted, ${stream} at 23`).and.contain('SQLSTATE 22P02');
    expect(poisoned.status().problem).not.to.contain('private');
    expect(statuses.map(({ state }) => state)).to.include('retrying');
    expect(await seen()).to.deep.equal(numbers(0, 23));
    await write(10);
    await until('the other one is live', stateIs(other, 'live'));
    expect(poisoned.status().state).to.equal('stopped');
  }).timeout(40_000);

  it('gets past a batch that fails only as a whole', async () => {
    await write(30);
    const projection = run({
      maxFailures: 2,
      async handle(client, events) {
        if (events.length > 1) throw new RangeError('too many at once');
        await count(client, events);
      },
    });
    await until('all are seen', hasSeen(30));
    expect(await seen()).to.deep.equal(numbers(0, 30));
    await until('it is live', stateIs(projection, 'live'));
  });

  it('waits out faults that no event is to blame for', async () => {
    await write(5);
    let tries = 0;
    const projection = run({
      maxFailures: 2,
      async handle(client, events) {
        tries += 1;
        if (tries <= 4) await client.query("DO $$ BEGIN RAISE SQLSTATE '40P01'; END $$");
        await count(client, events);
      },
    });
    await until('all are seen', hasSeen(5));
    await until('it is live', stateIs(projection, 'live'));
    expect(projection.status().problem).to.equal(null);
  });

  it('moves its checkpoint over events of others, so that a restart does not look at them again', async () => {
    await write(1_300);
    const projection = run({ streamPrefixes: ['nothing-'] });
    await until('it is live', stateIs(projection, 'live'));
    expect(projection.status().position?.commit).to.be.a('bigint');
    await projection.stop();
    const { rows } = await pool.query('SELECT commit_position FROM projection.checkpoints');
    expect(BigInt(rows[0].commit_position) > 0n).to.equal(true);
  });

  it('opens each batch before it is handled', async () => {
    await write(3);
    const open: ProjectionOptions['open'] = async (events) =>
      events.map((event) => ({ ...event, data: { n: (event.data as { n: number }).n * 10 } }));
    run({ open });
    await until('all are seen', hasSeen(3));
    expect(await seen()).to.deep.equal([0, 10, 20]);
  });

  describe('over a log that is older than its checkpoint', () => {
    it('refuses to start', async () => {
      await pool.query("INSERT INTO projection.checkpoints VALUES ('counting', 1e15, 1e15)");
      const projection = run();
      await until('it has stopped', stateIs(projection, 'stopped'));
      expect(projection.status().problem).to.contain('the log is older than the checkpoint of counting');
    });

    describe('that has grown past it since', () => {
      let own: EventStoreProcess;
      let restored: EventStore;
      const event = (n: number, id: string = randomUUID()) => ({ id, type: 'Counted', data: { n }, metadata });
      const events = (howMany: number) => numbers(0, howMany).map((n) => event(n));
      beforeEach(async () => {
        own = await startEventStoreProcess(); // in memory: a restart loses the log
        restored = connectEventStore({ url: own.url });
      });
      afterEach(async () => {
        for (const projection of running.splice(0)) await projection.stop();
        await restored.close();
        await own.kill();
      });
      const refuses = async () => {
        const before = await seen();
        const projection = run({ store: restored });
        await until('it has stopped', stateIs(projection, 'stopped'));
        expect(projection.status().problem).to.contain('grew out of an older copy');
        expect(await seen()).to.deep.equal(before);
      };

      it('refuses to start, for another event stands there', async () => {
        await restored.append(stream, 'no_stream', events(3));
        const projection = run({ store: restored });
        await until('three are seen', hasSeen(3));
        await projection.stop();
        await own.kill();
        await own.start();
        await restored.append(stream, 'no_stream', events(5));
        await refuses();
      });

      it('refuses to start, also where it had passed over events of others', async () => {
        const first = event(0);
        await restored.append(stream, 'no_stream', [first]);
        for (const other of numbers(0, 3)) await restored.append(`other-${other}`, 'no_stream', events(400));
        const projection = run({ store: restored });
        await until('others are passed over', () => (projection.status().position?.commit ?? 0n) > 500n);
        await projection.stop();
        await own.kill();
        await own.start();
        await restored.append(stream, 'no_stream', [first]);
        for (const other of numbers(0, 4)) await restored.append(`other-${other}`, 'no_stream', events(400));
        await refuses();
      });
    });

    it('stops when the log is replaced while it runs', async () => {
      const own = await startEventStoreProcess(); // in memory: a restart loses the log
      const replaced = connectEventStore({ url: own.url });
      try {
        const [event] = [{ id: randomUUID(), type: 'Counted', data: { n: 0 }, metadata }];
        await replaced.append(stream, 'no_stream', [event]);
        const projection = run({ store: replaced });
        await until('it is live', stateIs(projection, 'live'));
        await until('one is seen', hasSeen(1));
        await own.kill();
        await own.start();
        await until('it has stopped', stateIs(projection, 'stopped'), 15_000);
        expect(projection.status().problem).to.contain('older than the checkpoint');
        await projection.stop();
      } finally {
        await replaced.close();
        await own.kill();
      }
    }).timeout(40_000);
  });
});
