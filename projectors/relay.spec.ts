import { randomUUID } from 'node:crypto';
import { doctorId, userId } from '@careconnect/domain/ids.ts';
import { doctorDayStream, emailStream, userStream } from '@careconnect/domain/streams.ts';
import { startEventStore } from '@careconnect/local/eventstore/server.ts';
import type { EventStore, EventToAppend } from '@careconnect/platform/event-store/event-store.ts';
import { formatPosition } from '@careconnect/platform/event-store/event-store.ts';
import { connectEventStore } from '@careconnect/platform/event-store/eventstoredb.ts';
import { silentLog } from '@careconnect/platform/logging/logger.ts';
import { type Message, type MessageBus, PublishFailed } from '@careconnect/platform/messaging/message-bus.ts';
import { rabbitMqBus } from '@careconnect/platform/messaging/rabbitmq.ts';
import { queue } from '@careconnect/platform/messaging/topology.ts';
import { createPool } from '@careconnect/platform/postgres/postgres.ts';
import type { Projection } from '@careconnect/platform/subscription/runner.ts';
import type { Told } from '@careconnect/schema/messages.ts';
import { topology } from '@careconnect/schema/topology.ts';
import { type FreshDatabase, freshDatabase } from '@careconnect/test/support/postgres.ts';
import { freshVhost, rabbitMqInstalled } from '@careconnect/test/support/rabbitmq.ts';
import { until } from '@careconnect/test/support/until.ts';
import { expect } from 'chai';
import type { Pool } from 'pg';
import { runRelay } from './relay.ts';

const doctor = doctorId('11111111-1111-4111-8111-111111111111');
const account = userId('22222222-2222-4222-8222-222222222222');
const correlationId = randomUUID();

const event = (type: string, data: object, imported = false): EventToAppend => ({
  id: randomUUID(),
  type,
  data,
  metadata: {
    correlationId,
    causationId: randomUUID(),
    actor: null,
    recordedAt: '2026-11-24T12:00:00.000Z',
    schemaVersion: 1,
    ...(imported ? { imported: true as const } : {}),
  },
});

/** Hears all that the house tells but what is of no interest to anybody. */
const ear = queue('ear', ['doctorDay.*', 'user.*', 'imported.#']);

const sealed = { $sealed: 'c2VhbGVk' };
const cancelled = (n: number) =>
  event('AppointmentCancelled', {
    appointmentId: randomUUID(),
    userId: account,
    n,
    by: { policy: true },
    reason: sealed,
  });

describe('The relay', () => {
  let database: FreshDatabase;
  let pool: Pool;
  let server: Awaited<ReturnType<typeof startEventStore>>;
  let store: EventStore;
  let relay: Projection | undefined;
  let bus: MessageBus;
  let told: Message<Told>[];

  before(async function () {
    this.timeout(90_000);
    if (!rabbitMqInstalled) this.skip();
    database = await freshDatabase();
    pool = createPool({ url: database.url });
  });
  after(async () => {
    await pool?.end();
    await database?.drop();
  });
  beforeEach(async function () {
    this.timeout(90_000);
    await pool.query('DELETE FROM projection.checkpoints');
    server = await startEventStore();
    store = connectEventStore({ url: server.url });
    bus = await rabbitMqBus({ url: await freshVhost(), topology: { ...topology, queues: [ear] }, log: silentLog });
    told = [];
    await bus.consume(ear, async (message) => void told.push(message as Message<Told>), { prefetch: 1 });
    await until('the broker is there', () => bus.ready());
  });
  afterEach(async () => {
    await relay?.stop();
    await bus.close();
    await store.close();
    await server.stop();
  });

  const checkpoint = async () => (await pool.query('SELECT commit_position FROM projection.checkpoints')).rows[0];

  it('tells an event under its own id, with its place, its cause and nothing personal', async () => {
    const [registered, second] = [
      event('UserRegistered', { userId: account, role: 'PATIENT', email: sealed, name: sealed, passwordHash: sealed }),
      cancelled(1),
    ];
    const stream = doctorDayStream(doctor, '2026-11-24');
    await store.append(userStream(account), 'no_stream', [registered]);
    const { position } = await store.append(stream, 'no_stream', [second]);
    relay = runRelay({ store, pool, bus });
    await until('both are told', () => told.length === 2);
    const [first, last] = told;
    expect(first).to.deep.include({ id: registered.id, routingKey: 'user.UserRegistered', correlationId });
    expect(first?.data.event).to.deep.equal({ userId: account, role: 'PATIENT' });
    expect(last).to.deep.include({ id: second.id, routingKey: 'doctorDay.AppointmentCancelled', subject: stream });
    expect(last?.data).to.deep.include({ revision: '0', position: formatPosition(position), imported: false });
    expect(JSON.stringify(told)).not.to.match(/sealed|reason|email|passwordHash/);
  });

  it('tells of imported events under keys of their own', async () => {
    await store.append(doctorDayStream(doctor, '2026-11-24'), 'no_stream', [event('AppointmentConfirmed', {}, true)]);
    relay = runRelay({ store, pool, bus });
    await until('it is told', () => told.length === 1);
    expect(told[0]?.data.imported).to.equal(true);
    expect(told[0]?.routingKey).to.equal('imported.doctorDay.AppointmentConfirmed');
  });

  it('stops at an event about which nobody has decided who hears it', async () => {
    const undecided = event('AppointmentForgotten', {});
    await store.append(doctorDayStream(doctor, '2026-11-24'), 'no_stream', [undecided]);
    await bus.close();
    bus = await rabbitMqBus({ url: await freshVhost(), topology, log: silentLog });
    relay = runRelay({ store, pool, bus });
    await until('it says so', () => relay?.status().state === 'retrying');
    expect(relay.status().problem).to.equal('PublishFailed: no queue hears doctorDay.AppointmentForgotten');
    expect(await checkpoint()).to.deep.equal({ commit_position: null });
  });

  it('passes over what nobody needs to hear without stopping', async () => {
    await store.append(emailStream('ab'.repeat(32)), 'no_stream', [event('EmailClaimed', { userId: account })]);
    await store.append(doctorDayStream(doctor, '2026-11-24'), 'no_stream', [cancelled(1)]);
    relay = runRelay({ store, pool, bus });
    await until('the second is told', () => told.length === 1);
    expect(told[0]?.type).to.equal('AppointmentCancelled');
  });

  it('keeps its place while the broker takes nothing, and tells all of it afterwards, in order', async () => {
    const events = Array.from({ length: 30 }, (_, n) => cancelled(n));
    await store.append(doctorDayStream(doctor, '2026-11-24'), 'no_stream', events);
    let refusals = 0;
    const refusing: MessageBus = {
      ...bus,
      publish: async (messages) => {
        if (refusals < 8) {
          refusals += 1;
          expect(await checkpoint(), 'the checkpoint').to.equal(undefined);
          throw new PublishFailed('the broker is away');
        }
        return bus.publish(messages);
      },
    };
    relay = runRelay({ store, pool, bus: refusing });
    await until('all are told', () => told.length >= 30);
    expect(told.map(({ id }) => id)).to.deep.equal(events.map(({ id }) => id));
    await until('the place is kept', async () => (await checkpoint()) !== undefined);
  });

  it('goes on where it was after a restart', async () => {
    const stream = doctorDayStream(doctor, '2026-11-24');
    await store.append(stream, 'no_stream', [cancelled(0)]);
    relay = runRelay({ store, pool, bus });
    await until('the first is told', () => told.length === 1);
    await until('its place is kept', async () => (await checkpoint()) !== undefined);
    await relay.stop();
    await store.append(stream, 0n, [cancelled(1)]);
    relay = runRelay({ store, pool, bus });
    await until('the second is told', () => told.length === 2);
    expect(told.map(({ data }) => data.revision)).to.deep.equal(['0', '1']);
  });
});
