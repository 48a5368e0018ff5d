import { randomBytes, randomUUID } from 'node:crypto';
import { type DomainEvent, schemaVersion } from '@careconnect/domain/events.ts';
import { personalFields } from '@careconnect/domain/personal.ts';
import { appointment, booked, user } from '@careconnect/domain/spec/clinic.ts';
import { type RunningEventStore, startEventStore } from '@careconnect/local/eventstore/server.ts';
import { tokenIssuer } from '@careconnect/platform/auth/access-token.ts';
import { keySet, newSigningKey, publicSet, signingKey } from '@careconnect/platform/auth/keys.ts';
import type { EventStore, Position } from '@careconnect/platform/event-store/event-store.ts';
import { connectEventStore } from '@careconnect/platform/event-store/eventstoredb.ts';
import type { Serving } from '@careconnect/platform/http/server.ts';
import { silentLog } from '@careconnect/platform/logging/logger.ts';
import { inProcessBus } from '@careconnect/platform/messaging/in-process.ts';
import type { Message } from '@careconnect/platform/messaging/message-bus.ts';
import { createVault, sealing } from '@careconnect/platform/personal-data/vault.ts';
import { createPool } from '@careconnect/platform/postgres/postgres.ts';
import { createPositionWaiter, type PositionWaiter } from '@careconnect/platform/subscription/position-waiter.ts';
import { notifierQueue, topology } from '@careconnect/schema/topology.ts';
import { type FreshDatabase, freshDatabase } from '@careconnect/test/support/postgres.ts';
import { until } from '@careconnect/test/support/until.ts';
import { expect } from 'chai';
import type { Pool } from 'pg';
import type { Settings } from './settings.ts';
import { drAna, person } from './spec/people.ts';
import { told } from './spec/told.ts';
import { startProjectors } from './start.ts';

describe('The projectors', () => {
  let eventStore: RunningEventStore;
  let database: FreshDatabase;
  let pool: Pool;
  let store: EventStore;
  let positions: PositionWaiter;
  const masterKey = [{ id: 'spec', key: randomBytes(32) }];
  const jwk = newSigningKey();
  const issue = tokenIssuer({ issuer: 'careconnect', audience: 'careconnect' }, signingKey(jwk));
  const heard: Message[] = [];
  const running: Serving[] = [];

  before(async () => {
    [eventStore, database] = await Promise.all([startEventStore(), freshDatabase()]);
    pool = createPool({ url: database.url });
    const vault = createVault({ pool, masterKeys: masterKey, fields: personalFields });
    store = sealing(connectEventStore({ url: eventStore.url }), vault);
    positions = createPositionWaiter({ databaseUrl: database.url });
  });
  after(async () => {
    await Promise.all(running.map((serving) => serving.stop()));
    await Promise.all([positions.close(), store.close(), pool.end()]);
    await Promise.all([eventStore.stop(), database.drop()]);
  });

  const start = async () => {
    const bus = inProcessBus({ topology, log: silentLog });
    await bus.consume(notifierQueue, async (message) => void heard.push(message));
    const settings: Settings = {
      PORT: 0,
      EVENTSTORE_URL: eventStore.url,
      DATABASE_URL: database.url,
      MASTER_KEY: masterKey,
      TOKEN_PUBLIC_KEY: keySet(publicSet(jwk)),
      TOKEN_ISSUER: 'careconnect',
      BATCH_SIZE: 500,
      LOG_LEVEL: 'silent',
    };
    const serving = await startProjectors(settings, silentLog, bus);
    running.push(serving);
    return serving;
  };

  const append = async (events: readonly DomainEvent[]): Promise<Position> => {
    let last: Position = { commit: 0n, prepare: 0n };
    for (const { id, streamName, revision, type, data } of told(events)) {
      const correlationId = randomUUID();
      const recordedAt = new Date().toISOString();
      const metadata = { correlationId, causationId: id, actor: null, recordedAt, schemaVersion };
      const expected = revision === 0n ? 'no_stream' : revision - 1n;
      ({ position: last } = await store.append(streamName, expected, [{ id, type, data, metadata }]));
    }
    return last;
  };

  const passed = async (position: Position) => {
    for (const projection of ['clinic', 'journal', 'relay'])
      expect(await positions.waitFor(projection, position, 60_000), projection).to.equal(true);
  };

  it('turn events into rows, a journal and messages, and say that they are ready', async () => {
    const { port } = await start();
    await passed(await append([...drAna, ...person(1), ...booked(1)]));

    const { rows } = await pool.query(
      'SELECT status, email, first_name FROM appointments JOIN app_users USING (user_id) JOIN patients USING (patient_id)',
    );
    expect(rows).to.deep.equal([{ status: 'CONFIRMED', email: 'patient1@example.org', first_name: 'Bia' }]);
    const journal = await pool.query<{ type: string; text: string }>(
      'SELECT type, data::text AS text FROM journal.events',
    );
    expect(journal.rows).to.have.length(drAna.length + 5);
    expect(journal.rows.map(({ text }) => text).join())
      .not.to.contain('"Bia"')
      .and.not.to.contain('@example.org');
    expect(heard.map(({ type }) => type)).to.include('AppointmentConfirmed');

    const health = await fetch(`http://127.0.0.1:${port}/health/ready`);
    expect(health.status).to.equal(200);
    expect(((await health.json()) as { dependencies: object }).dependencies).to.include({
      clinic: 'up',
      journal: 'up',
      relay: 'up',
      eventStore: 'up',
    });
  });

  it('tell the database how each projection fares that they own, whoever asks', async () => {
    const fine = `SELECT name FROM projection.told WHERE state = 'live' AND problem IS NULL AND lag_seconds = 0 ORDER BY name`;
    const names = async () => (await pool.query(fine)).rows.map(({ name }) => name);
    await until('they have told', async () => (await names()).length === 4);
    expect(await names()).to.deep.equal(['clinic', 'journal', 'relay', 'sessions']);
  });

  it('tell Prometheus where they are, how far behind, and how much they have done', async () => {
    const [serving] = running;
    const head = await store.head();
    const page = await (await fetch(`http://127.0.0.1:${serving?.port}/metrics`)).text();
    const numberIn = (line: string) =>
      Number(
        page
          .split('\n')
          .find((each) => each.startsWith(`${line} `))
          ?.split(' ')[1],
      );
    const of = (name: string, labels = '') => numberIn(`careconnect_projection_${name}{projection="clinic"${labels}}`);
    expect(of('position')).to.equal(Number(head?.commit));
    expect(of('events_total')).to.equal(drAna.length + 5);
    expect([of('lag_events'), of('lag_seconds')]).to.deep.equal([0, 0]);
    expect([of('state', ',state="live"'), of('state', ',state="stopped"')]).to.deep.equal([1, 0]);
    expect(page)
      .to.contain('careconnect_projection_position{projection="relay"}')
      .and.to.contain('process_resident_memory');
  });

  it('make anew what an admin asks for, and nobody else', async () => {
    const [serving] = running;
    const ask = async (method: string, role: string, body?: object) => {
      const { token } = issue({ userId: user(1), role });
      const response = await fetch(`http://127.0.0.1:${serving?.port}/admin/rebuild`, {
        method,
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      return {
        status: response.status,
        body: (await response.json()) as { rebuilds: { projection: string; state: string }[] },
      };
    };
    for (const role of ['PATIENT', 'DOCTOR', 'AUDITOR'])
      for (const method of ['GET', 'POST'])
        expect((await ask(method, role, method === 'POST' ? {} : undefined)).status).to.equal(403);
    expect((await ask('POST', 'ADMIN', { projections: ['relay'] })).status).to.equal(400);

    await pool.query('DELETE FROM journal.events');
    const begun = await ask('POST', 'ADMIN', { projections: ['clinic', 'journal'] });
    expect([begun.status, begun.body.rebuilds.map(({ projection }) => projection)]).to.deep.equal([
      202,
      ['clinic', 'journal'],
    ]);
    expect((await ask('POST', 'ADMIN', {})).status).to.equal(409);
    const states = async () => (await ask('GET', 'ADMIN')).body.rebuilds;
    await until('all are done', async () => (await states()).every(({ state }) => state === 'done'));
    expect((await states()).map((each) => (each as unknown as { differences: number }).differences)).to.deep.equal([
      0,
      drAna.length + 5,
    ]);
    const { rows } = await pool.query('SELECT count(*)::int AS events FROM journal.events');
    expect(rows[0].events).to.equal(drAna.length + 5);
  });

  it('go on where another process stopped', async () => {
    const [first] = running.splice(0);
    const second = await start();
    await first?.stop();
    await passed(await append([...person(2), ...booked(2).map(anotherDay)]));
    const { rows } = await pool.query('SELECT appointment_id, user_id FROM appointments ORDER BY 1');
    expect(rows).to.deep.equal([1, 2].map((n) => ({ appointment_id: appointment(n), user_id: user(n) })));
    const counted = await pool.query('SELECT count(*) = count(DISTINCT event_id) AS once FROM journal.events');
    expect(counted.rows[0].once).to.equal(true);
    await second.stop();
    running.splice(0);
  });

  it('turn red when an event stops a projection, while the others go on', async () => {
    const { port } = await start();
    const page = async (path: string) => await fetch(`http://127.0.0.1:${port}${path}`);
    const isStopped = 'careconnect_projection_state{projection="clinic",state="stopped"} 1';
    await passed(await append(person(3)));
    expect((await page('/health/ready')).status).to.equal(200);

    const said = { correlationId: randomUUID(), causationId: randomUUID(), actor: null, schemaVersion };
    const metadata = { ...said, recordedAt: new Date().toISOString() };
    const unknown = { id: randomUUID(), type: 'NeverHeardOf', data: {}, metadata };
    const { position } = await store.append(`feedback-${randomUUID()}`, 'no_stream', [unknown]);
    await until('it has stopped', async () => (await (await page('/metrics')).text()).includes(isStopped), 90_000, 100);
    for (const projection of ['journal', 'sessions', 'relay'])
      expect(await positions.waitFor(projection, position, 60_000), projection).to.equal(true);
    const ready = await page('/health/ready');
    const { dependencies } = (await ready.json()) as { dependencies: Record<string, string> };
    expect(ready.status).to.equal(503);
    expect(dependencies).to.include({ journal: 'up', sessions: 'up', relay: 'up' });
    expect(dependencies.clinic).to.match(/^stopped: PoisonEvent: event .* \(NeverHeardOf, feedback-/);
    const { rows } = await pool.query("SELECT type FROM journal.events WHERE type = 'NeverHeardOf'");
    expect(rows).to.have.length(1);
  });

  /** The same a week later. */
  const anotherDay = (event: DomainEvent): DomainEvent => {
    const [date, startsAt, endsAt] = ['2026-12-01', '2026-12-01T12:30:00.000Z', '2026-12-01T13:00:00.000Z'];
    return { ...event, data: { ...event.data, date, startsAt, endsAt } } as DomainEvent;
  };
});
