import { renewingAt } from '../session/renewing.ts';
import { renewed, type Session, signedOut } from '../session/session.ts';
import { signedInMark } from './remembered.ts';

type Store = {
  getState(): { session: Session };
  dispatch(action: ReturnType<typeof renewed | typeof signedOut>): unknown;
};

const againMs = 2_000;

/** Finds the session again after a reload, and leaves together with the other tabs of the browser. */
export const resume = (store: Store, browser: Window): void => {
  browser.addEventListener('storage', ({ key, newValue }) => {
    if (key === signedInMark && newValue === null && store.getState().session.is === 'SignedIn')
      store.dispatch(signedOut());
  });
  const renew = renewingAt('/', browser);
  const attempt = async (): Promise<void> => {
    if (store.getState().session.is !== 'Resuming') return;
    const renewal = await renew();
    if (store.getState().session.is !== 'Resuming') return;
    if (renewal.is === 'Renewed') store.dispatch(renewed(renewal.signedIn));
    else if (renewal.is === 'Over') store.dispatch(signedOut());
    else browser.setTimeout(attempt, againMs);
  };
  void attempt();
};
