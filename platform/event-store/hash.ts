import { hash } from 'node:crypto';
import type { StoredEvent } from './event-store.ts';

type Hashed = Pick<StoredEvent, 'id' | 'type' | 'data' | 'metadata'>;

/**
 * The link of the chain: SHA-256 (hex) over the canonical JSON (RFC 8785) of id, type, data and metadata as they stand in
 * the log, previousHash included. Sealed fields are hashed sealed, so the chain still proves itself after an erasure.
 */
export const hashOf = ({ id, type, data, metadata }: Hashed): string =>
  hashOfTexts(id, type, canonicalJson(data), canonicalJson(metadata));

/** The same, of data and metadata that are canonical JSON already. */
export const hashOfTexts = (id: string, type: string, data: string, metadata: string): string =>
  hash(
    'sha256',
    `{"data":${data},"id":${JSON.stringify(id)},"metadata":${metadata},"type":${JSON.stringify(type)}}`,
    'hex',
  );

/** Keys sorted, nothing undefined: equal values give equal text, whoever wrote them. */
export const canonicalJson = (value: unknown): string => {
  if (typeof value === 'string') return textOf(value);
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const members = value as Record<string, unknown>;
  if (typeof members.toJSON === 'function') return canonicalJson(members.toJSON());
  let text = '';
  for (const key of Object.keys(members).sort()) {
    const member = members[key];
    if (member === undefined || typeof member === 'function') continue;
    text += `${text === '' ? '' : ','}${textOf(key)}:${canonicalJson(member)}`;
  }
  return `{${text}}`;
};

/** Nearly all that stands in events needs no escape. */
const textOf = (plain: string): string => (/^[ !#-[\]-~]*$/.test(plain) ? `"${plain}"` : JSON.stringify(plain));
