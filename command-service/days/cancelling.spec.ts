import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import * as clinic from '../spec/clinic.ts';
import { type Person, type Service, startService } from '../spec/service.ts';

describe('Cancelling over HTTP', () => {
  let service: Service;
  let doctor: clinic.Doctor;
  let patient: clinic.Patient;
  let appointmentId: string;

  before(async () => {
    service = await startService();
  });
  after(() => service.stop());
  beforeEach(async () => {
    [doctor, patient] = await Promise.all([clinic.onboard(service), clinic.addPatient(service)]);
    appointmentId = String((await clinic.book(service, doctor, patient)).body.appointmentId);
  });

  const cancel = (as: Person, body: object = { reason: 'Feeling better' }, id = appointmentId) =>
    service.ask('POST', `${clinic.daysOf(doctor)}/${id}/cancellation`, { as, body });

  it('lets the patient, the doctor and an admin cancel, and gives the slot back', async () => {
    for (const as of [patient.person, doctor.person, service.person('ADMIN')]) {
      const { status, body } = await cancel(as);
      expect(status).to.equal(200);
      expect(body).to.deep.include({ appointmentId, status: 'CANCELLED' });
      const again = await clinic.book(service, doctor, patient);
      expect(again.status).to.equal(201);
      appointmentId = String(again.body.appointmentId);
    }
  });

  it('is quiet when it is asked again', async () => {
    const [first, again] = [await cancel(patient.person), await cancel(patient.person, { reason: 'Other words' })];
    expect([first.status, again.status]).to.deep.equal([200, 200]);
    expect(again.body).to.deep.equal(first.body);
  });

  it('appends one event when it is asked twenty times at once', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => cancel(patient.person)));
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.position}`)).size).to.equal(1);
  });

  it("answers another's appointment exactly like a missing one", async () => {
    const strangers = [service.person('PATIENT'), service.person('DOCTOR'), service.person('PATIENT', doctor.doctorId)];
    const sameBut = ({ correlationId: _, ...body }: Record<string, unknown>) => body;
    for (const stranger of strangers) {
      const [others, missing] = [await cancel(stranger), await cancel(stranger, undefined, randomUUID())];
      expect(others.status).to.equal(404);
      expect(others.body.code).to.equal('appointment-not-found');
      expect(sameBut(others.body)).to.deep.equal(sameBut(missing.body));
    }
  });

  it('is too late for the patient after the cut-off, not for the others', async () => {
    const cutOff = 90 * 24 * 60;
    doctor = await clinic.onboard(service, { policy: { ...clinic.policy, cancellationCutOffMinutes: cutOff } });
    patient = await clinic.addPatient(service);
    appointmentId = String((await clinic.book(service, doctor, patient)).body.appointmentId);
    const { status, body } = await cancel(patient.person);
    expect([status, body.code]).to.deep.equal([409, 'cancellation-cut-off-passed']);
    expect(body.until).to.equal(new Date(Date.parse(clinic.at('09:30')) - cutOff * 60_000).toISOString());
    expect((await cancel(doctor.person)).status).to.equal(200);
  });

  it('wants a reason', async () => {
    for (const body of [{}, { reason: '' }, { reason: '   ' }, { reason: 'x'.repeat(501) }, { reason: 'x', by: 'me' }])
      expect((await cancel(patient.person, body)).status).to.equal(400);
  });
});
