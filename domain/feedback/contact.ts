import { type ContactId, contactId, type FeedbackId } from '../ids.ts';

/**
 * Whoever writes under an address, named by its keyed hash (a UUID of version 8). What comes after the address was forgotten
 * is somebody else's: the key of the one before is gone for good.
 */
export const contactOf = (keyedHash: string, forgotten: number): ContactId => {
  const hex = keyedHash.slice(0, 24);
  const count = forgotten.toString(16).padStart(8, '0');
  return contactId(
    `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(12, 15)}-8${hex.slice(15, 18)}-${hex.slice(18, 22)}${count}`,
  );
};

/** Without an address nothing ties the words to any others. */
export const contactOfOne = (feedback: FeedbackId): ContactId => contactId(feedback);
