import type { Appointment } from '../api/answers.ts';

type Concerned = Pick<Appointment, 'appointmentId' | 'status' | 'payment' | 'cancelled'>;

/** Something is about to happen that nobody does on this page: a payment is asked for, arrives or goes back. */
export const isAwaited = ({ appointmentId, status, payment, cancelled }: Concerned): boolean => {
  switch (payment?.state) {
    case 'REFUND_DUE':
      return true;
    case 'COMPLETED':
      return (
        status === 'PENDING' ||
        (status === 'CANCELLED' && cancelled?.refundPercent !== 0 && payment.appointmentId === appointmentId)
      );
    default:
      return status === 'PENDING';
  }
};

/** How often a page looks again while it awaits something; 0 is never. */
export const lookingFor = (awaited: boolean) => ({
  pollingInterval: awaited ? 2_000 : 0,
  skipPollingIfUnfocused: true,
});
