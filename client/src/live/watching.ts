import type { BaseQueryApi } from '@reduxjs/toolkit/query';
import type { EventSourceMessage } from 'eventsource-parser';
import { api } from '../api/api.ts';
import { renewFrom, tokenFor } from '../api/base-query.ts';
import { renewingAt } from '../session/renewing.ts';
import { type Session, sessionExpired } from '../session/session.ts';
import { became } from './live.ts';
import { follow } from './stream.ts';

type Store = {
  getState(): { session: Session };
  dispatch: BaseQueryApi['dispatch'];
  subscribe(changed: () => void): unknown;
};

/** Many changes at once are asked for once. */
const gatheringMs = 300;

/**
 * Watches while somebody is signed in who has something to watch and the page is seen: a page in the background, or on a
 * sleeping device, holds no stream, and asks anew when it is looked at again.
 */
export const watch = (store: Store, browser: Window): void => {
  const { document } = browser;
  const renew = renewingAt('/', browser);
  let watched: string | undefined;
  let ending = new AbortController();

  const askAnew = gathered(() => store.dispatch(api.util.invalidateTags(['Appointment', 'Slots'])));
  const hear = ({ event, data }: EventSourceMessage) => {
    if (event === 'begin') store.dispatch(became('live'));
    if (event === 'changed' || (event === 'begin' && JSON.parse(data).resumed === false)) askAnew();
  };

  const adjust = () => {
    const wanted = document.visibilityState === 'visible' ? watcherIn(store.getState().session) : undefined;
    if (wanted === watched) return;
    watched = wanted;
    ending.abort();
    if (wanted === undefined) return void store.dispatch(became('off'));
    ending = new AbortController();
    const { signal } = ending;
    void follow({
      token: () => tokenFor(store, renew),
      onMessage: hear,
      onRefused: async (token) => {
        if ((await renewFrom(token, store, renew)) === 'over') store.dispatch(sessionExpired(token));
      },
      onGone: () => store.dispatch(became('reconnecting')),
      signal,
    });
  };
  store.subscribe(adjust);
  document.addEventListener('visibilitychange', adjust);
  adjust();
};

/** Auditors have nothing that changes under their eyes. */
const watcherIn = (session: Session): string | undefined =>
  session.is === 'SignedIn' && session.user.role !== 'AUDITOR' ? session.user.userId : undefined;

const gathered = (work: () => void): (() => void) => {
  let waiting = false;
  return () => {
    if (waiting) return;
    waiting = true;
    setTimeout(() => {
      waiting = false;
      work();
    }, gatheringMs);
  };
};
