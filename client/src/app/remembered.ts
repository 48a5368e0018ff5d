import type { NewestPosition } from '../api/position.ts';
import type { Session } from '../session/session.ts';

/**
 * What outlives a reload: that somebody is signed in, for the whole browser, and what this tab has written. No token, no name:
 * the session itself lies in a cookie that no script can read.
 */
type Remembered = { session: Session; newest: NewestPosition };

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
type Storages = { localStorage: Store; sessionStorage: Store };

export const signedInMark = 'careconnect.signed-in';
const writtenPlace = 'careconnect.written';

export const remember = ({ localStorage, sessionStorage }: Storages, { session, newest }: Remembered): void => {
  const known = session.is === 'SignedIn' || session.is === 'Resuming';
  keep(localStorage, signedInMark, known ? 'yes' : null);
  keep(sessionStorage, writtenPlace, known ? newest.position : null);
};

const keep = (storage: Store, place: string, text: string | null): void => {
  if (text === null) storage.removeItem(place);
  else if (storage.getItem(place) !== text) storage.setItem(place, text);
};

/** Nothing, when nobody was signed in. */
export const recall = ({ localStorage, sessionStorage }: Storages): Partial<Remembered> =>
  localStorage.getItem(signedInMark) === null
    ? {}
    : { session: { is: 'Resuming' }, newest: { position: sessionStorage.getItem(writtenPlace) } };
