import type { DomainEvent } from '@careconnect/domain/events.ts';
import { asAdmin, booked, cancelled, user } from '@careconnect/domain/spec/clinic.ts';
import type { Position } from '@careconnect/platform/event-store/event-store.ts';
import { createPool } from '@careconnect/platform/postgres/postgres.ts';
import { CopyUnfit } from '@careconnect/platform/rebuild/copy.ts';
import { RebuildUnderWay } from '@careconnect/platform/rebuild/only-one.ts';
import type { ReadModel } from '@careconnect/platform/rebuild/read-model.ts';
import { type Rebuilt, rebuild } from '@careconnect/platform/rebuild/rebuild.ts';
import { runReadModel } from '@careconnect/platform/rebuild/run-read-model.ts';
import { createPositionWaiter } from '@careconnect/platform/subscription/position-waiter.ts';
import type { Projection } from '@careconnect/platform/subscription/runner.ts';
import { differences } from '@careconnect/schema/check.ts';
import { until } from '@careconnect/test/support/until.ts';
import { expect } from 'chai';
import { type LivingLog, openLivingLog } from './spec/living-log.ts';
import { drAna, person } from './spec/people.ts';

/** Appointment n on a Tuesday of its own. */
const visitOf = (n: number): DomainEvent[] => {
  const date = new Date(Date.UTC(2026, 10, 24 + 7 * n)).toISOString().slice(0, 10);
  const times = { date, startsAt: `${date}T12:30:00.000Z`, endsAt: `${date}T13:00:00.000Z` };
  return booked(n).map((event) => ({ ...event, data: { ...event.data, ...times } }) as DomainEvent);
};

describe('A read model that is rebuilt', () => {
  let log: LivingLog;
  const running: Projection[] = [];
  const never = new AbortController().signal;

  beforeEach(async () => {
    log = await openLivingLog();
    await log.happens(...drAna, ...[1, 2, 3].flatMap((n) => [...person(n), ...visitOf(n)]));
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map((projection) => projection.stop()));
    await log.close();
  });

  const modelOf = (name: string): ReadModel => log.models.find((model) => model.name === name) as ReadModel;
  const rebuilt = (name = 'clinic', more: Partial<ReadModel> = {}): Promise<Rebuilt> =>
    rebuild({ readModel: { ...modelOf(name), ...more }, store: log.store, pool: log.pool, signal: never });
  const project = (name = 'clinic'): Projection => {
    const projection = runReadModel(modelOf(name), { store: log.store, pool: log.pool, onRebuilt: () => {} });
    running.push(projection);
    return projection;
  };
  const passed = (projection: Projection, { commit }: Position) =>
    until(`${projection.status().name} has passed`, () => (projection.status().position?.commit ?? -1n) >= commit);
  const projected = async (...names: string[]) => {
    const last = await log.happens(cancelled(3, asAdmin, '2026-11-21T12:00:00.000Z'));
    for (const name of names) await passed(project(name), last);
  };
  const schemasLeft = async () =>
    (await log.pool.query("SELECT nspname FROM pg_namespace WHERE nspname ~ '^(beside|retired)_'")).rows;

  it('has the same rows, constraints and names as before, and its projection goes on writing them', async () => {
    await projected('clinic', 'journal', 'sessions');
    for (const { name } of log.models) {
      const { compared } = await rebuilt(name);
      expect(compared, name).to.deep.include({ differences: 0, first: [] });
    }
    expect(await differences(log.pool)).to.deep.equal([]);
    expect(await schemasLeft()).to.deep.equal([]);
    const last = await log.happens(...person(4), ...visitOf(4));
    for (const projection of running) await passed(projection, last);
    const { rows } = await log.pool.query('SELECT count(*)::int AS visits FROM appointments');
    expect(rows[0].visits).to.equal(4);
    expect((await rebuilt()).compared).to.deep.include({ differences: 0 });
  });

  it('answers every query while it is read, written and replaced', async () => {
    await projected('clinic');
    const asking = new AbortController();
    const query = `SELECT appointments.status FROM appointments JOIN read.appointment_details USING (appointment_id)
                    WHERE appointments.user_id = $1`;
    const reader = createPool({ url: log.databaseUrl, max: 4 });
    const ask = async (n: number) => {
      let answers = 0;
      for (; !asking.signal.aborted; answers += 1) {
        const { rows } = await reader.query({ name: `mine-${n}`, text: query, values: [user(1)] });
        expect(rows).to.deep.equal([{ status: 'CONFIRMED' }]);
      }
      return answers;
    };
    const answered = Promise.all([1, 2, 3, 4].map(ask));
    const write = async () => {
      for (let n = 10; !asking.signal.aborted; n += 1) await log.happens(...person(n), ...visitOf(n));
    };
    const written = write();
    try {
      expect((await rebuilt()).compared?.differences).to.equal(0);
    } finally {
      asking.abort();
    }
    expect(Math.min(...(await answered))).to.be.above(10);
    await written;
    await reader.end();
  });

  it('says which rows were not what the log makes of it, and has them right', async () => {
    await projected('clinic');
    await log.pool.query(`UPDATE app_users SET name = 'Somebody else' WHERE user_id = $1`, [user(1)]);
    await log.pool.query('DELETE FROM appointments WHERE user_id = $1', [user(2)]);
    const { compared } = await rebuilt();
    expect(compared?.differences).to.equal(2);
    expect(compared?.first.map(({ table, live }) => [table, live === null])).to.deep.equal([
      ['public.app_users', false],
      ['public.appointments', true],
    ]);
    const { rows } = await log.pool.query('SELECT name FROM app_users WHERE user_id = $1', [user(1)]);
    expect(rows).to.deep.equal([{ name: 'Patient 1' }]);
    expect((await rebuilt()).compared?.differences).to.equal(0);
  });

  it('waits for whoever reads it for long, and lets others read meanwhile', async () => {
    await projected('clinic');
    const slow = await log.pool.connect();
    await slow.query('BEGIN');
    await slow.query('SELECT FROM app_users');
    let done = false;
    const rebuilding = rebuilt().then(() => {
      done = true;
    });
    const tries =
      "SELECT count(*)::int AS n FROM pg_stat_activity WHERE query LIKE 'LOCK TABLE%' AND wait_event_type = 'Lock'";
    await until('it tries', async () => (await log.pool.query(tries)).rows[0].n > 0);
    await log.pool.query('SELECT FROM app_users');
    expect(done).to.equal(false);
    await slow.query('COMMIT');
    slow.release();
    await rebuilding;
  });

  it('stays as it is when an event cannot be projected, which is named', async () => {
    await projected('clinic');
    const handleIn: ReadModel['handleIn'] = (path) => async (client, events) => {
      await modelOf('clinic').handleIn(path)(client, events);
      if (events.some(({ type }) => type === 'AppointmentCancelled')) throw new RangeError('not this one');
    };
    const failure = await rebuilt('clinic', { handleIn }).catch((error) => error);
    expect(failure.message).to.match(/^event .* \(AppointmentCancelled, doctorDay-.* cannot be handled: RangeError/);
    expect(await schemasLeft()).to.deep.equal([]);
    expect((await rebuilt()).compared?.differences).to.equal(0);
  });

  it('is rebuilt once at a time', async () => {
    const both = await Promise.allSettled([rebuilt(), rebuilt()]);
    const failed = both.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
    expect(failed).to.have.length(1);
    expect(failed[0]).to.be.instanceOf(RebuildUnderWay);
  });

  it('is not replaced while others hold on to its tables, or have changed them', async () => {
    const hold: [change: string, undo: string, told: RegExp][] = [
      [
        'CREATE VIEW read.names AS SELECT name FROM app_users',
        'DROP VIEW read.names',
        /rule .* on view read.names depends/,
      ],
      [
        'CREATE TABLE vault.more (user_id uuid REFERENCES app_users (user_id))',
        'DROP TABLE vault.more',
        /constraint more_user_id_fkey on table vault.more depends/,
      ],
    ];
    for (const [change, undo, says] of hold) {
      await log.pool.query(change);
      const failure = await rebuilt().catch((error) => error);
      expect(failure).to.be.instanceOf(CopyUnfit);
      expect(failure.message).to.match(says);
      await log.pool.query(undo);
    }
    const during: ReadModel['handleIn'] = (path) => async (client, events) => {
      await modelOf('clinic').handleIn(path)(client, events);
      await log.pool.query('CREATE INDEX IF NOT EXISTS by_zone ON read.appointment_details (zone)');
    };
    const failure = await rebuilt('clinic', { handleIn: during }).catch((error) => error);
    expect(failure.message).to.contain(
      'another structure than the live tables: appointment_details: CREATE INDEX by_zone',
    );
  });

  it('is withdrawn and made anew when the log was restored from an older copy', async () => {
    await projected('clinic');
    const [gone] = running.splice(0);
    await gone?.stop();
    const older = await openLivingLog(log);
    const service = createPositionWaiter({ databaseUrl: log.databaseUrl });
    try {
      await older.happens(...drAna, ...person(7), ...visitOf(7));
      let refused = false;
      const readModel = {
        ...modelOf('clinic'),
        handleIn: (path: string) => {
          const handle = modelOf('clinic').handleIn(path);
          return async (...[client, events]: Parameters<typeof handle>) => {
            await until('nobody may read it', () => service.isWithdrawn('clinic'));
            refused = true;
            await handle(client, events);
          };
        },
      };
      const projection = runReadModel(readModel, { store: older.store, pool: log.pool, onRebuilt: () => {} });
      running.push(projection);
      await until('it may be read again', () => refused && !service.isWithdrawn('clinic'));
      const { rows } = await log.pool.query('SELECT user_id, status FROM appointments');
      expect(rows).to.deep.equal([{ user_id: user(7), status: 'CONFIRMED' }]);
      expect(service.positionOf('clinic')).to.deep.equal(await older.store.head());
      await until('it goes on', () => projection.status().state === 'live');
    } finally {
      await Promise.all(running.splice(0).map((projection) => projection.stop()));
      await service.close();
      await older.close();
    }
  });
});
