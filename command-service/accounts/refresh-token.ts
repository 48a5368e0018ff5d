import { isUuid, type SessionId, sessionId } from '@careconnect/domain/ids.ts';
import { proofsWith } from '@careconnect/platform/auth/proofs.ts';

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
  const proofs = proofsWith(key);
  return {
    of: ({ sessionId: id, generation }) => [id, generation, proofs.of('refresh', id, String(generation))].join('.'),
    read(text) {
      const [id, generation = '', proof = '', more] = text.split('.');
      if (!isUuid(id) || !/^(0|[1-9]\d{0,8})$/.test(generation) || more !== undefined) return null;
      if (!proofs.holds(proof, 'refresh', id, generation)) return null;
      return { sessionId: sessionId(id), generation: Number(generation) };
    },
  };
};
