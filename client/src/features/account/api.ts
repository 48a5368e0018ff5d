import type { SessionId } from '@careconnect/domain/ids.ts';
import type { Page, Position, SignedInAt } from '../../api/answers.ts';
import { api, paged } from '../../api/api.ts';

const account = api.injectEndpoints({
  endpoints: (build) => ({
    mySessions: build.infiniteQuery<Page<SignedInAt>, void, string>({
      infiniteQueryOptions: paged,
      query: ({ pageParam }) => ({ url: 'queries/me/sessions', params: { after: pageParam || undefined, limit: 20 } }),
      providesTags: ['SignedInAt'],
    }),
    revokeSession: build.mutation<{ position: Position }, SessionId>({
      query: (sessionId) => ({ url: `commands/sessions/${sessionId}/revocation`, method: 'POST', body: {} }),
      invalidatesTags: ['SignedInAt'],
    }),
  }),
});

export const { useMySessionsInfiniteQuery, useRevokeSessionMutation } = account;
