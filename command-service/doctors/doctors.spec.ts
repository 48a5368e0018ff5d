import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import * as clinic from '../spec/clinic.ts';
import { type Person, type Service, startService } from '../spec/service.ts';

describe('Doctors over HTTP', () => {
  let service: Service;
  before(async () => {
    service = await startService();
  });
  after(() => service.stop());

  const onboard = (doctorId: string, body: object, as: Person = service.person('ADMIN')) =>
    service.ask('PUT', `/doctors/${doctorId}`, { as, body });

  it('are onboarded with an account of their own, quietly when asked again', async () => {
    const [doctorId, body] = [randomUUID(), clinic.onboarding()];
    const [first, again] = [await onboard(doctorId, body), await onboard(doctorId, body)];
    expect([first.status, again.status]).to.deep.equal([201, 200]);
    expect(again.body).to.deep.equal(first.body);
    const { email, password } = body.account;
    const signedIn = await service.ask('POST', '/sessions', { body: { email, password } });
    expect(signedIn.body.user).to.deep.equal({ userId: doctorId, role: 'DOCTOR', name: 'Dr Ana Lima' });
  });

  it('are not onboarded twice under one id', async () => {
    const [doctorId, body] = [randomUUID(), clinic.onboarding()];
    await onboard(doctorId, body);
    const { status, body: refusal } = await onboard(doctorId, { ...body, gridMinutes: 10 });
    expect([status, refusal.code]).to.deep.equal([422, 'asked-differently']);
  });

  it('leave no account behind when the working hours contradict themselves', async () => {
    const [doctorId, body] = [randomUUID(), clinic.onboarding()];
    const window = { weekday: 1, from: '10:00', to: '12:00' };
    const windows = [{ weekday: 1, from: '09:00', to: '11:00' }, window];
    const refused = await onboard(doctorId, { ...body, windows });
    expect([refused.status, refused.body.code]).to.deep.equal([422, 'windows-overlap']);
    expect(refused.body.window).to.deep.equal(window);
    const { email, password } = body.account;
    expect((await service.ask('POST', '/sessions', { body: { email, password } })).status).to.equal(401);
    expect((await onboard(doctorId, body)).status).to.equal(201);
  });

  it('are not onboarded with the address of somebody else', async () => {
    const body = clinic.onboarding();
    await onboard(randomUUID(), body);
    const { status, body: refusal } = await onboard(randomUUID(), body);
    expect([status, refusal.code]).to.deep.equal([409, 'email-taken']);
  });

  describe('set working hours', () => {
    const mornings = { windows: [{ weekday: clinic.weekday, from: '08:00', to: '12:00' }] };
    const setHours = (doctorId: string, as: Person, body: object = mornings) =>
      service.ask('PUT', `/doctors/${doctorId}/working-hours`, { as, body });

    it('which count from the next booking on', async () => {
      const [doctor, patient] = await Promise.all([clinic.onboard(service), clinic.addPatient(service)]);
      const early = { startsAt: clinic.at('08:00') };
      expect((await clinic.book(service, doctor, patient, early)).status).to.equal(422);
      const { status, body } = await setHours(doctor.doctorId, doctor.person);
      expect(status).to.equal(200);
      expect(body.position).to.be.a('string');
      expect((await clinic.book(service, doctor, patient, early)).status).to.equal(201);
      expect((await clinic.book(service, doctor, patient, { startsAt: clinic.at('14:00') })).status).to.equal(422);
    });

    it('as the admin may, but no other doctor', async () => {
      const { doctorId } = await clinic.onboard(service);
      expect((await setHours(doctorId, service.person('ADMIN'))).status).to.equal(200);
      expect((await setHours(doctorId, service.person('ADMIN'))).status).to.equal(200);
      const stranger = service.person('DOCTOR');
      const [others, missing] = [await setHours(doctorId, stranger), await setHours(randomUUID(), stranger)];
      const sameBut = ({ correlationId: _, ...body }: Record<string, unknown>) => body;
      expect([others.status, others.body.code]).to.deep.equal([404, 'doctor-not-found']);
      expect(sameBut(others.body)).to.deep.equal(sameBut(missing.body));
    });

    it('as HH:mm on a day of the week, not more than 28', async () => {
      const { doctorId, person } = await clinic.onboard(service);
      const window = { weekday: 1, from: '08:00', to: '12:00' };
      for (const wrong of [
        { ...window, weekday: 8 },
        { ...window, weekday: 0 },
        { ...window, weekday: '1' },
        { ...window, from: '8:00' },
        { ...window, from: '24:00' },
        { ...window, to: '24:01' },
        { ...window, note: 'x' },
        null,
      ])
        expect((await setHours(doctorId, person, { windows: [wrong] })).status, JSON.stringify(wrong)).to.equal(400);
      const many = Array.from({ length: 29 }, (_, n) => ({ weekday: 1, from: `00:${10 + n}`, to: `00:${11 + n}` }));
      expect((await setHours(doctorId, person, { windows: many })).status).to.equal(400);
      expect((await setHours(doctorId, person, { windows: [{ ...window, to: '24:00' }] })).status).to.equal(200);
    });
  });

  describe('change their profile', () => {
    const change = (doctorId: string, as: Person, changes: object = {}, ifMatch?: string) =>
      service.ask('PUT', `/doctors/${doctorId}/profile`, {
        ...{ as, body: { ...clinic.profile, about: 'Lungs as well.', languages: ['pt', 'en'], ...changes } },
        ...(ifMatch ? { headers: { 'If-Match': ifMatch } } : {}),
      });

    it('for themselves, as the admin may for any, but no other doctor', async () => {
      const { doctorId, person } = await clinic.onboard(service);
      const changed = await change(doctorId, person);
      expect(changed.status).to.equal(200);
      expect(changed.body.position).to.be.a('string');
      expect((await change(doctorId, service.person('ADMIN'), { ways: ['video'] })).status).to.equal(200);
      const stranger = service.person('DOCTOR');
      for (const id of [doctorId, randomUUID()]) {
        const { status, body } = await change(id, stranger);
        expect([status, body.code]).to.deep.equal([404, 'doctor-not-found']);
      }
      expect((await change(doctorId, service.person('PATIENT'))).status).to.equal(403);
    });

    it('only as they saw it, when they say what they saw', async () => {
      const { doctorId, person } = await clinic.onboard(service);
      const seen = (await change(doctorId, person)).headers.get('ETag') ?? '';
      expect((await change(doctorId, person, { about: 'By one.' }, seen)).status).to.equal(200);
      const late = await change(doctorId, service.person('ADMIN'), { about: 'By another.' }, seen);
      expect([late.status, late.body.code]).to.deep.equal([412, 'precondition-failed']);
    });

    it('with the same fields as when they are onboarded, and no others', async () => {
      const { doctorId, person } = await clinic.onboard(service);
      for (const [changes, field] of [
        [{ specialization: '' }, 'specialization'],
        [{ gender: 'NONE' }, 'gender'],
        [{ ways: [] }, 'ways'],
        [{ languages: ['Portuguese'] }, 'languages'],
        [{ image: 'x'.repeat(256) }, 'image'],
        [{ salary: '1.00' }, 'salary'],
      ] as const) {
        const { status, body } = await change(doctorId, person, changes);
        expect([status, (body.errors as { field: string }[] | undefined)?.[0]?.field], field).to.deep.equal([
          400,
          field,
        ]);
      }
    });
  });

  it('are refused with what is no doctor, field by field', async () => {
    const money = (amount: unknown, currency: unknown = 'BRL') => ({
      ...clinic.profile,
      consultationFee: { amount, currency },
    });
    const [visitType] = clinic.onboarding().visitTypes;
    const wrong: [object, string][] = [
      [{ zone: 'Mars/Olympus' }, 'zone'],
      [{ zone: '+03:00' }, 'zone'],
      [{ gridMinutes: 0 }, 'gridMinutes'],
      [{ visitTypes: [] }, 'visitTypes'],
      [{ visitTypes: [visitType, visitType] }, 'visitTypes'],
      [{ visitTypes: [{ ...visitType, minutes: 0 }] }, 'visitTypes[0].minutes'],
      [{ profile: money('120') }, 'profile.consultationFee.amount'],
      [{ profile: money('120.005') }, 'profile.consultationFee.amount'],
      [{ profile: money('-1.00') }, 'profile.consultationFee.amount'],
      [{ profile: money(120) }, 'profile.consultationFee.amount'],
      [{ profile: money('120.00', 'XYZ') }, 'profile.consultationFee.currency'],
      [{ profile: { ...clinic.profile, startedYear: 1.5 } }, 'profile.startedYear'],
      [{ profile: { ...clinic.profile, about: 'x'.repeat(5001) } }, 'profile.about'],
      [{ policy: { ...clinic.policy, maximumDaysAhead: -1 } }, 'policy.maximumDaysAhead'],
      [{ account: undefined }, 'account'],
    ];
    for (const [changes, field] of wrong) {
      const { status, body } = await onboard(randomUUID(), clinic.onboarding(changes));
      expect(status, JSON.stringify(changes)).to.equal(400);
      const fields = (body.errors as { field: string }[]).map((error) => error.field);
      expect([...new Set(fields)], JSON.stringify(changes)).to.deep.equal([field]);
    }
  });
});
