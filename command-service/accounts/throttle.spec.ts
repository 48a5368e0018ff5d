import { randomBytes } from 'node:crypto';
import type { Problem } from '@careconnect/platform/http/problem.ts';
import { createPool } from '@careconnect/platform/postgres/postgres.ts';
import { type FreshDatabase, freshDatabase } from '@careconnect/test/support/postgres.ts';
import { expect } from 'chai';
import type { Pool } from 'pg';
import { createThrottle, type Limits, type Throttle, type Trying } from './throttle.ts';

const limits: Limits = {
  perAccountAndAddress: 3,
  perAddress: 6,
  windowSeconds: 900,
  perAccountUnhindered: 4,
  longestWaitMs: 400,
};

describe('The throttle', () => {
  let database: FreshDatabase;
  let pools: Pool[];
  let waits: number[];
  let replicas: [Throttle, Throttle];
  beforeEach(async () => {
    database = await freshDatabase();
    pools = [1, 2].map(() => createPool({ url: database.url, max: 2 }));
    waits = [];
    const digestKey = randomBytes(32);
    const wait = async (ms: number) => void waits.push(ms);
    replicas = pools.map((pool) => createThrottle({ pool, digestKey, wait }, limits)) as [Throttle, Throttle];
  });
  afterEach(async () => {
    await Promise.all(pools.map((pool) => pool.end()));
    await database.drop();
  });

  const mia = (address = '203.0.113.1'): Trying => ({ account: 'a'.repeat(64), address });
  const of = (account: string, address = '203.0.113.1'): Trying => ({ account: account.repeat(64), address });
  const outcome = (throttle: Throttle, trying: Trying) =>
    throttle.try(trying).then(
      () => 'ok',
      ({ status, headers }: Problem) => `${status} ${Number(headers['Retry-After']) <= 900 ? 'in time' : 'never'}`,
    );

  it('counts across replicas, tries at once included', async () => {
    const tries = [0, 1, 0, 1, 0].map((replica) => outcome(replicas[replica] as Throttle, mia()));
    expect((await Promise.all(tries)).sort()).to.deep.equal(['429 in time', '429 in time', 'ok', 'ok', 'ok']);
  });

  it('does not lock the owner out: whoever guesses is stopped at their own address alone', async () => {
    for (let n = 1; n <= 30; n += 1) await outcome(replicas[0], mia(`198.51.100.${Math.ceil(n / 5)}`));
    expect(await outcome(replicas[1], mia('203.0.113.7'))).to.equal('ok');
  });

  it('makes tries at one account wait, longer and longer, when they come from many addresses', async () => {
    for (let n = 1; n <= 25; n += 1) await outcome(replicas[n % 2] as Throttle, mia(`198.51.100.${n}`));
    expect(waits).to.have.lengthOf(21);
    expect(waits).to.deep.equal([...waits].sort((a, b) => a - b));
    expect([waits[0], waits.at(-1)]).to.deep.equal([250, 400]);
  });

  it('stops one address that tries many accounts', async () => {
    const outcomes = [];
    for (const account of 'abcdefgh') outcomes.push(await outcome(replicas[0], of(account)));
    expect(outcomes).to.deep.equal([...Array(6).fill('ok'), '429 in time', '429 in time']);
    expect(await outcome(replicas[0], of('a', '203.0.113.2'))).to.equal('ok');
  });

  it('takes the addresses of one IPv6 network for one', async () => {
    for (const n of [1, 2, 3]) await outcome(replicas[0], mia(`2001:db8::${n}`));
    expect(await outcome(replicas[1], mia('2001:db8:0:0:ffff::1'))).to.equal('429 in time');
    expect(await outcome(replicas[1], mia('2001:db8:0:1::1'))).to.equal('ok');
  });

  it('forgets the tries of who turned out right', async () => {
    for (let n = 0; n < 20; n += 1) {
      expect(await outcome(replicas[n % 2] as Throttle, mia())).to.equal('ok');
      await replicas[0].forget(mia());
    }
    expect(waits).to.deep.equal([]);
  });

  it('keeps neither addresses nor accounts in clear', async () => {
    await outcome(replicas[0], mia('203.0.113.1'));
    const { rows } = await (pools[0] as Pool).query('SELECT t::text AS row FROM throttle.tries t');
    expect(rows).to.have.lengthOf(3);
    for (const { row } of rows) expect(row).not.to.contain('203.0');
  });

  it('goes on counting in the process while Postgres is away', async () => {
    await database.drop();
    const outcomes = [];
    for (let n = 0; n < 5; n += 1) outcomes.push(await outcome(replicas[0], mia()));
    expect(outcomes).to.deep.equal(['ok', 'ok', 'ok', '429 in time', '429 in time']);
  });
});
