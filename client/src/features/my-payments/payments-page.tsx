import { formatInstant } from '@careconnect/domain/time/format.ts';
import { Link } from 'react-router';
import { itemsOf } from '../../api/api.ts';
import { Fetched } from '../../parts/fetched.tsx';
import { More } from '../../parts/more.tsx';
import { Page } from '../../parts/page.tsx';
import { PayNow } from '../../payments/pay-now.tsx';
import { Receipt } from '../../payments/receipt.tsx';
import { type MyPayment, useMyPaymentsInfiniteQuery } from './api.ts';

/** What the account was asked to pay in advance, and its receipts. */
export const PaymentsPage = () => {
  const answer = useMyPaymentsInfiniteQuery(undefined, { refetchOnMountOrArgChange: true });
  return (
    <Page title="My payments" lead={<p>What was to be paid in advance, latest first.</p>}>
      <Fetched answer={answer} what="payments" lines={6}>
        {(data) =>
          itemsOf(data).length === 0 ? (
            <p className="empty">You were not asked to pay anything in advance.</p>
          ) : (
            <ul className="cards">
              {itemsOf(data).map((payment) => (
                <PaymentItem key={payment.paymentId} payment={payment} />
              ))}
            </ul>
          )
        }
      </Fetched>
      <More list={answer} what="payments" />
    </Page>
  );
};

const PaymentItem = ({ payment }: { payment: MyPayment }) => {
  const { appointmentId, doctorName, patientName, startsAt, zone } = payment;
  const moment = formatInstant(startsAt, zone);
  return (
    <li className="card">
      <h2>{doctorName}</h2>
      <p>
        {moment}, for {patientName || 'an erased person'}
      </p>
      <Receipt payment={payment} zone={zone} />
      <p>
        <Link to={`/appointments/${appointmentId}`}>
          See the visit<span className="only-read"> on {moment}</span>
        </Link>
      </p>
      <PayNow payment={payment} zone={zone} about={`the visit on ${moment}`} />
    </li>
  );
};
