import type { UserId } from '@careconnect/domain/ids.ts';
import { createSlice, type PayloadAction } from '@reduxjs/toolkit';
import type { SignedIn } from '../api/answers.ts';

export type Session =
  | { is: 'SignedOut' }
  /** Was signed in before the page was loaded; it is being asked whether that still holds. */
  | { is: 'Resuming' }
  /** Was signed in; the same person comes back to what they were doing. */
  | { is: 'Expired'; userId: UserId }
  | ({ is: 'SignedIn' } & SignedIn);

const session = createSlice({
  name: 'session',
  initialState: { is: 'SignedOut' } as Session,
  reducers: {
    signedIn: (_session, { payload }: PayloadAction<SignedIn>): Session => ({ is: 'SignedIn', ...payload }),
    /** The same session under a new token, or found again after a reload: nothing that was fetched is another's. */
    renewed: (_session, { payload }: PayloadAction<SignedIn>): Session => ({ is: 'SignedIn', ...payload }),
    signedOut: (): Session => ({ is: 'SignedOut' }),
    /** The token was refused. Of two requests that learn it, the second has nothing to add. */
    sessionExpired: (session, { payload: accessToken }: PayloadAction<string>): Session =>
      session.is === 'SignedIn' && session.accessToken === accessToken
        ? { is: 'Expired', userId: session.user.userId }
        : session,
  },
  selectors: {
    selectUser: (session) => (session.is === 'SignedIn' ? session.user : undefined),
    selectSessionId: (session) => (session.is === 'SignedIn' ? session.sessionId : undefined),
    selectToken: (session) => (session.is === 'SignedIn' ? session.accessToken : undefined),
  },
});

export const { signedIn, renewed, signedOut, sessionExpired } = session.actions;
export const { selectUser, selectSessionId, selectToken } = session.selectors;
export const sessionReducer = session.reducer;
