import type { Instant } from '@careconnect/domain/event.ts';
import type { SessionId } from '@careconnect/domain/ids.ts';
import type { Role } from '@careconnect/domain/user/events.ts';
import type { LetterPreferences } from '@careconnect/domain/user/letter-preferences.ts';
import type { Page, Position, SignedIn, SignedInAt } from '../../api/answers.ts';
import { api, paged } from '../../api/api.ts';
import type { Certified } from '../../personal-data/api.ts';
import type { Offer } from '../../second-factor/second-factor.tsx';

export type Me = { role: Role; name: string; email: string; emailVerified: boolean; secondFactor: boolean };

const account = api.injectEndpoints({
  endpoints: (build) => ({
    mySessions: build.infiniteQuery<Page<SignedInAt>, void, string>({
      infiniteQueryOptions: paged,
      query: ({ pageParam }) => ({ url: 'queries/me/sessions', params: { after: pageParam || undefined, limit: 20 } }),
      providesTags: ['SignedInAt'],
    }),
    me: build.query<Me, void>({
      query: () => ({ url: 'queries/me' }),
      providesTags: ['Me'],
    }),
    askForVerification: build.mutation<{ position: Position }, void>({
      query: () => ({ url: 'commands/me/email-verification', method: 'POST', body: {} }),
      invalidatesTags: ['Me'],
    }),
    beginSecondFactor: build.mutation<Offer, void>({
      query: () => ({ url: 'commands/me/second-factor', method: 'POST', body: {} }),
    }),
    /** Answers the recovery codes. The second factor counts from here on, whatever is shown. */
    confirmSecondFactor: build.mutation<{ recoveryCodes: string[] }, string>({
      query: (code) => ({ url: 'commands/me/second-factor/confirmation', method: 'POST', body: { code } }),
    }),
    removeSecondFactor: build.mutation<object, string>({
      query: (code) => ({ url: 'commands/me/second-factor/removal', method: 'POST', body: { code } }),
    }),
    changePassword: build.mutation<SignedIn, { currentPassword: string; password: string }>({
      query: (body) => ({ url: 'commands/me/password', method: 'POST', body }),
      invalidatesTags: ['SignedInAt'],
    }),
    calendarFeed: build.query<{ madeAt: Instant | null }, void>({
      query: () => ({ url: 'queries/me/calendar-feed' }),
      providesTags: ['CalendarFeed'],
    }),
    /** Answers what is never shown again. */
    makeCalendarFeed: build.mutation<{ secret: string; position: Position }, void>({
      query: () => ({ url: 'commands/me/calendar-feed', method: 'POST', body: {} }),
      invalidatesTags: ['CalendarFeed'],
    }),
    revokeCalendarFeed: build.mutation<{ position: Position }, void>({
      query: () => ({ url: 'commands/me/calendar-feed/revocation', method: 'POST', body: {} }),
      invalidatesTags: ['CalendarFeed'],
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
    eraseAccount: build.mutation<Certified, string>({
      query: (password) => ({ url: 'commands/me/erasure', method: 'POST', body: { password } }),
    }),
  }),
});

export const {
  useMeQuery,
  useAskForVerificationMutation,
  useBeginSecondFactorMutation,
  useConfirmSecondFactorMutation,
  useRemoveSecondFactorMutation,
  useMySessionsInfiniteQuery,
  useChangePasswordMutation,
  useCalendarFeedQuery,
  useMakeCalendarFeedMutation,
  useRevokeCalendarFeedMutation,
  useLetterPreferencesQuery,
  useSetLetterPreferencesMutation,
  useRevokeSessionMutation,
  useEraseAccountMutation,
} = account;
