import type { Instant } from '../event.ts';
import type { UserId } from '../ids.ts';
import { sameContent } from '../same-content.ts';
import type { LetterPreferencesSet } from './events.ts';
import { type LetterPreferences, type OptionalLetter, optionalLetters } from './letter-preferences.ts';

export type SetLetterPreferences = Readonly<{
  is: 'SetLetterPreferences';
  preferences: LetterPreferences;
  at: Instant;
}>;
/** By a link of such a letter: whoever has it need not sign in. */
export type DeclineLetters = Readonly<{ is: 'DeclineLetters'; kind: OptionalLetter; at: Instant }>;

type Writer = Readonly<{ userId: UserId; letters: LetterPreferences }>;

/** Quiet when nothing is different. */
export const choosePreferences = (
  command: SetLetterPreferences | DeclineLetters,
  { userId, letters }: Writer,
): LetterPreferencesSet[] => {
  const wanted =
    command.is === 'SetLetterPreferences'
      ? command.preferences
      : {
          ...letters,
          declined: optionalLetters.filter((kind) => kind === command.kind || letters.declined.includes(kind)),
        };
  if (sameContent(wanted, letters)) return [];
  return [{ type: 'LetterPreferencesSet', data: { userId, ...wanted, setAt: command.at } }];
};

export const preferencesIn = ({
  userId: _,
  setAt: __,
  ...preferences
}: LetterPreferencesSet['data']): LetterPreferences => preferences;
