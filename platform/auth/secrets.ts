import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits: whoever knows them needs to prove nothing else. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** All that is kept of a secret. Nobody finds it again by trying. */
export const digestOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url');
