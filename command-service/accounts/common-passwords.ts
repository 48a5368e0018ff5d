import { dictionary } from '@zxcvbn-ts/language-common';

/** What people who know this product or its languages try first, beyond the list that is kept elsewhere. */
const ours = `careconnect careconnect1 careconnect123 doctor123 patient123 hospital1 hospital123 clinic123 senha1234 mudar123
  brasil123 corinthians palmeiras changeme123 secret123 welcome2026 summer2026 winter2026 spring2026 autumn2026`;

/** The passwords that are tried first by whoever guesses, of those long enough to be allowed at all: some 18,000. */
const commonest = new Set(
  [...(dictionary['passwords-common'] as string[]), ...ours.split(/\s+/)]
    .map((password) => password.toLowerCase())
    .filter((password) => password.length >= 8),
);

export const howManyAreCommon = commonest.size;

export const isCommon = (password: string): boolean => commonest.has(password.trim().toLowerCase());
