import { createSlice, type PayloadAction } from '@reduxjs/toolkit';

/** Whether this page hears of changes as they happen. */
export type Live = 'off' | 'live' | 'reconnecting';

const live = createSlice({
  name: 'live',
  initialState: 'off' as Live,
  reducers: { became: (_live, { payload }: PayloadAction<Live>): Live => payload },
  selectors: { selectLive: (live) => live },
});

export const { became } = live.actions;
export const { selectLive } = live.selectors;
export const liveReducer = live.reducer;
