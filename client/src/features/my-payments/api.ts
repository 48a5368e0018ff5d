import type { Instant, Zone } from '@careconnect/domain/event.ts';
import type { Page, Payment } from '../../api/answers.ts';
import { api, paged } from '../../api/api.ts';

/** A payment with the visit that it is for. */
export type MyPayment = Payment & { doctorName: string; patientName: string | null; startsAt: Instant; zone: Zone };

const mine = api.injectEndpoints({
  endpoints: (build) => ({
    myPayments: build.infiniteQuery<Page<MyPayment>, void, string>({
      infiniteQueryOptions: paged,
      query: ({ pageParam }) => ({ url: 'queries/me/payments', params: { after: pageParam || undefined, limit: 20 } }),
      providesTags: ['Appointment'],
    }),
  }),
});

export const { useMyPaymentsInfiniteQuery } = mine;
