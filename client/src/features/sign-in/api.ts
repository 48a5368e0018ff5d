import type { UserId } from '@careconnect/domain/ids.ts';
import type { Position, SignedIn } from '../../api/answers.ts';
import { api } from '../../api/api.ts';

export type Credentials = { email: string; password: string };
export type NewAccount = Credentials & { userId: UserId; name: string };

const accounts = api.injectEndpoints({
  endpoints: (build) => ({
    register: build.mutation<{ userId: UserId; position: Position }, NewAccount>({
      query: ({ userId, ...body }) => ({ url: `commands/users/${userId}`, method: 'PUT', body, anyone: true }),
    }),
    signIn: build.mutation<SignedIn & { recoveryCodes?: string[] }, Credentials & { code?: string }>({
      query: (body) => ({ url: 'commands/sessions', method: 'POST', body, anyone: true }),
    }),
  }),
});

export const { useRegisterMutation, useSignInMutation } = accounts;
