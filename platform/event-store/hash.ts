import { hash } from 'node:crypto';
import type { StoredEvent } from './event-store.ts';

type Hashed = Pick<StoredEvent, 'id' | 'type' | 'data' | 'metadata'>;

/**
 * The link of the chain: SHA-256 (hex) over the canonical JSON (RFC 8785) of id, type, data and metadata as they stand in
 * the log, previousHash included. Sealed fields are hashed sealed, so the chain still proves itself after an erasure.
 */
export const hashOf = ({ id, type, data, metadata }: Hashed): string =>
  hash('sha256', canonicalJson({ id, type, data, metadata }), 'hex');

/** Keys sorted, nothing undefined: equal values give equal text, whoever wrote them. */
export const canonicalJson = (value: unknown): string => {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const members = value as Record<string, unknown>;
  let text = '';
  for (const key of Object.keys(members).sort()) {
    if (members[key] === undefined) continue;
    text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(members[key])}`;
  }
  return `{${text}}`;
};
