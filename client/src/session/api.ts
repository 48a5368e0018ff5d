import { api } from '../api/api.ts';

const session = api.injectEndpoints({
  endpoints: (build) => ({
    signOut: build.mutation<object, void>({
      query: () => ({ url: 'commands/sessions/sign-out', method: 'POST', body: {}, anyone: true }),
    }),
  }),
});

export const { useSignOutMutation } = session;
