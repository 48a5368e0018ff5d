import { useSelector } from 'react-redux';
import { Link } from 'react-router';
import type { Appointment } from '../../api/answers.ts';
import { PayNow } from '../../payments/pay-now.tsx';
import { Receipt } from '../../payments/receipt.tsx';
import { selectUser } from '../../session/session.ts';

/** What has to be paid in advance, and what became of it. */
export const Paying = ({ appointment }: { appointment: Appointment }) => {
  const mine = useSelector(selectUser)?.role === 'PATIENT';
  const { appointmentId, status, payment, cancelled, zone } = appointment;
  if (!payment) return null;
  return (
    <section className="card" aria-labelledby="payment">
      <h2 id="payment">Payment</h2>
      <Receipt payment={payment} zone={zone} />
      {payment.state === 'COMPLETED' && cancelled?.refundPercent === 0 && (
        <p>Nothing of it goes back, by the policy under which the visit was booked.</p>
      )}
      {payment.appointmentId !== appointmentId && (
        <p>
          The payment came after the time to pay was over, and the visit was booked anew with it:{' '}
          <Link to={`/appointments/${payment.appointmentId}`}>see that visit</Link>
        </p>
      )}
      {mine && status === 'PENDING' && <PayNow payment={payment} zone={zone} about="this visit" />}
    </section>
  );
};
