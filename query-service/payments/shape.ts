import { refundReasons } from '@careconnect/domain/payment/events.ts';
import {
  id,
  instant,
  named,
  object,
  oneOf,
  optional,
  orNull,
  type Plain,
  type Shape,
  text,
  yesOrNo,
} from '@careconnect/platform/openapi/shape.ts';
import { money } from '../shapes.ts';
import { type paymentOf, paymentStates } from './payment.ts';

export const paymentFields = {
  paymentId: id,
  appointmentId: id,
  amount: money,
  state: oneOf(...paymentStates),
  requestedAt: instant,
  payable: object({ allowed: yesOrNo(), until: orNull(instant) }, 'Whether its account may begin to pay it now.'),
  paid: optional(object({ at: instant, transactionId: text('Of the payment provider.') }, 'Once it was.')),
  refund: optional(
    object(
      {
        amount: money,
        because: orNull(oneOf(...refundReasons)),
        requestedAt: orNull(instant),
        refundedAt: orNull(instant),
        cameBackAt: orNull(instant, 'It was given back, and came back; from then on it is left to the clinic.'),
      },
      'What goes back of it; it is on its way until `refundedAt` is known.',
    ),
  ),
};

/** As the appointments show it that it is for. */
export const payment: Shape<Plain<ReturnType<typeof paymentOf>>> = named('Payment', object(paymentFields));
