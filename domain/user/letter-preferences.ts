import type { WallTime, Zone } from '../event.ts';

/** Letters are written in these. */
export const languages = ['en', 'de'] as const;
export type Language = (typeof languages)[number];

/** What nobody has to be written: everything else says what has happened to an appointment or an account. */
export const optionalLetters = ['reminder', 'rating', 'agenda'] as const;
export type OptionalLetter = (typeof optionalLetters)[number];

/** How somebody wants to be written to. */
export type LetterPreferences = Readonly<{
  language: Language;
  /** Whose clock the quiet hours are read on; null is that of the visit. */
  zone: Zone | null;
  /** Minutes before a visit. Whole days are days of the calendar. */
  reminders: readonly number[];
  /** No reminder is sent within these; they may reach over midnight. */
  quietHours: Readonly<{ from: WallTime; to: WallTime }> | null;
  declined: readonly OptionalLetter[];
  /** Where reminders go as text messages too, as +491701234567. */
  phone: string | null;
}>;

export const defaultPreferences: LetterPreferences = {
  language: 'en',
  zone: null,
  reminders: [24 * 60, 2 * 60],
  quietHours: { from: '22:00', to: '07:00' },
  declined: [],
  phone: null,
};
