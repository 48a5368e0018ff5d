import type { DomainEvent } from '@careconnect/domain/events.ts';
import {
  ana,
  appointment,
  asPatient,
  ben,
  block,
  booked,
  cancelled,
  schedule,
  visit,
} from '@careconnect/domain/spec/clinic.ts';
import { createPool, inTransaction } from '@careconnect/platform/postgres/postgres.ts';
import { type FreshDatabase, freshDatabase } from '@careconnect/test/support/postgres.ts';
import { until } from '@careconnect/test/support/until.ts';
import { expect } from 'chai';
import type { Pool } from 'pg';
import { projectClinic } from '../clinic/clinic.ts';
import { drAna, onboarded, person, scheduled } from '../spec/people.ts';
import { told } from '../spec/told.ts';
import { type Availability, keepAvailability } from './keep.ts';
import { deriveNextFree } from './next-free.ts';

describe('The next free start of a doctor', () => {
  let database: FreshDatabase;
  let pool: Pool;
  const happened: DomainEvent[] = [];
  beforeEach(async () => {
    database = await freshDatabase();
    pool = createPool({ url: database.url, max: 3 });
    happened.splice(0);
    await tell(...drAna, ...person(1));
  });
  afterEach(async () => {
    await pool.end();
    await database.drop();
  });

  const tell = async (...events: DomainEvent[]): Promise<void> => {
    happened.push(...events);
    await inTransaction(pool, (client) => projectClinic(() => {})(client, told(happened).slice(-events.length)));
  };

  const next = async (doctorId: string = ana): Promise<string | null | undefined> => {
    const sql = 'SELECT read.iso(starts_at) AS starts_at FROM availability.next_free WHERE doctor_id = $1';
    return (await pool.query(sql, [doctorId])).rows[0]?.starts_at;
  };

  const friday = '2026-11-20T12:00:00.000Z';
  const onTuesday = (time: string) => `2026-11-24T${time}:00.000Z`;

  it('is the first that a booking would get', async () => {
    expect(await deriveNextFree(pool, friday)).to.equal(1);
    expect(await next()).to.equal(onTuesday('12:00'));
  });

  it('is derived once, until something happens that may change it', async () => {
    await deriveNextFree(pool, friday);
    expect(await deriveNextFree(pool, friday)).to.equal(0);
    const [requested, ...decided] = booked(1, 'confirmed');
    await tell(requested as DomainEvent);
    expect(await deriveNextFree(pool, friday)).to.equal(1);
    await tell(...decided);
    expect(await deriveNextFree(pool, friday)).to.equal(0);
  });

  it('follows what is booked, cancelled and blocked', async () => {
    const at = { startsAt: onTuesday('12:00'), endsAt: onTuesday('12:30'), time: '09:00' };
    await tell(...booked(1).map((event) => ({ ...event, data: { ...event.data, ...at } }) as DomainEvent));
    await deriveNextFree(pool, friday);
    expect(await next()).to.equal(onTuesday('12:30'));
    const off = cancelled(1, asPatient(1), friday);
    await tell({ ...off, data: { ...off.data, ...at } });
    await deriveNextFree(pool, friday);
    expect(await next()).to.equal(onTuesday('12:00'));
    const { doctorId, date, zone } = visit(1);
    const away = { blockId: block(1), doctorId, date, zone, from: '00:00', to: '24:00', reason: null, kept: [] };
    const [startsAt, endsAt] = ['2026-11-24T03:00:00.000Z', '2026-11-25T03:00:00.000Z'];
    const by = { policy: true } as const;
    await tell({ type: 'TimeBlocked', data: { ...away, startsAt, endsAt, by, blockedAt: friday } } as never);
    await deriveNextFree(pool, friday);
    expect(await next()).to.equal('2026-12-01T12:00:00.000Z');
  });

  it('moves on when it is nearer than the doctor’s notice, and not before', async () => {
    await deriveNextFree(pool, friday);
    expect(await deriveNextFree(pool, onTuesday('11:00'))).to.equal(0);
    expect(await deriveNextFree(pool, '2026-11-24T11:00:00.001Z')).to.equal(1);
    expect(await next()).to.equal(onTuesday('12:30'));
  });

  it('is nothing when nothing is free as far ahead as bookings go, until that reaches further', async () => {
    const shortSighted = { ...schedule.policy, maximumDaysAhead: 2 };
    await tell({ type: 'BookingPolicySet', data: { doctorId: ana, policy: shortSighted, setAt: friday } });
    await deriveNextFree(pool, friday);
    expect(await next()).to.equal(null);
    // Midnight in São Paulo.
    expect(await deriveNextFree(pool, '2026-11-21T02:59:59.999Z')).to.equal(0);
    expect(await deriveNextFree(pool, '2026-11-21T03:00:00.000Z')).to.equal(1);
    expect(await deriveNextFree(pool, '2026-11-22T03:00:00.000Z')).to.equal(1);
    expect(await next()).to.equal(onTuesday('12:00'));
  });

  it('is looked for months ahead when it must be', async () => {
    const later = { ...schedule.policy, minimumNoticeMinutes: 45 * 24 * 60 };
    await tell({ type: 'BookingPolicySet', data: { doctorId: ana, policy: later, setAt: friday } });
    await deriveNextFree(pool, friday);
    expect(await next()).to.equal('2027-01-05T12:00:00.000Z');
  });

  it('is nothing for whoever has no working hours', async () => {
    await tell(onboarded({ doctorId: ben }), ...scheduled(ben).slice(1));
    expect(await deriveNextFree(pool, friday)).to.equal(2);
    expect(await next(ben)).to.equal(null);
  });

  describe('kept by a process', () => {
    let kept: Availability[];
    const faults: unknown[] = [];
    beforeEach(() => {
      faults.splice(0);
      const options = { pool, clock: () => friday, onFault: (fault: unknown) => void faults.push(fault), everyMs: 20 };
      kept = [keepAvailability(options), keepAvailability(options)];
    });
    afterEach(() => Promise.all(kept.map((each) => each.stop())));

    it('is there soon after, whichever of them is gone', async () => {
      await until('it is derived', async () => (await next()) === onTuesday('12:00'));
      await kept[0]?.stop();
      const [requested] = booked(1, 'requested');
      const at = { appointmentId: appointment(1), startsAt: onTuesday('12:00'), endsAt: onTuesday('12:30') };
      await tell({ ...requested, data: { ...requested?.data, ...at } } as DomainEvent);
      await until('it has moved', async () => (await next()) === onTuesday('12:30'));
    });

    it('goes on after a fault', async () => {
      await until('it is derived', async () => (await next()) === onTuesday('12:00'));
      await pool.query('ALTER TABLE availability.next_free RENAME TO away');
      await until('it fails', () => faults.length > 0);
      await pool.query('ALTER TABLE availability.away RENAME TO next_free');
      await tell({ type: 'WorkingHoursSet', data: { doctorId: ana, windows: [], setAt: friday } });
      await until('it goes on', async () => (await next()) === null);
    });
  });
});
