import { createHmac, timingSafeEqual } from 'node:crypto';
import { isUuid, type SessionId, sessionId } from '@careconnect/domain/ids.ts';

export type RefreshToken = Readonly<{ sessionId: SessionId; generation: number }>;

export type RefreshTokens = {
  of(token: RefreshToken): string;
  /** Null for anything that was not made here. */
  read(text: string): RefreshToken | null;
};

/**
 * Tokens follow from the session and its generation by a secret. So none is kept anywhere, a lost answer can be given again,
 * and a token that was used up is told from one that somebody made up: only the former ends a session.
 */
export const refreshTokensWith = (key: Buffer): RefreshTokens => {
  const proof = (id: string, generation: number): Buffer =>
    createHmac('sha256', key).update(`refresh ${id} ${generation}`).digest();
  return {
    of: ({ sessionId: id, generation }) => `${id}.${generation}.${proof(id, generation).toString('base64url')}`,
    read(text) {
      const [id, generation = '', given = '', more] = text.split('.');
      if (!isUuid(id) || !/^(0|[1-9]\d{0,8})$/.test(generation) || more !== undefined) return null;
      const shown = Buffer.from(given, 'base64url');
      const right = proof(id, Number(generation));
      if (shown.length !== right.length || !timingSafeEqual(shown, right)) return null;
      return { sessionId: sessionId(id), generation: Number(generation) };
    },
  };
};
