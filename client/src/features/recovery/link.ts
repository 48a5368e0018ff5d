import { type OptionalLetter, optionalLetters } from '@careconnect/domain/user/letter-preferences.ts';

/** What stands behind the # of a link in a letter: no server ever sees it. */
export type Link = { userId: string; requestId: string; proof: string };

const parts = /^#?([0-9a-f-]{36})\.([0-9a-f-]{36})\.([\w-]{43})$/i;

/** Undefined when the link was cut, as some mail programs do. */
export const linkIn = (hash: string): Link | undefined => {
  const [, userId, requestId, proof] = parts.exec(hash) ?? [];
  return userId && requestId && proof ? { userId, requestId, proof } : undefined;
};

/** Of a link that declines letters of a kind. */
export type Decline = { userId: string; kind: OptionalLetter; proof: string };

const declining = /^#?([0-9a-f-]{36})\.(\w+)\.([\w-]{43})$/i;

export const declineIn = (hash: string): Decline | undefined => {
  const [, userId, kind, proof] = declining.exec(hash) ?? [];
  const known = optionalLetters.find((each) => each === kind);
  return userId && known && proof ? { userId, kind: known, proof } : undefined;
};
