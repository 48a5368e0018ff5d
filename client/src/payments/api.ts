import type { PaymentId } from '@careconnect/domain/ids.ts';
import type { Position } from '../api/answers.ts';
import { api } from '../api/api.ts';

const payments = api.injectEndpoints({
  endpoints: (build) => ({
    openPaymentPage: build.mutation<{ paymentId: PaymentId; url: string; position: Position }, PaymentId>({
      query: (paymentId) => ({ url: `commands/payments/${paymentId}/page`, method: 'POST', body: {} }),
      // A refusal says that what is shown is old.
      invalidatesTags: (_, problem) => (problem ? ['Appointment'] : []),
    }),
  }),
});

export const { useOpenPaymentPageMutation } = payments;
