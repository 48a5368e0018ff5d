import {
  defaultPreferences,
  type LetterPreferences,
  type OptionalLetter,
  optionalLetters,
} from '@careconnect/domain/user/letter-preferences.ts';
import type { Facts, Kind } from './letters/letter.ts';

/** Whom a letter goes to, as the read models know them at the moment of writing. */
export type Recipient = Readonly<{ userId: string; name: string; address: string; preferences: LetterPreferences }>;

export type FactsOrNot = Readonly<{ to: Recipient; facts: Facts } | { not: string }>;

export type RecipientRow = { address: string | null; name: string; letters: Partial<LetterPreferences> | null };

/** Columns of a query that joins the account as `u`, and its details as `pref`. */
export const recipientColumns = 'u.email AS address, u.name, pref.letters';

export const isOptional = (kind: Kind): kind is OptionalLetter => optionalLetters.some((each) => each === kind);

/** Whoever was erased has no address any more; whoever does not want such letters gets none. */
export const recipientOf = (
  userId: string,
  kind: Kind,
  row: RecipientRow | undefined,
): Readonly<{ to: Recipient } | { not: string }> => {
  if (!row?.address?.includes('@')) return { not: 'the account has no address' };
  const preferences = { ...defaultPreferences, ...row.letters };
  if (isOptional(kind) && preferences.declined.includes(kind)) return { not: 'the account declines such letters' };
  return { to: { userId, name: row.name, address: row.address, preferences } };
};
