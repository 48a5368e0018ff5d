import { expect } from 'chai';
import fc from 'fast-check';
import { paymentOf } from '../ids.ts';
import { hundredthsOf } from '../money.ts';
import { Refusal } from '../refusal.ts';
import * as clinic from '../spec/clinic.ts';
import { specifying } from '../spec/given.ts';
import { type PaymentCommand, paymentDecider } from './decide.ts';
import type { Debt, PaymentEvent } from './events.ts';

const { given, fold } = specifying(paymentDecider);
const at = clinic.daysBefore;
const dueAt = '2026-11-21T12:00:00.000Z';
const by = clinic.user(1);
const { appointmentId, doctorId, patientId, userId, date } = clinic.visit(1);
const amount = { amount: '120.00', currency: 'BRL' };
const debt: Debt = { paymentId: paymentOf(appointmentId), appointmentId, doctorId, patientId, userId, date, amount };
const transactionId = 'pi_1';

const requested: PaymentEvent = { type: 'PaymentRequested', data: { ...debt, dueAt, requestedAt: at } };
const begun = (reference: string): PaymentEvent => ({
  type: 'PaymentBegun',
  data: { ...debt, reference, begunAt: at },
});
const declined: PaymentEvent = {
  type: 'PaymentFailed',
  data: { ...debt, because: 'declined', noticeId: 'evt_1', failedAt: at },
};
const completed: PaymentEvent = { type: 'PaymentCompleted', data: { ...debt, transactionId, completedAt: at } };
const withdrawn = (reference: string | null): PaymentEvent => ({
  type: 'PaymentWithdrawn',
  data: { ...debt, because: 'cancelled', reference, withdrawnAt: at },
});
const refundRequested = (refund: string): PaymentEvent => ({
  type: 'PaymentRefundRequested',
  data: { ...debt, transactionId, refund: { ...amount, amount: refund }, because: 'cancelled', requestedAt: at },
});
const refundBegun = (attempt: number): PaymentEvent => ({
  type: 'PaymentRefundBegun',
  data: { ...debt, attempt, begunAt: at },
});
const refundRefused = (attempt: number): PaymentEvent => ({
  type: 'PaymentRefundRefused',
  data: { ...debt, attempt, because: 'charge_disputed', refusedAt: at },
});
const refunded = (refund: string): PaymentEvent => ({
  type: 'PaymentRefunded',
  data: { ...debt, refund: { ...amount, amount: refund }, refundId: 're_1', refundedAt: at },
});
const cameBack = { refundId: 're_1', because: 'expired_or_canceled_card' };
const refundFailed: PaymentEvent = {
  type: 'PaymentRefundFailed',
  data: { ...debt, ...cameBack, failedAt: at },
};

const begin = (reference = 'cs_1', changes = {}) => ({ is: 'BeginPayment', by, reference, at, ...changes }) as const;
const noteCompletion = { is: 'NoteCompletion', transactionId, at } as const;
const noteFailure = { is: 'NoteFailure', because: 'declined', noticeId: 'evt_1', at } as const;
const noteRefund = { is: 'NoteRefund', refundId: 're_1', at } as const;
const noteRefundFailure = { is: 'NoteRefundFailure', ...cameBack, attempt: 1, at } as const;
const beginRefund = { is: 'BeginRefund', at } as const;
const noteRefusal = (attempt: number) =>
  ({ is: 'NoteRefundRefusal', attempt, because: 'charge_disputed', at }) as const;
const noteByHand = { is: 'NoteRefundByHand', reference: 'transfer 4711', at } as const;
const settle = (refundPercent: number) => ({ is: 'SettlePayment', refundPercent, because: 'cancelled', at }) as const;

describe('A payment', () => {
  it('is asked for once: what was asked first stands', () => {
    given().when({ is: 'RequestPayment', debt, dueAt, at }).then(requested);
    const dearer = { ...debt, amount: { ...amount, amount: '200.00' } };
    given(requested).when({ is: 'RequestPayment', debt: dearer, dueAt, at }).thenNothing();
  });

  it('is begun on a page of the provider; another page is another try', () => {
    given(requested).when(begin()).then(begun('cs_1'));
    given(requested, begun('cs_1')).when(begin('cs_2')).then(begun('cs_2'));
    given(requested, begun('cs_1'), declined).when(begin('cs_1')).thenNothing();
  });

  it("is begun by the account that owes it alone: another's answers like none", () => {
    given().when(begin()).refuses('payment-not-found', {});
    for (const past of [[requested], [requested, completed]])
      given(...past)
        .when(begin('cs_1', { by: clinic.user(2) }))
        .refuses('payment-not-found', {});
  });

  it('is not begun once its time is over, it is paid, or nobody wants it', () => {
    given(requested)
      .when(begin('cs_1', { at: dueAt }))
      .refuses('payment-overdue', { until: dueAt });
    given(requested, completed).when(begin()).refuses('already-paid', {});
    given(requested, completed, refundRequested('120.00')).when(begin()).refuses('already-paid', {});
    given(requested, withdrawn(null)).when(begin()).refuses('payment-withdrawn', {});
  });

  it('fails as often as the provider says so, each time told once, and can still be paid', () => {
    given(requested, begun('cs_1')).when(noteFailure).then(declined);
    given(requested, begun('cs_1'), declined)
      .when({ ...noteFailure, noticeId: 'evt_2' })
      .then({ type: 'PaymentFailed', data: { ...debt, because: 'declined', noticeId: 'evt_2', failedAt: at } });
    given(requested, begun('cs_1'), declined).when(noteCompletion).then(completed);
  });

  it('is complete when the money is there, whatever is told after that', () => {
    given(requested, begun('cs_1')).when(noteCompletion).then(completed);
    for (const late of [noteFailure, noteCompletion, { is: 'WithdrawPayment', at } as const])
      given(requested, begun('cs_1'), completed).when(late).thenNothing();
  });

  it('is complete even if it was withdrawn before: money is a fact', () => {
    given(requested, withdrawn('cs_1')).when(noteCompletion).then(completed);
  });

  it('nobody knows is no matter', () => {
    for (const command of [
      noteCompletion,
      noteFailure,
      beginRefund,
      noteRefusal(1),
      noteRefund,
      noteRefundFailure,
      settle(100),
    ])
      given().when(command).thenNothing();
  });

  it('that is not made is withdrawn with the visit, or when it was paid at the clinic', () => {
    given(requested).when(settle(0)).then(withdrawn(null));
    given(requested, begun('cs_1')).when(settle(100)).then(withdrawn('cs_1'));
    given(requested)
      .when({ is: 'WithdrawPayment', at })
      .then({
        type: 'PaymentWithdrawn',
        data: { ...debt, because: 'paid-otherwise', reference: null, withdrawnAt: at },
      });
  });

  it('that was made goes back by so many per cent, once', () => {
    given(requested, completed).when(settle(80)).then(refundRequested('96.00'));
    given(requested, completed).when(settle(0)).thenNothing();
    given(requested, completed, refundRequested('96.00')).when(settle(100)).thenNothing();
    given(requested, completed, refundRequested('96.00')).when(noteRefund).then(refunded('96.00'));
    given(requested, completed, refundRequested('96.00'), refunded('96.00')).when(settle(100)).thenNothing();
  });

  const due = [requested, completed, refundRequested('96.00')];
  const byHand: PaymentEvent = {
    type: 'PaymentRefunded',
    data: { ...debt, refund: { ...amount, amount: '96.00' }, refundId: 'transfer 4711', refundedAt: at },
  };

  it('goes back by one attempt at a time, the next one when the provider has said no', () => {
    given(...due)
      .when(beginRefund)
      .then(refundBegun(1));
    given(...due, refundBegun(1))
      .when(beginRefund)
      .thenNothing();
    given(...due, refundBegun(1))
      .when(noteRefusal(1))
      .then(refundRefused(1));
    given(...due, refundBegun(1), refundRefused(1))
      .when(beginRefund)
      .then(refundBegun(2));
    given(...due, refundBegun(1), refundRefused(1), refundBegun(2))
      .when(noteRefusal(1))
      .thenNothing();
    given(...due, refundBegun(1))
      .when(noteRefund)
      .then(refunded('96.00'));
    for (const command of [beginRefund, noteRefusal(1)])
      given(...due, refundBegun(1), refunded('96.00'))
        .when(command)
        .thenNothing();
  });

  it('goes back by hand once, while it is due and the provider is not about to do it', () => {
    given(...due)
      .when(noteByHand)
      .then(byHand);
    given(...due, refundBegun(1), refundRefused(1))
      .when(noteByHand)
      .then(byHand);
    given(...due, refundBegun(1))
      .when(noteByHand)
      .refuses('refund-under-way', { since: at });
    given(...due, refundBegun(1), refunded('96.00'))
      .when(noteByHand)
      .refuses('already-refunded', { reference: 're_1' });
    for (const command of [noteByHand, noteRefund, beginRefund])
      given(...due, byHand)
        .when(command)
        .thenNothing();
    for (const events of [[requested], [requested, completed], [requested, withdrawn(null)]])
      given(...events)
        .when(noteByHand)
        .refuses('no-refund-due', {});
    given().when(noteByHand).refuses('payment-not-found', {});
  });

  it('that went back and came back to the provider is due again, and goes back by hand from then on', () => {
    const gone = [...due, refundBegun(1), refunded('96.00')];
    given(...gone)
      .when(noteRefundFailure)
      .then(refundFailed);
    for (const command of [noteRefundFailure, noteRefund, beginRefund, noteRefusal(1), settle(100)])
      given(...gone, refundFailed)
        .when(command)
        .thenNothing();
    given(...gone, refundFailed)
      .when(noteByHand)
      .then(byHand);
    given(...gone, refundFailed, byHand)
      .when(noteRefundFailure)
      .thenNothing();
  });

  it('is not noted as gone by hand under the name of what came back', () => {
    given(...due, refundBegun(1), refunded('96.00'), refundFailed)
      .when({ is: 'NoteRefundByHand', reference: 're_1', at })
      .refuses('refund-came-back', { reference: 're_1' });
  });

  it('came back to the provider, whichever of its answers arrives first', () => {
    given(...due, refundBegun(1))
      .when(noteRefundFailure)
      .then(refundFailed);
    for (const command of [noteRefund, noteRefusal(1), beginRefund])
      given(...due, refundBegun(1), refundFailed)
        .when(command)
        .thenNothing();
    given(...due, refundBegun(1), refundFailed)
      .when(noteByHand)
      .then(byHand);
  });

  it('did not come back where another one went back, or none was on its way', () => {
    const refused = [...due, refundBegun(1), refundRefused(1)];
    for (const events of [due, [...due, byHand], refused, [...refused, refundBegun(2)], [requested, completed]])
      given(...events)
        .when(noteRefundFailure)
        .thenNothing();
  });
});

describe('Whatever is asked of a payment and told about it, in any order', () => {
  const commands: fc.Arbitrary<PaymentCommand> = fc.oneof(
    fc.constant({ is: 'RequestPayment', debt, dueAt, at } as const),
    fc.constantFrom('cs_1', 'cs_2').map((reference) => begin(reference)),
    fc.constant(noteCompletion),
    fc.constantFrom('evt_1', 'evt_2').map((noticeId) => ({ ...noteFailure, noticeId })),
    fc.constantFrom(noteRefund, noteByHand, beginRefund, noteRefundFailure),
    fc.constantFrom(1, 2).map(noteRefusal),
    fc.constant({ is: 'WithdrawPayment', at } as const),
    fc.integer({ min: 0, max: 100 }).map(settle),
  );
  const answerOf = (command: PaymentCommand, past: PaymentEvent[]): readonly PaymentEvent[] => {
    try {
      return paymentDecider.decide(command, fold(past));
    } catch (error) {
      if (error instanceof Refusal) return [];
      throw error;
    }
  };
  const live = (asked: readonly PaymentCommand[]): PaymentEvent[] =>
    asked.reduce<PaymentEvent[]>((past, command) => past.concat(answerOf(command, past)), []);
  const life = fc.array(commands, { maxLength: 30 });

  it('no more goes back than was paid, and it was paid at most once', () => {
    fc.assert(
      fc.property(life, (asked) => {
        const events = live(asked);
        const sum = (type: PaymentEvent['type']) =>
          events
            .filter((event) => event.type === type)
            .reduce((total, { data }) => total + hundredthsOf('refund' in data ? data.refund.amount : '120.00'), 0n);
        expect(sum('PaymentCompleted') <= 12_000n).to.equal(true);
        expect(sum('PaymentRefundRequested') <= sum('PaymentCompleted')).to.equal(true);
        const refunds = events.map(({ type }) => type).filter((type) => /^PaymentRefund(ed|Failed)$/.test(type));
        expect(refunds.join(' ')).to.not.include('PaymentRefunded PaymentRefunded');
      }),
    );
  });

  it('what goes back by hand was not asked of the provider, or came to nothing there', () => {
    fc.assert(
      fc.property(life, (asked) => {
        const types = live([...asked, noteByHand]).map(({ type }) => type);
        const last = live([...asked, noteByHand]).at(-1);
        if (last?.type !== 'PaymentRefunded' || last.data.refundId === 're_1') return;
        const count = (type: PaymentEvent['type']) => types.filter((each) => each === type).length;
        expect(count('PaymentRefundBegun')).to.be.at.most(count('PaymentRefundRefused') + count('PaymentRefundFailed'));
      }),
    );
  });

  it('doing or telling it twice changes nothing', () => {
    fc.assert(
      fc.property(life, (asked) => {
        const doubled = asked.flatMap((command) => [command, command]);
        expect(live(doubled)).to.deep.equal(live(asked));
      }),
    );
  });

  it('what the provider tells may come in any order: once the money is there, it counts', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([noteCompletion, noteFailure, { ...noteFailure, noticeId: 'evt_2' }]), (told) => {
        const payment = fold(live([{ is: 'RequestPayment', debt, dueAt, at }, begin(), ...told]));
        expect(payment.is).to.equal(told.includes(noteCompletion) ? 'Completed' : 'Open');
      }),
    );
  });

  it('what went back and came back is due, whatever of it is told first', () => {
    const told = [noteRefund, noteRefundFailure, noteRefundFailure, noteRefund];
    fc.assert(
      fc.property(fc.shuffledSubarray(told, { minLength: told.length }), (answers) => {
        const asked = [{ is: 'RequestPayment', debt, dueAt, at } as const, noteCompletion, settle(80), beginRefund];
        expect(fold(live([...asked, ...answers])).is).to.equal('RefundDue');
      }),
    );
  });

  it('its events survive a round trip through JSON', () => {
    fc.assert(
      fc.property(life, (asked) => {
        const events = live(asked);
        expect(JSON.parse(JSON.stringify(events))).to.deep.equal(events);
      }),
    );
  });
});
