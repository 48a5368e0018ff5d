import { randomBytes } from 'node:crypto';
import type { BackupEvent } from '@careconnect/domain/backup/events.ts';
import type { DomainEvent } from '@careconnect/domain/events.ts';
import { backupId, drillId } from '@careconnect/domain/ids.ts';
import { personalFields } from '@careconnect/domain/personal.ts';
import { user } from '@careconnect/domain/spec/clinic.ts';
import { proofsWith } from '@careconnect/platform/auth/proofs.ts';
import { createVault } from '@careconnect/platform/personal-data/vault.ts';
import { createPool, inTransaction } from '@careconnect/platform/postgres/postgres.ts';
import { projectClinic } from '@careconnect/projectors/clinic/clinic.ts';
import { messageOf } from '@careconnect/projectors/relay.ts';
import { registered } from '@careconnect/projectors/spec/people.ts';
import { told } from '@careconnect/projectors/spec/told.ts';
import { type FreshDatabase, freshDatabase } from '@careconnect/test/support/postgres.ts';
import { expect } from 'chai';
import type { Pool } from 'pg';
import { gatherFacts } from './facts.ts';
import { claim } from './ledger.ts';
import { linksAt } from './links.ts';
import { noteLetters } from './note-letters.ts';

const id = backupId('00000000-0000-4000-8000-000000900001');
const at = '2026-11-25T03:04:00.000Z';
const failed: BackupEvent = { type: 'BackupFailed', data: { backupId: id, reason: 'the disk is full', failedAt: at } };
const drilled = (differences: string[]): BackupEvent => ({
  type: 'BackupDrilled',
  data: {
    ...{ drillId: drillId('00000000-0000-4000-8000-000000910001'), backupId: id, events: 9, tables: 30, seconds: 9 },
    ...{ differences, drilledAt: at },
  },
});
const people: DomainEvent[] = [
  registered(1),
  registered(97, { role: 'ADMIN' }),
  registered(98, { role: 'ADMIN' }),
  registered(99, { role: 'ADMIN' }),
  { type: 'UserDeactivated', data: { userId: user(98), era: 1, deactivatedAt: at } },
];

describe('Letters about backups', () => {
  let database: FreshDatabase;
  let pool: Pool;
  beforeEach(async () => {
    database = await freshDatabase();
    pool = createPool({ url: database.url, max: 2 });
    await inTransaction(pool, (client) => projectClinic(() => {})(client, told(people)));
  });
  afterEach(async () => {
    await pool.end();
    await database.drop();
  });

  const hear = async (event: BackupEvent): Promise<void> => {
    const [stored] = told([event]);
    const hearing = noteLetters(pool, { set: async () => {} }, () => {});
    const delivery = { attempt: 1, signal: new AbortController().signal };
    if (stored) for (const _ of [1, 2]) await hearing(messageOf(stored), delivery);
  };
  const written = async (): Promise<string[]> =>
    (await pool.query('SELECT user_id FROM notify.letters ORDER BY user_id')).rows.map(({ user_id }) => user_id);

  it('tell every admin who is active that one failed, and why, once', async () => {
    await hear(failed);
    expect(await written()).to.deep.equal([user(97), user(99)]);
    const vault = createVault({ pool, masterKeys: [{ id: 'spec', key: randomBytes(32) }], fields: personalFields });
    const links = linksAt('https://care.example', proofsWith(randomBytes(32)));
    const due = await inTransaction(pool, claim);
    const { facts } = (due && (await gatherFacts({ pool, vault, links })(due))) as { facts: object };
    expect(facts).to.deep.include({
      what: 'failed',
      at,
      problems: ['the disk is full'],
      page: 'https://care.example/backups',
    });
  });

  it('tell what was not the same when one was restored for trial, and nothing when all was', async () => {
    await hear(drilled([]));
    expect(await written()).to.deep.equal([]);
    await hear(drilled(['public.patients: 2 rows restored, 3 live']));
    expect(await written()).to.deep.equal([user(97), user(99)]);
  });
});
