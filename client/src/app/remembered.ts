import type { NewestPosition } from '../api/position.ts';
import type { Session } from '../session/session.ts';

/** What outlives a reload, in this tab alone: who is signed in, and what they have written. */
type Remembered = { session: Session; newest: NewestPosition };

const place = 'careconnect';

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

export const remember = (storage: Store, { session, newest }: Remembered): void => {
  if (session.is === 'SignedIn') storage.setItem(place, JSON.stringify({ session, newest }));
  else storage.removeItem(place);
};

/** Nothing, when there is nothing to be read or the token has run out. */
export const recall = (storage: Store, now: number): Partial<Remembered> => {
  try {
    const { session, newest } = JSON.parse(storage.getItem(place) ?? '{}') as Partial<Remembered>;
    if (session?.is !== 'SignedIn' || !newest || Date.parse(session.expiresAt) <= now) return {};
    return { session, newest };
  } catch {
    return {};
  }
};
