import type { UserId } from '@careconnect/domain/ids.ts';
import { createSlice, type PayloadAction } from '@reduxjs/toolkit';
import type { SignedIn } from '../api/answers.ts';

export type Session =
  | { is: 'SignedOut' }
  /** Was signed in; the same person comes back to what they were doing. */
  | { is: 'Expired'; userId: UserId }
  | ({ is: 'SignedIn' } & SignedIn);

const session = createSlice({
  name: 'session',
  initialState: { is: 'SignedOut' } as Session,
  reducers: {
    signedIn: (_session, { payload }: PayloadAction<SignedIn>): Session => ({ is: 'SignedIn', ...payload }),
    signedOut: (): Session => ({ is: 'SignedOut' }),
    /** The token was refused. Of two requests that learn it, the second has nothing to add. */
    sessionExpired: (session, { payload: accessToken }: PayloadAction<string>): Session =>
      session.is === 'SignedIn' && session.accessToken === accessToken
        ? { is: 'Expired', userId: session.user.userId }
        : session,
  },
  selectors: {
    selectUser: (session) => (session.is === 'SignedIn' ? session.user : undefined),
    selectToken: (session) => (session.is === 'SignedIn' ? session.accessToken : undefined),
  },
});

export const { signedIn, signedOut, sessionExpired } = session.actions;
export const { selectUser, selectToken } = session.selectors;
export const sessionReducer = session.reducer;
