import { createHmac, timingSafeEqual } from 'node:crypto';

/** Proves that whoever shows some words was given them by us. What is proven must be made of words without spaces. */
export type Proofs = {
  of(...words: string[]): string;
  holds(proof: string, ...words: string[]): boolean;
};

/** HMAC-SHA-256, base64url. The first word says what it is for, so that a proof is good for nothing else. */
export const proofsWith = (key: Buffer): Proofs => {
  const bytes = (words: string[]): Buffer => createHmac('sha256', key).update(words.join(' ')).digest();
  return {
    of: (...words) => bytes(words).toString('base64url'),
    holds: (proof, ...words) => {
      const [shown, right] = [Buffer.from(proof, 'base64url'), bytes(words)];
      return shown.length === right.length && timingSafeEqual(shown, right);
    },
  };
};
