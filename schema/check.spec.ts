import { createPool } from '@careconnect/platform/postgres/postgres.ts';
import { type FreshDatabase, freshDatabase } from '@careconnect/test/support/postgres.ts';
import { expect } from 'chai';
import type { Pool } from 'pg';
import { differences } from './check.ts';

describe('The documented schema', () => {
  let database: FreshDatabase;
  let pool: Pool;

  before(async () => {
    database = await freshDatabase();
    pool = createPool({ url: database.url, max: 4 });
  });
  after(async () => {
    await pool.end();
    await database.drop();
  });

  it('is exactly what the migrations make', async () => {
    expect(await differences(pool)).to.deep.equal([]);
  });

  const changes: [change: string, undo: string, told: string][] = [
    [
      'ALTER TABLE patients ALTER first_name TYPE varchar(101)',
      'ALTER TABLE patients ALTER first_name TYPE varchar(100)',
      'patients.first_name: character varying(101), not null, no default; documented: character varying(100), not null, no default',
    ],
    [
      'ALTER TABLE payments ALTER amount TYPE numeric(10,3)',
      'ALTER TABLE payments ALTER amount TYPE numeric(10,2)',
      'payments.amount: numeric(10,3), not null, no default; documented: numeric(10,2), not null, no default',
    ],
    [
      'ALTER TABLE app_users ALTER created_at SET NOT NULL',
      'ALTER TABLE app_users ALTER created_at DROP NOT NULL',
      'app_users.created_at: timestamp without time zone, not null, no default; documented: timestamp without time zone, nullable, no default',
    ],
    [
      `ALTER TABLE appointments ALTER status SET DEFAULT 'REQUESTED'`,
      `ALTER TABLE appointments ALTER status SET DEFAULT 'PENDING'`,
      `appointments.status: appointment_status, nullable, default 'REQUESTED'; documented: appointment_status, nullable, default 'PENDING'`,
    ],
    [
      'ALTER TABLE feedback RENAME email TO mail',
      'ALTER TABLE feedback RENAME mail TO email',
      'feedback: columns: feedback_id, comments, mail, name, created_at, updated_at; documented: feedback_id, comments, email, name, created_at, updated_at',
    ],
    ['CREATE INDEX extra ON feedback (email)', 'DROP INDEX extra', 'extra is not documented'],
    ['CREATE TABLE extra (id int)', 'DROP TABLE extra', 'extra is not documented'],
    [
      'ALTER TABLE doctors ADD CONSTRAINT paid CHECK (consultation_fee >= 0)',
      'ALTER TABLE doctors DROP CONSTRAINT paid',
      'doctors: check (consultation_fee) is not documented',
    ],
  ];
  for (const [change, undo, told] of changes) {
    it(`is not what "${change}" makes of it`, async () => {
      await pool.query(change);
      try {
        expect(await differences(pool)).to.deep.equal([told]);
      } finally {
        await pool.query(undo);
      }
    });
  }

  it('has its foreign keys with what happens on delete', async () => {
    await pool.query(`ALTER TABLE appointments DROP CONSTRAINT appointments_payment_id_fkey,
      ADD CONSTRAINT appointments_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES payments (payment_id)`);
    expect(await differences(pool)).to.deep.equal([
      'appointments: foreign key (payment_id) to payments(payment_id) on delete SET NULL is missing',
      'appointments: foreign key (payment_id) to payments(payment_id) is not documented',
    ]);
  });

  it('has no further word in an enum', async () => {
    const other = await freshDatabase();
    const otherPool = createPool({ url: other.url, max: 4 });
    await otherPool.query(`ALTER TYPE gender_type ADD VALUE 'UNKNOWN'`);
    expect(await differences(otherPool)).to.deep.equal([
      'enum gender_type: MALE, FEMALE, OTHER, UNKNOWN; documented: MALE, FEMALE, OTHER',
    ]);
    await otherPool.end();
    await other.drop();
  });
});
