import { expect } from 'chai';
import type { DoctorDayEvent } from '../day/events.ts';
import { paymentOf } from '../ids.ts';
import * as clinic from '../spec/clinic.ts';
import { claimsKeptBy, react } from './react.ts';

const [requested] = clinic.booked(1, 'requested') as [DoctorDayEvent];
const [, accepted] = clinic.booked(1, 'accepted') as [DoctorDayEvent, DoctorDayEvent];
const task = {
  is: 'ExpireAppointment',
  appointmentId: clinic.appointment(1),
  doctorId: clinic.ana,
  date: clinic.tuesday,
};

describe('What follows from an event', () => {
  it('is a look at its deadline, for what waits', () => {
    expect(react(requested)).to.deep.equal([{ is: 'Later', at: '2026-11-22T12:00:00.000Z', task }]);
    expect(react(accepted)[0]).to.deep.equal({ is: 'Later', at: '2026-11-21T12:00:00.000Z', task });
  });

  const { appointmentId, doctorId, patientId, userId, date } = clinic.visit(1);
  const amount = { amount: '120.00', currency: 'BRL' };
  const paymentId = paymentOf(appointmentId);
  const debt = { paymentId, appointmentId, doctorId, patientId, userId, date, amount };

  it('is the request of what must be paid first', () => {
    const dueAt = '2026-11-21T12:00:00.000Z';
    expect(react(accepted)[1]).to.deep.equal({ is: 'RequestPayment', debt, dueAt });
  });

  it('is the visit, once the money is there', () => {
    const data = { ...debt, transactionId: 'pi_1', completedAt: clinic.daysBefore };
    expect(react({ type: 'PaymentCompleted', data })).to.deep.equal([{ is: 'HonourPayment', debt }]);
  });

  it('is the end of a payment that was asked for, when the visit is paid at the clinic or off', () => {
    const confirmed = { ...clinic.visit(1), paymentId: null, confirmedAt: clinic.daysBefore };
    const withdraw = [{ is: 'WithdrawPayment', paymentId }];
    expect(react({ type: 'AppointmentConfirmed', data: { ...confirmed, by: clinic.asDoctor } })).to.deep.equal(
      withdraw,
    );
    const off = { ...clinic.cancelled(1, clinic.asDoctor, clinic.daysBefore).data, paymentId, refundPercent: 80 };
    const settle = (because: string) => ({ is: 'SettlePayment', paymentId, refundPercent: 80, because });
    expect(react({ type: 'AppointmentCancelled', data: off })).to.deep.include(settle('cancelled'));
    const missed = { ...off, notedAt: clinic.daysBefore };
    expect(react({ type: 'PatientDidNotShow', data: missed })).to.deep.include(settle('did-not-show'));
  });

  it('is word to the provider, when money is owed back, or nobody shall pay on an open page any more', () => {
    const at = clinic.daysBefore;
    const owed = { ...debt, transactionId: 'pi_1', refund: amount, because: 'cancelled', requestedAt: at } as const;
    const sendRefund = [{ is: 'Later', at, task: { is: 'SendRefund', paymentId } }];
    expect(react({ type: 'PaymentRefundRequested', data: owed })).to.deep.equal(sendRefund);
    const withdrawn = (reference: string | null) =>
      react({ type: 'PaymentWithdrawn', data: { ...debt, because: 'cancelled', reference, withdrawnAt: at } });
    expect(withdrawn(null)).to.deep.equal([]);
    expect(withdrawn('cs_1')).to.deep.equal([
      { is: 'Later', at, task: { is: 'ClosePage', paymentId, reference: 'cs_1' } },
    ]);
  });

  it('is what is left to do, when somebody was erased', () => {
    const data = {
      userId: clinic.user(1),
      by: 'OWNER',
      emailHash: null,
      contactId: null,
      era: 1,
      erasedAt: '',
    } as const;
    expect(react({ type: 'UserErased', data })).to.deep.equal([{ is: 'FinishErasure', erased: data }]);
  });

  it('is a look after a minute at whoever was about to be erased', () => {
    const data = { patientId: clinic.patient(1), closedAt: clinic.daysBefore };
    expect(react({ type: 'VisitsClosed', data })).to.deep.equal([
      { is: 'Later', at: '2026-11-20T12:01:00.000Z', task: { is: 'SettleClosing', patientId: clinic.patient(1) } },
    ]);
  });

  it('is nothing for what is confirmed at once', () => {
    expect(clinic.booked(1).flatMap(react)).to.deep.equal([]);
  });

  it('is the release of the patient’s time, once the visit is over or off', () => {
    const release = [{ is: 'ReleaseVisit', patientId: clinic.patient(1), claimId: clinic.claim(1) }];
    expect(react(clinic.cancelled(1, clinic.asDoctor, clinic.daysBefore))).to.deep.equal(release);
    const withoutClaim = { ...clinic.visit(1), claimId: null, by: clinic.asDoctor, completedAt: '', doctorNotes: null };
    expect(react({ type: 'AppointmentCompleted', data: withoutClaim })).to.deep.equal([]);
  });

  it('is a look at a claim after a minute, unless its visit is known by then', () => {
    const { appointmentId, patientId, doctorId, date, startsAt, endsAt } = clinic.visit(1);
    const claim = { claimId: clinic.claim(1), patientId, appointmentId, doctorId, date, startsAt, endsAt };
    expect(react({ type: 'VisitClaimed', data: { ...claim, claimedAt: clinic.daysBefore } })).to.deep.equal([
      { is: 'Later', at: '2026-11-20T12:01:00.000Z', task: { is: 'SettleClaim', claim } },
    ]);
    expect([...claimsKeptBy(clinic.booked(1))]).to.deep.equal([clinic.claim(1)]);
  });
});
