import { ana, appointment, asPatient, booked, cancelled, patient, tuesday } from '@careconnect/domain/spec/clinic.ts';
import { doctorDayStream, feedbackStream } from '@careconnect/domain/streams.ts';
import { followChain, hashOf } from '@careconnect/platform/event-store/follow-chain.ts';
import { eventOf, type Line } from '@careconnect/platform/event-store/line.ts';
import { drAna, person } from '@careconnect/projectors/spec/people.ts';
import { expect } from 'chai';
import { anAdmin, anAuditor, patientAccount, type Service, startService, theDoctor } from '../../spec/service.ts';

describe('The evidence of an appointment', () => {
  let service: Service;
  const path = `/journal/appointments/${appointment(1)}/evidence`;
  const rated = {
    ...{ feedbackId: patient(7), appointmentId: appointment(1), doctorId: ana, patientId: patient(1) },
    ...{
      userId: asPatient(1).userId,
      rating: 4,
      comments: 'Listens.',
      asked: '-',
      ratedAt: '2026-11-25T10:00:00.000Z',
    },
  };
  before(async () => {
    service = await startService();
    await service.tell(...drAna, ...person(1), ...person(2), ...booked(1));
    await service.tell(cancelled(1, asPatient(1), '2026-11-21T08:00:00.000Z'), ...booked(2));
    await service.tell({ type: 'VisitRated', data: rated } as never);
  });
  after(() => service.stop());

  const evidence = async () => (await service.get(path, anAuditor)).body;

  it('is for auditors and admins, as a file', async () => {
    const { status, headers } = await service.get(path, anAdmin);
    expect([status, headers.get('content-disposition')]).to.deep.equal([
      200,
      `attachment; filename=careconnect-evidence-${appointment(1)}.json`,
    ]);
    for (const as of [patientAccount(1), theDoctor]) expect((await service.get(path, as)).status).to.equal(403);
    expect((await service.get(path.replace(appointment(1), appointment(9)), anAuditor)).status).to.equal(404);
  });

  it('holds the streams in which it came to be, whole and in their order', async () => {
    const { format, about, madeAt, streams, events } = await evidence();
    expect([format, about, madeAt]).to.deep.equal([
      ...['careconnect evidence 1', { appointmentId: appointment(1) }, service.clock.now],
    ]);
    const [day, feedback] = [doctorDayStream(ana, tuesday), feedbackStream(patient(7) as never)];
    expect(streams.map(({ stream, events }: { stream: string; events: number }) => [stream, events])).to.deep.equal([
      [day, 7],
      [feedback, 1],
    ]);
    expect(events.map(({ stream, revision }: Line) => `${stream} ${revision}`)).to.deep.equal([
      ...[0, 1, 2, 3, 4, 5, 6].map((revision) => `${day} ${revision}`),
      `${feedback} 0`,
    ]);
  });

  it('proves itself: each event names the hash of the one before it, and the file that of the last', async () => {
    const { streams, events } = await evidence();
    const chain = followChain(async () => null);
    for (const line of events) {
      await chain.follow(eventOf(line));
      expect(hashOf(eventOf(line))).to.equal(line.hash);
    }
    const tips = events.filter(({ revision, stream }: Line) =>
      stream.startsWith('doctorDay') ? revision === '6' : true,
    );
    expect(streams.map(({ tip }: { tip: string }) => tip)).to.deep.equal(
      tips.map(({ hash }: { hash: string }) => hash),
    );
  });

  it('leaves sealed what was sealed', async () => {
    const { events } = await evidence();
    expect(events[3].data.reason).to.have.all.keys('$sealed');
    expect(JSON.stringify(events)).to.not.match(/Feeling better|Listens/);
  });
});
