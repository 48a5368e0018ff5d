import type { Zone } from '@careconnect/domain/event.ts';
import { formatInstant, formatMoney } from '@careconnect/domain/time/format.ts';
import type { Payment, Refund } from '../api/answers.ts';
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
            <Refunded refund={refund} zone={zone} />
          </dd>
        </>
      )}
    </dl>
  );
};

const Refunded = ({ refund, zone }: { refund: Refund; zone: Zone }) => {
  const { refundedAt, cameBackAt } = refund;
  if (refundedAt) return <time dateTime={refundedAt}>{formatInstant(refundedAt, zone)}</time>;
  if (!cameBackAt) return 'On its way';
  return (
    <>
      It came back to the clinic on <time dateTime={cameBackAt}>{formatInstant(cameBackAt, zone)}</time>, and will be
      given back another way
    </>
  );
};
