import { randomUUID } from 'node:crypto';
import { type FreshDatabase, freshDatabase } from '@careconnect/test/support/postgres.ts';
import { until } from '@careconnect/test/support/until.ts';
import { expect } from 'chai';
import type { Pool } from 'pg';
import { createPool, inTransaction } from './postgres.ts';
import { createTaskQueues, type TaskQueues } from './task-queues.ts';

type Task = { n: number };

describe('Tasks kept in Postgres', () => {
  let database: FreshDatabase;
  let pool: Pool;
  let queues: TaskQueues<Task>[];

  beforeEach(async () => {
    database = await freshDatabase();
    pool = createPool({ url: database.url, max: 2 });
    queues = [];
  });
  afterEach(async () => {
    for (const each of queues) await each.close();
    await pool.end();
    await database.drop();
  });

  const open = async (look?: (task: Task) => Promise<void>, lookEverySeconds = 1): Promise<TaskQueues<Task>> => {
    const opened = createTaskQueues<Task>({
      ...{ databaseUrl: database.url, applicationName: 'spec', schema: 'spec_tasks', atOnce: { tasks: 20 } },
      lookEverySeconds,
      queueOf: () => 'tasks',
      onFault: () => {},
    });
    queues.push(opened);
    await opened.open();
    if (look) await opened.work(look);
    return opened;
  };
  const keep = (into: TaskQueues<Task>, ...tasks: number[]) =>
    inTransaction(pool, (client) =>
      into.keep(
        client,
        tasks.map((n) => ({ id: randomUUID(), task: { n } })),
      ),
    );

  it('are kept with what the transaction does, or not at all', async () => {
    const done: number[] = [];
    const into = await open(async ({ n }) => void done.push(n));
    const cutOff = inTransaction(pool, async (client) => {
      await into.keep(client, [{ id: randomUUID(), task: { n: 1 } }]);
      throw new Error('cut off');
    });
    expect(await cutOff.catch(({ message }) => message)).to.equal('cut off');
    await keep(into, 2);
    await until('it is done', () => done.length > 0);
    expect(done).to.deep.equal([2]);
  });

  it('are taken one batch upon another while there are more', async () => {
    const done: number[] = [];
    const numbers = Array.from({ length: 50 }, (_, n) => n);
    await keep(await open(), ...numbers);
    await open(async ({ n }) => void done.push(n), 600);
    await until('all are done', () => done.length === numbers.length);
    expect(done.toSorted((a, b) => a - b)).to.deep.equal(numbers);
  });

  it('that a process took with it when it died are done by another half a minute later', async () => {
    let release = () => {};
    let taken = 0;
    const dying = await open(() => {
      taken += 1;
      return new Promise((resolve) => {
        release = resolve;
      });
    });
    await keep(dying, 1, 2);
    await until('they are taken', () => taken === 1);
    const done: number[] = [];
    await open(async ({ n }) => void done.push(n));
    await pool.query(
      "UPDATE spec_tasks.job SET started_on = started_on - interval '31 seconds' WHERE state = 'active'",
    );
    try {
      await until('another has done them', () => done.length === 2);
    } finally {
      release();
    }
    expect(done.toSorted()).to.deep.equal([1, 2]);
  }).timeout(90_000);
});
