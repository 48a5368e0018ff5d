import { randomUUID } from 'node:crypto';
import type { Appointment } from '@careconnect/domain/day/state.ts';
import {
  appointmentId as asAppointmentId,
  doctorId as asDoctorId,
  paymentId as asPaymentId,
} from '@careconnect/domain/ids.ts';
import type { PaymentCommand } from '@careconnect/domain/payment/decide.ts';
import type { Payment } from '@careconnect/domain/payment/state.ts';
import { doctorDayStream, paymentStream } from '@careconnect/domain/streams.ts';
import { addDays } from '@careconnect/domain/time/wall.ts';
import { followChanges } from '@careconnect/platform/command-handler/freshness.ts';
import type { EventStore } from '@careconnect/platform/event-store/event-store.ts';
import { connectEventStore } from '@careconnect/platform/event-store/eventstoredb.ts';
import { until } from '@careconnect/test/support/until.ts';
import { expect } from 'chai';
import { createHandlers, type Handlers } from '../handlers.ts';
import { appointmentIdAfter } from '../ids.ts';
import * as clinic from '../spec/clinic.ts';
import { type Service, startService } from '../spec/service.ts';

const inAdvance = { ...clinic.policy, payment: 'in-advance', refundBeforeCutOffPercent: 80 };

describe('The process of payments', () => {
  let service: Service;
  let store: EventStore;
  let handlers: Handlers;
  const closing: (() => Promise<void>)[] = [];
  before(async () => {
    service = await startService();
    store = connectEventStore({ url: service.eventStore.url });
    const freshness = followChanges({ store, streamPrefixes: ['nothing-'] });
    handlers = createHandlers(store, freshness);
    closing.push(
      () => freshness.close(),
      () => store.close(),
    );
  });
  after(async () => {
    for (const close of closing) await close();
    await service.stop();
  });

  /** What somebody else does to the same log. */
  const context = (now = new Date().toISOString()) => ({
    ...{ commandId: randomUUID(), correlationId: randomUUID(), actor: null, now },
  });

  const booked = async (policy: object = inAdvance) => {
    const [doctor, patient] = await Promise.all([clinic.onboard(service, { policy }), clinic.addPatient(service)]);
    const { body } = await clinic.book(service, doctor, patient, { more: { notes: 'A cough' } });
    const id = asAppointmentId(String(body.appointmentId));
    const day = doctorDayStream(asDoctorId(doctor.doctorId), clinic.date);
    const paymentId = asPaymentId(id);
    const pay = (command: PaymentCommand) => handlers.payments.handle(paymentStream(paymentId), command, context());
    const payment = async (): Promise<Payment> =>
      (await handlers.payments.load(paymentStream(paymentId), { fresh: true })).state;
    const appointment = async (wanted = id): Promise<Appointment | undefined> =>
      (await handlers.days.load(day, { fresh: true })).state.appointments.get(wanted);
    const act = (command: string, asked: object = {}) =>
      service.ask('POST', `${clinic.daysOf(doctor)}/${id}/${command}`, { as: doctor.person, body: asked });
    const expire = async (on = day) => {
      const { appointments } = (await handlers.days.load(on, { fresh: true })).state;
      const command = {
        is: 'ExpireAppointment',
        appointmentId: id,
        by: { policy: true },
        at: clinic.at('09:30'),
        settled: appointments.get(id)?.arrival?.moveId,
      } as const;
      await handlers.days.handle(on, command, context());
    };
    const requests = async (on = day) => {
      const found: { notes: unknown }[] = [];
      for await (const { type, data } of store.readStream(on))
        if (type === 'AppointmentRequested') found.push(data as { notes: unknown });
      return found;
    };
    const move = async (from: string, date: string) => {
      const to = { doctorId: doctor.doctorId, date, startsAt: clinic.at('11:00', date) };
      const path = `${clinic.daysOf(doctor, from)}/${id}/move`;
      const moved = await service.ask('POST', path, { as: doctor.person, key: randomUUID(), body: to });
      expect(moved.body).to.deep.include({ status: 'PENDING', date });
      return doctorDayStream(asDoctorId(doctor.doctorId), date);
    };
    const arrives = () => pay({ is: 'NoteCompletion', transactionId: 'pi_1', at: new Date().toISOString() });
    const becomes = (what: Payment['is']) => until(`a payment ${what}`, async () => (await payment()).is === what);
    return {
      doctor,
      patient,
      status: body.status,
      id,
      day,
      payment,
      appointment,
      requests,
      act,
      expire,
      move,
      arrives,
      becomes,
    };
  };

  it('asks for the fee once it is accepted, and confirms the visit when the money is there', async () => {
    const visit = await booked();
    expect(visit.status).to.equal('PENDING');
    await visit.becomes('Open');
    expect(await visit.payment()).to.have.nested.property('debt.amount.amount', '120.00');
    await visit.arrives();
    await until('confirmed', async () => (await visit.appointment())?.status === 'CONFIRMED');
    expect((await visit.appointment())?.payment).to.deep.equal({ paymentId: visit.id, paid: true });
  });

  it('asks for nothing that is paid at the clinic', async () => {
    const [visit, after] = [await booked(clinic.policy), await booked()];
    await after.becomes('Open');
    expect(visit.status).to.equal('CONFIRMED');
    expect((await visit.payment()).is).to.equal('Unknown');
  });

  it('confirms a visit that was moved to another day meanwhile', async () => {
    const visit = await booked();
    await visit.becomes('Open');
    const there = await visit.move(clinic.date, addDays(clinic.date, 1));
    await visit.arrives();
    const status = async () =>
      (await handlers.days.load(there, { fresh: true })).state.appointments.get(visit.id)?.status;
    await until('confirmed', async () => (await status()) === 'CONFIRMED');
  });

  it('books the visit anew when the money comes after it expired, with the notes it had', async () => {
    const visit = await booked();
    await visit.becomes('Open');
    await visit.expire();
    await visit.arrives();
    const again = appointmentIdAfter(visit.id);
    await until('booked anew', async () => (await visit.appointment(again))?.status === 'CONFIRMED');
    expect((await visit.appointment())?.status).to.equal('CANCELLED');
    expect((await visit.requests()).map(({ notes }) => notes !== null)).to.deep.equal([true, true]);
    const cancelled = await service.ask('POST', `${clinic.daysOf(visit.doctor)}/${again}/cancellation`, {
      ...{ as: visit.patient.person, body: { reason: 'Feeling better' } },
    });
    expect(cancelled.body).to.deep.include({ appointmentId: again, status: 'CANCELLED' });
    await visit.becomes('RefundDue');
    expect(await visit.payment()).to.have.nested.property('refund.amount', '96.00');
  });

  it('takes the notes along from the day they were written for, however often the visit was moved', async () => {
    const visit = await booked();
    await visit.becomes('Open');
    const [next, last] = [addDays(clinic.date, 1), addDays(clinic.date, 2)];
    await visit.move(clinic.date, next);
    const there = await visit.move(next, last);
    await visit.expire(there);
    await visit.arrives();
    await until('booked anew', async () => (await visit.requests(there)).length === 1);
    expect((await visit.requests(there)).map(({ notes }) => notes !== null)).to.deep.equal([true]);
  });

  it('gives the money back when the slot is somebody else’s by then', async () => {
    const visit = await booked();
    await visit.becomes('Open');
    await visit.expire();
    expect((await clinic.book(service, visit.doctor, await clinic.addPatient(service))).status).to.equal(201);
    await visit.arrives();
    await visit.becomes('RefundDue');
    expect(await visit.payment()).to.have.nested.property('refund.amount', '120.00');
  });

  it('gives back what the policy of the booking says when the patient cancels', async () => {
    const visit = await booked();
    await visit.becomes('Open');
    await visit.arrives();
    await until('confirmed', async () => (await visit.appointment())?.status === 'CONFIRMED');
    await service.ask('POST', `${clinic.daysOf(visit.doctor)}/${visit.id}/cancellation`, {
      ...{ as: visit.patient.person, body: { reason: 'Feeling better' } },
    });
    await visit.becomes('RefundDue');
    expect(await visit.payment()).to.have.nested.property('refund.amount', '96.00');
  });

  it('asks for nothing any more once the visit is off, and gives back all that arrives later', async () => {
    const visit = await booked();
    await visit.becomes('Open');
    await visit.act('cancellation', { reason: 'ill' });
    await visit.becomes('Withdrawn');
    await visit.arrives();
    await visit.becomes('RefundDue');
    expect(await visit.payment()).to.have.nested.property('refund.amount', '120.00');
  });

  it('asks for nothing any more once it was paid at the clinic, and gives back what arrives all the same', async () => {
    const visit = await booked();
    await visit.becomes('Open');
    await visit.act('confirmation');
    await visit.becomes('Withdrawn');
    await visit.arrives();
    await visit.becomes('RefundDue');
    expect((await visit.appointment())?.status).to.equal('CONFIRMED');
  });
});
