import jwt from 'jsonwebtoken';
import { algorithm } from './access-token.ts';
import type { KeySet, SigningKey } from './keys.ts';

/** Signs what somebody may want to show later (a compact JWS, RFC 7515): anybody can verify it with our published keys. */
export type SignDocument = (content: object) => string;

/** `type` says what the document is. It is never that of an access token, so none can be used as one. */
export const documentSigner =
  ({ key, kid }: SigningKey, type: string): SignDocument =>
  (content) =>
    jwt.sign(content, key, { header: { alg: algorithm, typ: type, kid }, noTimestamp: true });

/** What a document of this type says, or null when it is not one that these keys have signed. */
export const verifiedDocument = (document: string, keys: KeySet, type: string): Record<string, unknown> | null => {
  const header = jwt.decode(document, { complete: true })?.header;
  const key = header?.typ === type && header.kid ? keys.get(header.kid) : undefined;
  if (!key) return null;
  try {
    const content = jwt.verify(document, key, { algorithms: [algorithm] });
    return typeof content === 'string' ? null : content;
  } catch {
    return null;
  }
};
