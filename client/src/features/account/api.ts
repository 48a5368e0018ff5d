import type { SessionId } from '@careconnect/domain/ids.ts';
import type { LetterPreferences } from '@careconnect/domain/user/letter-preferences.ts';
import type { Page, Position, SignedIn, SignedInAt } from '../../api/answers.ts';
import { api, paged } from '../../api/api.ts';

type Certified = { certificate: object; signed: string; position: Position };

const account = api.injectEndpoints({
  endpoints: (build) => ({
    mySessions: build.infiniteQuery<Page<SignedInAt>, void, string>({
      infiniteQueryOptions: paged,
      query: ({ pageParam }) => ({ url: 'queries/me/sessions', params: { after: pageParam || undefined, limit: 20 } }),
      providesTags: ['SignedInAt'],
    }),
    changePassword: build.mutation<SignedIn, { currentPassword: string; password: string }>({
      query: (body) => ({ url: 'commands/me/password', method: 'POST', body }),
      invalidatesTags: ['SignedInAt'],
    }),
    letterPreferences: build.query<LetterPreferences, void>({
      query: () => ({ url: 'queries/me/letter-preferences' }),
      providesTags: ['LetterPreferences'],
    }),
    setLetterPreferences: build.mutation<{ position: Position }, LetterPreferences>({
      query: (body) => ({ url: 'commands/me/letter-preferences', method: 'PUT', body }),
      invalidatesTags: ['LetterPreferences'],
    }),
    revokeSession: build.mutation<{ position: Position }, SessionId>({
      query: (sessionId) => ({ url: `commands/sessions/${sessionId}/revocation`, method: 'POST', body: {} }),
      invalidatesTags: ['SignedInAt'],
    }),
    // No query: it is asked for once, and never kept up to date.
    export: build.mutation<object, void>({
      query: () => ({ url: 'queries/me/personal-data' }),
    }),
    eraseAccount: build.mutation<Certified, string>({
      query: (password) => ({ url: 'commands/me/erasure', method: 'POST', body: { password } }),
    }),
  }),
});

export const {
  useMySessionsInfiniteQuery,
  useChangePasswordMutation,
  useLetterPreferencesQuery,
  useSetLetterPreferencesMutation,
  useRevokeSessionMutation,
  useExportMutation,
  useEraseAccountMutation,
} = account;
