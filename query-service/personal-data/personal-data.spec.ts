import type { DomainEvent } from '@careconnect/domain/events.ts';
import { contactOf } from '@careconnect/domain/feedback/contact.ts';
import { feedbackId, paymentOf } from '@careconnect/domain/ids.ts';
import { ana, booked, claim, consultation, patient, user, visit } from '@careconnect/domain/spec/clinic.ts';
import { added, drAna, person, registered } from '@careconnect/projectors/spec/people.ts';
import { expect } from 'chai';
import { anAdmin, anAuditor, patientAccount, type Service, startService, theDoctor } from '../spec/service.ts';

type Told = { stream: string; type: string; data: Record<string, unknown>; by: unknown };

const at = '2026-11-20T12:00:00.000Z';
const hash = 'a'.repeat(64);

/** What else names the doctor, and is about the patient. */
const aboutTheVisit = (n: number): DomainEvent[] => {
  const { appointmentId, doctorId, patientId, userId, date, startsAt, endsAt } = visit(n);
  const debt = { appointmentId, doctorId, patientId, userId, date, amount: consultation.fee };
  const rated = { feedbackId: feedbackId(appointmentId), appointmentId, doctorId, patientId, userId };
  return [
    {
      type: 'VisitClaimed',
      data: { claimId: claim(n), appointmentId, doctorId, patientId, date, startsAt, endsAt, claimedAt: at },
    },
    { type: 'PaymentRequested', data: { ...debt, paymentId: paymentOf(appointmentId), dueAt: at, requestedAt: at } },
    { type: 'VisitRated', data: { ...rated, rating: 5, comments: 'Listens.', asked: 'a', ratedAt: at } },
  ];
};

describe('Everything about a person', () => {
  let service: Service;
  const rosa = patientAccount(1);
  before(async () => {
    service = await startService();
    await service.tell(
      ...drAna,
      { type: 'EmailClaimed', data: { userId: user(1), claimedAt: at } },
      ...person(1),
      added(3, { userId: user(1), firstName: 'Caio' }),
      ...person(2),
      ...booked(1),
      ...booked(2),
      ...aboutTheVisit(2),
      {
        type: 'FeedbackSubmitted',
        data: {
          ...{ feedbackId: feedbackId(patient(1)), contactId: contactOf(hash, 0), comments: 'The door is heavy.' },
          ...{ email: 'patient1@example.org', name: null, asked: 'a', submittedAt: at },
        },
      },
    );
    await service.pool.query(
      `INSERT INTO notify.letters (letter_id, request_id, revision, kind, channel, user_id, stream, position, event, correlation_id)
       SELECT gen_random_uuid(), gen_random_uuid(), 0, 'verification', 'email', $1, '', '', '{}', gen_random_uuid()
         FROM generate_series(1, 201)`,
      [user(1)],
    );
  });
  after(() => service.stop());

  const eventsFor = async (path: string, as = rosa): Promise<Told[]> => (await service.get(path, as)).body.events;

  it('comes as one file, for oneself', async () => {
    const { status, body, headers } = await service.get('/me/personal-data', rosa);
    expect([status, headers.get('Content-Disposition')]).to.deep.equal([
      200,
      `attachment; filename=careconnect-${user(1)}.json`,
    ]);
    expect(body.account).to.include({ name: 'Patient 1', email: 'patient1@example.org' });
    expect(body.patients.map(({ firstName }: { firstName: string }) => firstName)).to.have.members(['Bia', 'Caio']);
    expect(body.letters).to.have.lengthOf(201);
    const types = body.events.map(({ type }: Told) => type);
    expect(types).to.deep.equal([
      ...['EmailClaimed', 'UserRegistered', 'PatientAdded', 'PatientAdded'],
      ...['AppointmentRequested', 'AppointmentAccepted', 'AppointmentConfirmed', 'FeedbackSubmitted'],
    ]);
    const [message] = body.events.slice(-1) as Told[];
    expect(message?.data).to.include({ comments: 'The door is heavy.', email: 'patient1@example.org' });
    expect(JSON.stringify(body)).not.to.contain('$sealed');
  });

  it('holds nothing that one signs in with', async () => {
    const { body } = await service.get('/me/personal-data', rosa);
    expect(JSON.stringify(body)).not.to.match(/argon2|passwordHash|"asked"/);
  });

  it('holds nothing of anybody else', async () => {
    const text = JSON.stringify((await service.get('/me/personal-data', rosa)).body);
    for (const other of [user(2), patient(2), 'Costa 2']) expect(text).not.to.contain(other);
    const ofTheDoctor = await eventsFor('/me/personal-data', theDoctor);
    expect(new Set(ofTheDoctor.map(({ stream }) => stream))).to.deep.equal(new Set([`user-${ana}`, `doctor-${ana}`]));
  });

  it('holds what was paid and said by the patients whom one looks after', async () => {
    const told = await eventsFor('/me/personal-data', patientAccount(2));
    expect(told.map(({ type }) => type)).to.include.members(['VisitClaimed', 'PaymentRequested', 'VisitRated']);
    expect(told.find(({ type }) => type === 'VisitRated')?.data).to.include({ comments: 'Listens.' });
  });

  it('is shown to admins, of anybody', async () => {
    expect(await eventsFor(`/users/${user(1)}/personal-data`, anAdmin)).to.deep.equal(
      await eventsFor('/me/personal-data'),
    );
    expect((await service.get(`/users/${user(50)}/personal-data`, anAdmin)).status).to.equal(404);
    for (const as of [rosa, theDoctor, anAuditor])
      expect((await service.get(`/users/${user(1)}/personal-data`, as)).status).to.equal(403);
  });

  it('comes page by page, and misses nothing', async () => {
    await service.tell(registered(7));
    for (let n = 0; n < 5; n += 1)
      await service.tell(
        ...Array.from({ length: 100 }, (_, k) => ({
          type: 'EmailVerified' as const,
          data: { userId: user(7), verifiedAt: new Date(Date.parse(at) + n * 100 + k).toISOString() },
        })),
      );
    const events = await eventsFor('/me/personal-data', patientAccount(7));
    expect(events).to.have.lengthOf(501);
    const instants = events.slice(1).map(({ data }) => data.verifiedAt);
    expect(instants).to.deep.equal([...new Set(instants)].sort());
  });

  it('is about nobody once they are erased', async () => {
    await service.tell(...person(8));
    await service.vault.erase(user(8), patient(8));
    const [account, added] = await eventsFor('/me/personal-data', patientAccount(8));
    expect(account?.data).to.include({ name: null, email: null });
    expect(added?.data).to.include({ firstName: null, dateOfBirth: null });
  });
});

describe('Messages to the clinic', () => {
  it('are read by admins, latest first', async () => {
    const service = await startService();
    const message = (n: number) => ({
      type: 'FeedbackSubmitted' as const,
      data: {
        ...{ feedbackId: feedbackId(patient(n)), contactId: contactOf(hash, n), comments: `Message ${n}` },
        ...{ email: null, name: 'Mia', asked: 'a', submittedAt: `2026-11-2${n}T12:00:00.000Z` },
      },
    });
    await service.tell(message(1), message(2), message(3));
    const first = (await service.get('/feedback?limit=2', anAdmin)).body;
    expect(first.items.map(({ comments }: { comments: string }) => comments)).to.deep.equal(['Message 3', 'Message 2']);
    const second = (await service.get(`/feedback?limit=2&after=${first.next}`, anAdmin)).body;
    expect(second).to.deep.equal({
      items: [
        {
          feedbackId: patient(1),
          comments: 'Message 1',
          email: null,
          name: 'Mia',
          givenAt: '2026-11-21T12:00:00.000Z',
        },
      ],
      next: null,
    });
    for (const as of [patientAccount(1), theDoctor, anAuditor])
      expect((await service.get('/feedback', as)).status).to.equal(403);
    await service.stop();
  });
});
