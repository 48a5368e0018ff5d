import type { Language, OptionalLetter } from '@careconnect/domain/user/letter-preferences.ts';

export const nameOf: Record<OptionalLetter, string> = {
  reminder: 'Reminders of a visit',
  rating: 'Questions how a visit was',
  agenda: 'The visits of your day',
};

export const languageNames: Record<Language, string> = { en: 'English', de: 'Deutsch' };

const day = 24 * 60;

/** How long before a visit one may be reminded. */
export const offsets: readonly { minutes: number; text: string }[] = [
  { minutes: 7 * day, text: 'A week before' },
  { minutes: 2 * day, text: 'Two days before' },
  { minutes: day, text: 'The day before' },
  { minutes: 4 * 60, text: 'Four hours before' },
  { minutes: 2 * 60, text: 'Two hours before' },
  { minutes: 60, text: 'One hour before' },
];
