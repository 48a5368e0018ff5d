import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import * as clinic from '../spec/clinic.ts';
import { type Answer, type Service, startService } from '../spec/service.ts';

const rounds = 50;
const rivals = 100;

/** How many got which answer. */
const tally = (answers: readonly Answer[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { status, body } of answers) {
    const answer = [status, body.code].filter(Boolean).join(' ');
    counts[answer] = (counts[answer] ?? 0) + 1;
  }
  return counts;
};

describe('A hundred patients who want the same time', function () {
  this.timeout(60_000);

  let service: Service;
  let ports: number[];
  let patients: clinic.Patient[];

  before(async () => {
    service = await startService();
    ports = [service.port, await service.startAnother()];
  });
  // Nobody has visits from the race before.
  beforeEach(async () => {
    patients = await Promise.all(Array.from({ length: rivals }, () => clinic.addPatient(service)));
  });
  after(() => service.stop());

  const allDay = { windows: [{ weekday: clinic.weekday, from: '00:00', to: '24:00' }], gridMinutes: 20 };

  /** All at once, spread over the given instances. */
  const race = (doctor: clinic.Doctor, startsAt: string, on: number[]): Promise<Answer[]> =>
    Promise.all(
      patients.map((patient, n) => {
        const asked = { as: patient.person, key: randomUUID(), body: clinic.booking(doctor, patient, startsAt) };
        return service.askAt(on[n % on.length] ?? 0, 'POST', clinic.daysOf(doctor), asked);
      }),
    );

  const requestedOn = async (doctor: clinic.Doctor) =>
    (await service.eventsIn(`doctorDay-${doctor.doctorId}_${clinic.date}`))
      .filter(({ type }) => type === 'AppointmentRequested')
      .map(({ data }) => String(data.startsAt));

  for (const [where, instances] of [
    ['one instance', 1],
    ['two instances', 2],
  ] as const)
    it(`get it once in each of ${rounds / 2} rounds on ${where}, the others are told what is free`, async () => {
      const doctor = await clinic.onboard(service, allDay);
      const wanted = Array.from({ length: rounds / 2 }, (_, n) =>
        new Date(Date.parse(clinic.at('05:00')) + n * 40 * 60_000).toISOString(),
      );
      for (const startsAt of wanted) {
        const answers = await race(doctor, startsAt, ports.slice(0, instances));
        expect(tally(answers)).to.deep.equal({ '201': 1, '409 slot-taken': rivals - 1 });
        for (const { body } of answers.filter(({ status }) => status === 409)) {
          expect(body).to.deep.include({ startsAt });
          expect(body.nearest).to.have.lengthOf(3);
        }
      }
      expect((await requestedOn(doctor)).sort()).to.deep.equal(wanted);
    });

  it('fill the day exactly when all take the earliest, on two instances', async () => {
    const doctor = await clinic.onboard(service, allDay);
    // Half-hour visits on a grid of twenty minutes: every other start, 36 in a day.
    const room = 36;
    const answers = await race(doctor, 'earliest', ports);
    expect(tally(answers)).to.deep.equal({ '201': room, '409 no-free-slot': rivals - room });
    const starts = await requestedOn(doctor);
    expect(new Set(starts).size).to.equal(room);
    expect(starts).to.have.lengthOf(room);
  });

  it('keep one appointment for one key that reaches two instances at once', async () => {
    const doctor = await clinic.onboard(service, allDay);
    const [patient] = patients as [clinic.Patient];
    for (let round = 0; round < 10; round += 1) {
      const key = randomUUID();
      const ask = (n: number, startsAt: string) =>
        service.askAt(ports[n % 2] ?? 0, 'POST', clinic.daysOf(doctor), {
          as: patient.person,
          key,
          body: clinic.booking(doctor, patient, startsAt),
        });
      const same = await Promise.all([0, 1, 2, 3, 4, 5].map((n) => ask(n, 'earliest')));
      expect(same.filter(({ status }) => status === 201)).to.have.lengthOf(1);
      expect(new Set(same.map(({ body }) => body.appointmentId)).size).to.equal(1);
      expect(new Set(same.map(({ body }) => body.startsAt)).size).to.equal(1);
    }
  });

  it('are not told yes when one key carries two questions at once', async () => {
    const doctor = await clinic.onboard(service, allDay);
    const [patient] = patients as [clinic.Patient];
    for (let round = 0; round < 10; round += 1) {
      const key = randomUUID();
      const times = [0, 20].map((minutes) =>
        new Date(Date.parse(clinic.at('05:00')) + (round * 60 + minutes) * 60_000).toISOString(),
      );
      const answers = await Promise.all(
        times.map((startsAt, n) =>
          service.askAt(ports[n] ?? 0, 'POST', clinic.daysOf(doctor), {
            as: patient.person,
            key,
            body: clinic.booking(doctor, patient, startsAt),
          }),
        ),
      );
      expect(answers.map(({ status }) => status).sort()).to.deep.equal([201, 422]);
      const yes = answers.find(({ status }) => status === 201);
      expect(await requestedOn(doctor)).to.include(yes?.body.startsAt);
    }
    expect(await requestedOn(doctor)).to.have.lengthOf(10);
  });
});
