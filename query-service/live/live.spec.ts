import { accountOf, paymentOf, sessionId } from '@careconnect/domain/ids.ts';
import type { SessionStarted } from '@careconnect/domain/session/events.ts';
import {
  ana,
  appointment,
  booked,
  visit as clinicVisit,
  consultation,
  tuesday,
  user,
} from '@careconnect/domain/spec/clinic.ts';
import { inTransaction } from '@careconnect/platform/postgres/postgres.ts';
import { readCheckpoint, replaceCheckpoint } from '@careconnect/platform/subscription/checkpoint.ts';
import { drAna, person } from '@careconnect/projectors/spec/people.ts';
import { until } from '@careconnect/test/support/until.ts';
import { type Watching, watch } from '@careconnect/test/support/watching.ts';
import { expect } from 'chai';
import {
  anAdmin,
  anAuditor,
  anotherDoctor,
  type Person,
  patientAccount,
  type Service,
  startService,
  theDoctor,
} from '../spec/service.ts';

describe('GET /queries/live', () => {
  let service: Service;
  const open: Watching[] = [];
  const [rosa, lia] = [patientAccount(1), patientAccount(2)];

  const watching = async (as: Person & { sessionId?: string }, lastEventId = ''): Promise<Watching> => {
    const stream = await watch(service.url, service.tokenOf(as), { lastEventId });
    open.push(stream);
    if (stream.status === 200) await until('it has begun', () => stream.told.some(({ event }) => event === 'begin'));
    return stream;
  };
  const changesIn = ({ told }: Watching) =>
    told.filter(({ event }) => event === 'changed').map(({ data }) => JSON.parse(data));
  const begunIn = ({ told }: Watching) =>
    told.filter(({ event }) => event === 'begin').map(({ data }) => JSON.parse(data).resumed);
  const visit = (n: number) => ({
    ...{ kind: 'appointment', appointmentId: appointment(n), doctorId: ana, date: tuesday },
  });
  const session = sessionId('00000000-0000-4000-8000-000000600001');
  const started: SessionStarted = {
    type: 'SessionStarted',
    data: {
      ...{ sessionId: session, userId: user(1), era: 0, device: 'Firefox on Linux', network: '203.0.113.0/24' },
      ...{ startedAt: '2026-11-20T01:00:00.000Z', endsAt: '2099-12-20T00:00:00.000Z' },
    },
  };

  beforeEach(async () => {
    service = await startService({ LIVE_BEAT_MS: '50' });
    await until('changes are heard', service.isReady);
    await service.tell(...drAna, ...person(1), ...person(2), ...person(3), started);
  });
  afterEach(async () => {
    for (const stream of open.splice(0)) stream.close();
    await service.stop();
  });

  it('is for those who have something to watch', async () => {
    expect((await watch(service.url, 'x.y.z')).status).to.equal(401);
    expect((await watch(service.url, service.tokenOf(anAuditor))).status).to.equal(403);
  });

  it('tells each what changed for them, the doctor what changed of the day, admins all, and nobody anything else', async () => {
    const people = [rosa, lia, theDoctor, anotherDoctor, anAdmin];
    const [hers, others, doctors, anothers, admins] = await Promise.all(people.map((as) => watching(as)));
    const [asked, ...further] = booked(1);
    await service.tell(asked as never);
    await service.tell(...further, ...booked(2));
    await service.tell(...booked(3));
    await until('the last is told', () => changesIn(admins as Watching).length === 9);
    const three = (n: number) => [visit(n), visit(n), visit(n)];
    expect(changesIn(hers as Watching)).to.deep.equal(three(1));
    expect(changesIn(others as Watching)).to.deep.equal(three(2));
    expect(changesIn(doctors as Watching)).to.deep.equal([...three(1), ...three(2), ...three(3)]);
    expect(changesIn(anothers as Watching)).to.deep.equal([]);
  });

  it('tells what becomes of a payment as a change of its visit', async () => {
    const [hers, others] = await Promise.all([watching(rosa), watching(lia)]);
    const { appointmentId, doctorId, patientId, userId, date } = clinicVisit(1);
    const paymentId = paymentOf(appointmentId);
    const debt = { paymentId, appointmentId, doctorId, patientId, userId, date, amount: consultation.fee };
    await service.tell(...booked(1, 'accepted'), {
      type: 'PaymentRequested',
      data: { ...debt, dueAt: '2026-11-21T12:00:00.000Z', requestedAt: '2026-11-20T12:00:00.000Z' },
    });
    await until('it is told', () => changesIn(hers).length === 3);
    expect(changesIn(hers)).to.deep.equal([visit(1), visit(1), visit(1)]);
    expect(changesIn(others)).to.deep.equal([]);
  });

  it('tells a position at which the change is seen', async () => {
    const stream = await watching(rosa);
    const position = await service.tell(...booked(1));
    await until('it is told', () => changesIn(stream).length === 3);
    expect(stream.told.at(-1)?.id).to.equal(position);
  });

  it('goes on behind what was told last, and says so', async () => {
    const first = await watching(rosa);
    await service.tell(...booked(1));
    await until('it is told', () => changesIn(first).length === 3);
    first.close();
    await service.tell(...booked(2), ...booked(3));
    const own = await watching(rosa, first.told.at(-1)?.id);
    const doctors = await watching(theDoctor, first.told.at(-1)?.id);
    expect([begunIn(own), changesIn(own)]).to.deep.equal([[true], []]);
    expect([begunIn(doctors), changesIn(doctors).length]).to.deep.equal([[true], 6]);
  });

  it('says that all must be asked for anew to who never watched, or nowhere in this log', async () => {
    const [never, nonsense] = [await watching(rosa), await watching(rosa, 'nonsense')];
    expect([begunIn(never), begunIn(nonsense)]).to.deep.equal([[false], [false]]);
    const tooFar = await watching(rosa, service.nextPosition());
    expect(begunIn(tooFar)).to.deep.equal([false]);
  });

  it('says so, too, when its own connection was lost, or the rows were made anew', async () => {
    const stream = await watching(rosa);
    await service.pool.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'query-service-listener'",
    );
    await until('it knows', () => begunIn(stream).length === 2);
    const tooLongAgo = await watching(rosa, Buffer.from('1.1').toString('base64url'));
    expect(begunIn(tooLongAgo)).to.deep.equal([false]);
    await inTransaction(service.pool, async (client) =>
      replaceCheckpoint(client, 'clinic', await readCheckpoint(client, 'clinic')),
    );
    await until('it knows again', () => begunIn(stream).length === 3);
    expect(begunIn(stream)).to.deep.equal([false, false, false]);
  });

  it('ends when the session ends, and does not begin again', async () => {
    const [ending, other] = [await watching({ ...rosa, sessionId: session }), await watching(lia)];
    const data = { sessionId: session, userId: user(1), because: 'SIGNED_OUT', endedAt: '2026-11-20T02:00:00.000Z' };
    await service.tell({ type: 'SessionEnded', data } as never);
    await ending.ended;
    expect((await watching({ ...rosa, sessionId: session })).status).to.equal(401);
    await service.tell(...booked(2));
    await until('the other goes on', () => changesIn(other).length === 3);
  });

  it('ends when the password is changed, the account is closed, or has another role', async () => {
    const [hers, doctors] = [await watching({ ...rosa, sessionId: session }), await watching(theDoctor)];
    const wrongRole = watch(service.url, service.tokenOf({ userId: user(2), role: 'ADMIN' }));
    expect((await wrongRole).status).to.equal(401);
    await service.tell({
      ...{ type: 'PasswordChanged' },
      data: { userId: user(1), era: 1, passwordHash: 'x', changedAt: '2026-11-20T02:00:00.000Z' },
    } as never);
    await hers.ended;
    await service.tell({
      ...{ type: 'UserDeactivated' },
      data: { userId: accountOf(ana), era: 1, deactivatedAt: '2026-11-20T02:00:00.000Z' },
    } as never);
    await doctors.ended;
  });

  it('ends when the token runs out', async () => {
    const stream = await watch(service.url, service.tokenOf(rosa, 1_500));
    expect(stream.status).to.equal(200);
    await stream.ended;
  });

  it('ends when the service stops, which does not wait for it', async () => {
    const stream = await watching(rosa);
    await service.stop();
    await stream.ended;
    service = await startService();
  });
});
