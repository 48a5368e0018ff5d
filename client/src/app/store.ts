import { combineReducers, configureStore, createListenerMiddleware, isAnyOf } from '@reduxjs/toolkit';
import { setupListeners } from '@reduxjs/toolkit/query';
import { api } from '../api/api.ts';
import { newestReducer } from '../api/position.ts';
import { draftsReducer } from '../forms/drafts.ts';
import { liveReducer } from '../live/live.ts';
import { sessionReducer, signedIn, signedOut } from '../session/session.ts';
import { recall, remember } from './remembered.ts';

/** Whoever comes next sees nothing that was fetched for the one before. */
const forgetting = createListenerMiddleware();
forgetting.startListening({
  matcher: isAnyOf(signedIn, signedOut),
  effect: (_action, { dispatch }) => {
    dispatch(api.util.resetApiState());
  },
});

const reducer = combineReducers({
  [api.reducerPath]: api.reducer,
  session: sessionReducer,
  newest: newestReducer,
  drafts: draftsReducer,
  live: liveReducer,
});

export const store = configureStore({
  reducer,
  preloadedState: recall(window),
  middleware: (standard) => standard().prepend(forgetting.middleware).concat(api.middleware),
});

setupListeners(store.dispatch);
store.subscribe(() => remember(window, store.getState()));
