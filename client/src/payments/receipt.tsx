import type { Zone } from '@careconnect/domain/event.ts';
import { formatInstant, formatMoney } from '@careconnect/domain/time/format.ts';
import type { Payment } from '../api/answers.ts';
import { refundWords, stateWords } from './wording.ts';

/** What was asked, what was paid, and what goes back. */
export const Receipt = ({ payment, zone }: { payment: Payment; zone: Zone }) => {
  const { amount, state, paid, refund } = payment;
  return (
    <dl className="facts">
      <dt>Amount</dt>
      <dd>{formatMoney(amount)}</dd>
      <dt>Payment</dt>
      <dd>{stateWords[state]}</dd>
      {paid && (
        <>
          <dt>Paid</dt>
          <dd>
            <time dateTime={paid.at}>{formatInstant(paid.at, zone)}</time>
          </dd>
          <dt>Receipt number</dt>
          <dd>{paid.transactionId}</dd>
        </>
      )}
      {refund && (
        <>
          <dt>Refund</dt>
          <dd>
            {formatMoney(refund.amount)}
            {refund.because && `, ${refundWords[refund.because]}`}
          </dd>
          <dt>Refunded</dt>
          <dd>
            {refund.refundedAt ? (
              <time dateTime={refund.refundedAt}>{formatInstant(refund.refundedAt, zone)}</time>
            ) : (
              'On its way'
            )}
          </dd>
        </>
      )}
    </dl>
  );
};
