import { keyedHash } from '@careconnect/platform/personal-data/vault.ts';

/** The address as it is kept: people type it with capitals and spaces around it. */
export const normalised = (email: string): string => email.trim().normalize('NFC').toLowerCase();

export type EmailHash = (email: string) => string;

/** Names the stream of an address: the same for every spelling, unreadable without the key. */
export const emailHashWith =
  (key: Buffer): EmailHash =>
  (email) =>
    keyedHash(key, `e-mail ${normalised(email)}`);
