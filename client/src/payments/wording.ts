import type { RefundReason } from '@careconnect/domain/payment/events.ts';
import type { PaymentState } from '../api/answers.ts';

export const stateWords: Record<PaymentState, string> = {
  OPEN: 'Not paid yet',
  FAILED: 'Not paid: the last try did not go through',
  WITHDRAWN: 'Nothing has to be paid any more',
  COMPLETED: 'Paid',
  REFUND_DUE: 'Paid; a refund is on its way',
  REFUNDED: 'Refunded',
};

export const refundWords: Record<RefundReason, string> = {
  cancelled: 'because the visit was cancelled',
  'did-not-show': 'because the visit was missed',
  'too-late': 'because the time was not free any more when the payment arrived',
  'paid-otherwise': 'because the visit was paid at the clinic',
};
