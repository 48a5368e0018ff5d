import { confirm } from '@careconnect/domain/day/answer.ts';
import type { DoctorDayEvent } from '@careconnect/domain/day/events.ts';
import { emptyDay, evolveDay } from '@careconnect/domain/day/state.ts';
import { paymentOf } from '@careconnect/domain/ids.ts';
import type { Debt, PaymentEvent } from '@careconnect/domain/payment/events.ts';
import * as clinic from '@careconnect/domain/spec/clinic.ts';
import { drAna, person } from '../spec/people.ts';
import { projecting } from '../spec/projecting.ts';
import { projectClinic } from './clinic.ts';

const at = clinic.daysBefore;
const { appointmentId, doctorId, patientId, userId, date } = clinic.visit(1);
const paymentId = paymentOf(appointmentId);
const amount = { amount: '120.00', currency: 'BRL' };
const debt: Debt = { paymentId, appointmentId, doctorId, patientId, userId, date, amount };
const requested: PaymentEvent = { type: 'PaymentRequested', data: { ...debt, dueAt: at, requestedAt: at } };
const begun: PaymentEvent = { type: 'PaymentBegun', data: { ...debt, reference: 'cs_1', begunAt: at } };
const failed: PaymentEvent = {
  type: 'PaymentFailed',
  data: { ...debt, because: 'declined', noticeId: 'evt_1', failedAt: at },
};
const completed: PaymentEvent = {
  type: 'PaymentCompleted',
  data: { ...debt, transactionId: 'pi_1', completedAt: '2026-11-20T13:00:00.000Z' },
};
const refund = { ...amount, amount: '96.00' };
const owed: PaymentEvent = {
  type: 'PaymentRefundRequested',
  data: { ...debt, transactionId: 'pi_1', refund, because: 'cancelled', requestedAt: '2026-11-20T14:00:00.000Z' },
};
const refunded: PaymentEvent = {
  type: 'PaymentRefunded',
  data: { ...debt, refund, refundId: 're_1', refundedAt: '2026-11-20T15:00:00.000Z' },
};
const waiting = clinic.booked(1, 'accepted');
const confirmed = (past: DoctorDayEvent[], n: number): DoctorDayEvent[] => {
  const command = { is: 'ConfirmAppointment', appointmentId: clinic.appointment(n), paymentId } as const;
  return confirm({ ...command, by: { policy: true }, at }, past.reduce(evolveDay, emptyDay));
};

describe('The projection "clinic" of payments', () => {
  const { given } = projecting(
    ['public', 'read'],
    projectClinic(() => {}),
  );
  const awaited = given(...drAna, ...person(1), ...waiting);
  const documented = { payment_id: paymentId, amount: 120, created_at: '2026-11-20T12:00:00' };

  it('keeps what is asked for, and for which appointment', () =>
    awaited.when(requested).then({
      payments: [{ ...documented, payment_status: 'PENDING', transaction_id: '', updated_at: '2026-11-20T12:00:00' }],
      'read.payment_details': [
        { payment_id: paymentId, appointment_id: appointmentId, user_id: userId, currency: 'BRL', state: 'OPEN' },
      ],
      appointments: [{ appointment_id: appointmentId, payment_id: paymentId, status: 'PENDING' }],
    }));

  it('keeps a try that failed, and the next one', async () => {
    await awaited
      .when(requested, begun, failed)
      .then({ payments: [{ payment_status: 'FAILED' }], 'read.payment_details': [{ state: 'FAILED' }] });
    await awaited
      .when(requested, begun, failed, begun)
      .then({ payments: [{ payment_status: 'PENDING' }], 'read.payment_details': [{ state: 'OPEN' }] });
  });

  it('keeps what was paid, and what confirmed the visit', () =>
    awaited.when(requested, begun, completed, ...confirmed(waiting, 1)).then({
      payments: [
        { ...documented, payment_status: 'COMPLETED', transaction_id: 'pi_1', updated_at: '2026-11-20T13:00:00' },
      ],
      appointments: [{ payment_id: paymentId, status: 'CONFIRMED' }],
    }));

  it('keeps what goes back; the documented status knows of no refund', async () => {
    const details = { refund: 96, refund_because: 'cancelled', refund_requested_at: '2026-11-20T14:00:00+00:00' };
    await awaited.when(requested, completed, owed).then({
      payments: [{ payment_status: 'COMPLETED', transaction_id: 'pi_1' }],
      'read.payment_details': [{ ...details, state: 'REFUND_DUE', refunded_at: null }],
    });
    const attempt = { ...debt, attempt: 1 };
    const begun: PaymentEvent = {
      type: 'PaymentRefundBegun',
      data: { ...attempt, begunAt: '2026-11-20T14:01:00.000Z' },
    };
    const refusedAt = '2026-11-20T14:02:00.000Z';
    const refused: PaymentEvent = {
      type: 'PaymentRefundRefused',
      data: { ...attempt, because: 'charge_disputed', refusedAt },
    };
    await awaited.when(requested, completed, owed, begun, refused).then({
      payments: [{ payment_status: 'COMPLETED', updated_at: '2026-11-20T14:02:00' }],
      'read.payment_details': [{ ...details, state: 'REFUND_DUE', refunded_at: null }],
    });
    await awaited.when(requested, completed, owed, begun, refunded).then({
      payments: [{ payment_status: 'COMPLETED', transaction_id: 'pi_1' }],
      'read.payment_details': [{ ...details, state: 'REFUNDED', refunded_at: '2026-11-20T15:00:00+00:00' }],
    });
  });

  it('keeps why something has not gone back, as long as it has not', async () => {
    const details = { state: 'REFUND_DUE', refunded_at: null };
    const refused: PaymentEvent = {
      type: 'PaymentRefundRefused',
      data: { ...debt, attempt: 1, because: 'charge_disputed', refusedAt: '2026-11-20T14:02:00.000Z' },
    };
    const cameBack: PaymentEvent = {
      type: 'PaymentRefundFailed',
      data: { ...debt, refundId: 're_1', because: 'lost_or_stolen_card', failedAt: '2026-11-24T08:00:00.000Z' },
    };
    const byHand: PaymentEvent = {
      type: 'PaymentRefunded',
      data: { ...debt, refund, refundId: 'transfer 4711', refundedAt: '2026-11-25T09:00:00.000Z' },
    };
    const due = (...then: PaymentEvent[]) => awaited.when(requested, completed, owed, refused, ...then);
    await due().then({ 'read.payment_details': [{ ...details, refund_refusal: 'charge_disputed' }] });
    await due(refunded).then({ 'read.payment_details': [{ state: 'REFUNDED', refund_refusal: null }] });
    const late = { refund_refusal: 'lost_or_stolen_card', refund_came_back_at: '2026-11-24T08:00:00+00:00' };
    await due(refunded, cameBack).then({
      payments: [{ payment_status: 'COMPLETED', updated_at: '2026-11-24T08:00:00' }],
      'read.payment_details': [{ ...details, ...late }],
    });
    await due(refunded, cameBack, byHand).then({
      'read.payment_details': [
        {
          ...{ state: 'REFUNDED', refunded_at: '2026-11-25T09:00:00+00:00' },
          ...{ refund_refusal: null, refund_came_back_at: null },
        },
      ],
    });
  });

  it('keeps that nobody has to pay any more', () =>
    awaited
      .when(requested, {
        type: 'PaymentWithdrawn',
        data: { ...debt, because: 'cancelled', reference: null, withdrawnAt: at },
      })
      .then({ payments: [{ payment_status: 'FAILED' }], 'read.payment_details': [{ state: 'WITHDRAWN' }] }));

  it('follows the money to the visit that was booked anew with it', () => {
    const again = clinic
      .booked(2, 'accepted')
      .map((event) => ({ ...event, data: { ...event.data, patientId, userId } }) as DoctorDayEvent);
    const expired = {
      type: 'AppointmentExpired',
      data: { ...clinic.visit(1), because: 'unpaid', by: { policy: true }, expiredAt: at },
    } as const;
    return awaited.when(requested, expired, completed, ...again, ...confirmed(again, 2)).then({
      'read.payment_details': [{ appointment_id: clinic.appointment(2), state: 'COMPLETED' }],
      appointments: [
        { appointment_id: appointmentId, payment_id: paymentId, status: 'CANCELLED' },
        { appointment_id: clinic.appointment(2), payment_id: paymentId, status: 'CONFIRMED' },
      ],
    });
  });
});
