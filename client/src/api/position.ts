import { createSlice, type PayloadAction } from '@reduxjs/toolkit';
import { sessionExpired, signedOut } from '../session/session.ts';
import type { Position } from './answers.ts';

export type NewestPosition = { position: Position | null };

/**
 * Where the newest command of this page wrote. Queries name it and so see what was done. The position cannot be compared
 * here, but commands of one page go one after another: the last answer is the newest.
 */
const newest = createSlice({
  name: 'newest',
  initialState: { position: null } as NewestPosition,
  reducers: {
    wrote: (_state, { payload }: PayloadAction<Position>): NewestPosition => ({ position: payload }),
  },
  extraReducers: (on) => {
    on.addCase(signedOut, () => ({ position: null }));
    on.addCase(sessionExpired, () => ({ position: null }));
  },
});

export const { wrote } = newest.actions;
export const newestReducer = newest.reducer;

/** The position that an answer carries, if it is a command's. */
export const positionIn = (answer: unknown): Position | undefined => {
  if (typeof answer !== 'object' || answer === null) return undefined;
  const { position } = answer as { position?: unknown };
  return typeof position === 'string' ? position : undefined;
};
