import type { Role } from '@careconnect/domain/user/events.ts';
import type { JournalEvent } from './answers.ts';

/** "Appointment moved in": types are sentences, written as one word. */
export const sentenceOf = (type: string): string => {
  const words = type.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

const actors: Record<Role, string> = {
  PATIENT: 'a patient',
  DOCTOR: 'a doctor',
  ADMIN: 'an admin',
  AUDITOR: 'an auditor',
};

export const byWhom = (actor: JournalEvent['actor']): string => (actor ? `by ${actors[actor.role]}` : 'by the rules');

/** Enough of an id to tell it from others on a page. */
export const shortId = (id: string): string => id.slice(0, 8);

/** The data to be read, with a word for what is sealed. */
export const dataText = (data: JournalEvent['data']): string =>
  JSON.stringify(data, (_, value) => (isSealed(value) ? '(sealed)' : value), 2);

const isSealed = (value: unknown): boolean => typeof value === 'object' && value !== null && '$sealed' in value;
