import { api } from '../../api/api.ts';
import type { Decline, Link } from './link.ts';

type NewPassword = Link & { password: string };

const recovery = api.injectEndpoints({
  endpoints: (build) => ({
    askForReset: build.mutation<object, string>({
      query: (email) => ({ url: 'commands/password-resets', method: 'POST', body: { email }, anyone: true }),
    }),
    resetPassword: build.mutation<object, NewPassword>({
      query: ({ requestId, ...body }) => ({
        url: `commands/password-resets/${requestId}`,
        method: 'POST',
        body,
        anyone: true,
      }),
    }),
    acceptInvitation: build.mutation<object, NewPassword>({
      query: ({ requestId, ...body }) => ({
        url: `commands/invitations/${requestId}/acceptance`,
        method: 'POST',
        body,
        anyone: true,
      }),
    }),
    declineLetters: build.mutation<object, Decline>({
      query: (params) => ({ url: 'commands/declined-letters', method: 'POST', params, body: {}, anyone: true }),
    }),
    verifyEmail: build.mutation<object, Link>({
      query: ({ requestId, ...body }) => ({
        url: `commands/email-verifications/${requestId}`,
        method: 'POST',
        body,
        anyone: true,
      }),
    }),
  }),
});

export const {
  useDeclineLettersMutation,
  useAskForResetMutation,
  useResetPasswordMutation,
  useAcceptInvitationMutation,
  useVerifyEmailMutation,
} = recovery;
