import type { UserId } from '@careconnect/domain/ids.ts';
import { createSlice, isAnyOf, type PayloadAction } from '@reduxjs/toolkit';
import { renewed, signedIn, signedOut } from '../session/session.ts';

export type Draft = Readonly<Record<string, string>>;

/** What is being typed, per form, so that signing in again in the middle loses nothing. Never written to disk. */
export type Drafts = { owner: UserId | null; texts: Record<string, Draft> };

const nothing: Drafts = { owner: null, texts: {} };

const drafts = createSlice({
  name: 'drafts',
  initialState: nothing,
  reducers: {
    typed: ({ texts }, { payload: { form, change } }: PayloadAction<{ form: string; change: Draft }>) => {
      texts[form] = { ...texts[form], ...change };
    },
    finished: ({ texts }, { payload: form }: PayloadAction<string>) => {
      delete texts[form];
    },
  },
  extraReducers: (on) => {
    on.addCase(signedOut, () => nothing);
    // What one person typed is nothing for the next; what was typed before signing in goes along.
    on.addMatcher(isAnyOf(signedIn, renewed), ({ owner, texts }, { payload: { user } }) => ({
      owner: user.userId,
      texts: owner === null || owner === user.userId ? texts : {},
    }));
  },
});

export const { typed, finished } = drafts.actions;
export const draftsReducer = drafts.reducer;
