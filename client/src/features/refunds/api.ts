import type { DoctorId, PaymentId } from '@careconnect/domain/ids.ts';
import type { Page, Payment, Position } from '../../api/answers.ts';
import { api, paged } from '../../api/api.ts';

export type RefundDue = Payment & {
  doctorId: DoctorId;
  doctorName: string;
  patientName: string;
  /** In the payment provider's words. */
  refusal: string | null;
};

const refunds = api.injectEndpoints({
  endpoints: (build) => ({
    refunds: build.infiniteQuery<Page<RefundDue>, void, string>({
      infiniteQueryOptions: paged,
      query: ({ pageParam }) => ({ url: 'queries/refunds', params: { after: pageParam || undefined, limit: 20 } }),
      providesTags: ['Appointment'],
    }),
    noteRefund: build.mutation<{ position: Position }, { paymentId: PaymentId; reference: string }>({
      query: ({ paymentId, reference }) => ({
        ...{ url: `commands/payments/${paymentId}/refund`, method: 'POST', body: { reference } },
      }),
      invalidatesTags: ['Appointment'],
    }),
  }),
});

export const { useRefundsInfiniteQuery, useNoteRefundMutation } = refunds;
