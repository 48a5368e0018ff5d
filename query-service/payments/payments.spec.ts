import { type AppointmentId, paymentOf } from '@careconnect/domain/ids.ts';
import type { Debt, PaymentEvent } from '@careconnect/domain/payment/events.ts';
import * as clinic from '@careconnect/domain/spec/clinic.ts';
import { drAna, person } from '@careconnect/projectors/spec/people.ts';
import { expect } from 'chai';
import { anAdmin, everyPage, patientAccount, type Service, startService, theDoctor } from '../spec/service.ts';

const amount = { amount: '120.00', currency: 'BRL' };
const debtOf = (n: number, appointmentId: AppointmentId = clinic.appointment(n)): Debt => {
  const { doctorId, patientId, userId, date } = clinic.visit(n);
  return { paymentId: paymentOf(appointmentId), appointmentId, doctorId, patientId, userId, date, amount };
};
const [requestedAt, dueAt] = [clinic.daysBefore, '2026-11-21T12:00:00.000Z'];
const requested = (debt: Debt, at = requestedAt): PaymentEvent => ({
  type: 'PaymentRequested',
  data: { ...debt, dueAt, requestedAt: at },
});

describe('Queries about payments', () => {
  let service: Service;
  const [owner, another] = [patientAccount(1), patientAccount(2)];
  beforeEach(async () => {
    service = await startService();
    await service.tell(...drAna, ...person(1), ...person(2));
  });
  afterEach(() => service.stop());

  it('show with an appointment what has to be paid, and until when', async () => {
    const debt = debtOf(1);
    await service.tell(...clinic.booked(1, 'accepted'), requested(debt));
    const payment = async (who = owner) => (await service.get(`/appointments/${debt.appointmentId}`, who)).body.payment;
    const shown = { paymentId: debt.paymentId, appointmentId: debt.appointmentId, amount, requestedAt };
    expect(await payment()).to.deep.equal({ ...shown, state: 'OPEN', payable: { allowed: true, until: dueAt } });
    expect(await payment(theDoctor)).to.deep.include(shown);
    service.clock.now = dueAt;
    expect((await payment()).payable).to.deep.equal({ allowed: false, until: dueAt });
  });

  it('show what was paid, and what goes back of it', async () => {
    const debt = debtOf(1);
    const [paidAt, refundedAt] = ['2026-11-20T13:00:00.000Z', '2026-11-20T15:00:00.000Z'];
    const refund = { ...amount, amount: '96.00' };
    const payment = async () => (await service.get(`/appointments/${debt.appointmentId}`, owner)).body.payment;
    await service.tell(...clinic.booked(1, 'accepted'), requested(debt));
    await service.tell({ type: 'PaymentCompleted', data: { ...debt, transactionId: 'pi_1', completedAt: paidAt } });
    expect(await payment()).to.deep.include({ state: 'COMPLETED', paid: { at: paidAt, transactionId: 'pi_1' } });
    const owed = { ...debt, transactionId: 'pi_1', refund, because: 'cancelled', requestedAt: paidAt } as const;
    await service.tell({ type: 'PaymentRefundRequested', data: owed });
    const onItsWay = {
      ...{ amount: refund, because: 'cancelled', requestedAt: paidAt, refundedAt: null },
      cameBackAt: null,
    };
    expect((await payment()).refund).to.deep.equal(onItsWay);
    await service.tell({ type: 'PaymentRefunded', data: { ...debt, refund, refundId: 're_1', refundedAt } });
    expect((await payment()).refund).to.deep.equal({ ...onItsWay, refundedAt });
    const failedAt = '2026-11-24T08:00:00.000Z';
    const because = 'lost_or_stolen_card';
    await service.tell({ type: 'PaymentRefundFailed', data: { ...debt, refundId: 're_1', because, failedAt } });
    expect(await payment()).to.deep.include({
      state: 'REFUND_DUE',
      refund: { ...onItsWay, cameBackAt: failedAt },
    });
    const { body } = await service.get('/system', anAdmin);
    expect(body.refundsRefused).to.equal(1);
    // In the provider's words it is for those alone who do something about it.
    const refunds = (await service.get('/refunds', anAdmin)).body.items;
    expect(refunds).to.have.length(1);
    expect(refunds[0]).to.deep.include({ paymentId: debt.paymentId, refusal: because });
  });

  it('say what would go back, were the visit cancelled now', async () => {
    const debt = debtOf(1);
    const refundable = async () => (await service.get(`/appointments/${debt.appointmentId}`, owner)).body.refundable;
    await service.tell(...clinic.booked(1, 'accepted'), requested(debt));
    expect(await refundable(), 'nothing is paid').to.equal(undefined);
    const paidAt = '2026-11-20T13:00:00.000Z';
    await service.tell({ type: 'PaymentCompleted', data: { ...debt, transactionId: 'pi_1', completedAt: paidAt } });
    expect(await refundable()).to.deep.equal({ patient: amount, clinic: amount });
    service.clock.now = '2026-11-24T12:00:00.000Z';
    expect(await refundable(), 'after the cut-off').to.deep.equal({
      patient: { ...amount, amount: '0.00' },
      clinic: amount,
    });
    const by = clinic.asPatient(1);
    await service.tell(clinic.cancelled(1, by, '2026-11-24T12:01:00.000Z'));
    expect(await refundable(), 'it is cancelled').to.equal(undefined);
  });

  it('say nothing of payments where nothing has to be paid in advance', async () => {
    await service.tell(...clinic.booked(1));
    expect((await service.get(`/appointments/${clinic.appointment(1)}`, owner)).body).to.not.have.property('payment');
  });

  it('GET /queries/refunds lists what has not gone back yet to admins, the longest due first', async () => {
    const due = [1, 2, 3].map((n) => {
      const at = `2026-11-2${n}T09:00:00.000Z`;
      const paid = { ...debtOf(n), transactionId: `pi_${n}` };
      return [
        ...clinic.booked(n, 'accepted'),
        requested(debtOf(n)),
        { type: 'PaymentCompleted', data: { ...paid, completedAt: at } },
        { type: 'PaymentRefundRequested', data: { ...paid, refund: amount, because: 'cancelled', requestedAt: at } },
      ] as const;
    });
    await service.tell(...person(3), ...due.flat());
    const refundedAt = '2026-11-24T09:00:00.000Z';
    await service.tell({
      type: 'PaymentRefunded',
      data: { ...debtOf(2), refund: amount, refundId: 're_2', refundedAt },
    });
    const { body } = await service.get('/refunds', anAdmin);
    expect(body.items.map(({ paymentId }: Debt) => paymentId)).to.deep.equal([1, 3].map((n) => debtOf(n).paymentId));
    expect(body.items[0]).to.deep.include({
      state: 'REFUND_DUE',
      doctorName: 'Ana Júlia Araújo',
      patientName: 'Bia Costa 1',
    });
    expect(await everyPage(service, '/refunds', 1, anAdmin)).to.deep.equal([[body.items[0]], [body.items[1]]]);
    for (const who of [owner, theDoctor]) expect((await service.get('/refunds', who)).status).to.equal(403);
  });

  it('GET /queries/me/payments lists those of the own account, the latest first, page by page', async () => {
    const visits = [1, 2, 3].map((n) => {
      const at = `2026-11-2${n}T09:00:00.000Z`;
      const mine = { patientId: clinic.patient(1), userId: clinic.user(1) };
      const events = clinic.booked(n, 'accepted').map((event) => {
        const times = { startsAt: `2026-12-0${n}T12:30:00.000Z`, endsAt: `2026-12-0${n}T13:00:00.000Z` };
        return { ...event, data: { ...event.data, ...mine, ...times, date: `2026-12-0${n}` } } as never;
      });
      return [...events, requested({ ...debtOf(n), ...mine }, at)];
    });
    await service.tell(...visits.flat(), ...clinic.booked(4, 'accepted'));
    const { body } = await service.get('/me/payments', owner);
    expect(body.items.map(({ appointmentId }: Debt) => appointmentId)).to.deep.equal(
      [3, 2, 1].map((n) => clinic.appointment(n)),
    );
    expect(body.items[0]).to.deep.include({
      ...{ amount, state: 'OPEN', doctorName: 'Ana Júlia Araújo', patientName: 'Bia Costa 1' },
      ...{ startsAt: '2026-12-03T12:30:00.000Z', zone: 'America/Sao_Paulo' },
    });
    expect(await everyPage(service, '/me/payments', 2, owner)).to.deep.equal([
      body.items.slice(0, 2),
      body.items.slice(2),
    ]);
    for (const who of [another, anAdmin])
      expect((await service.get('/me/payments', who)).body).to.deep.equal({ items: [], next: null });
    expect((await service.get('/me/payments', theDoctor)).status).to.equal(403);
    expect((await service.get('/me/payments')).status).to.equal(401);
  });
});
