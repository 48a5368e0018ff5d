import { createHash } from 'node:crypto';
import { invalidRequest } from './problem.ts';

type Revision = bigint | 'no_stream';

/** A strong ETag for a stream at a revision. Opaque: it is good for being compared, and differs for each stream. */
export const entityTag = (streamName: string, revision: Revision): string => `"${revisionName(streamName, revision)}"`;

/** What is between the quotes. An ETag that says more, for an answer that shows more, has it before its first dot. */
export const revisionName = (streamName: string, revision: Revision): string =>
  createHash('sha256').update(`${streamName} ${revision}`).digest('base64url').slice(0, 22);

const list = /^\s*(?:W\/)?"[\x21\x23-\x7e]*"\s*(?:,\s*(?:W\/)?"[\x21\x23-\x7e]*"\s*)*$/;
const each = /(W\/)?("[\x21\x23-\x7e]*")/g;

/** What If-Match wants (RFC 9110, 13.1.1): one of these, or with * any that exists. A weak one never matches. */
export const wantedBy = (ifMatch: string): ((streamName: string, revision: Revision) => boolean) => {
  if (ifMatch.trim() === '*') return (_, revision) => revision !== 'no_stream';
  if (ifMatch.length > 1_000 || !list.test(ifMatch))
    throw invalidRequest([{ in: 'headers', field: 'If-Match', message: 'the header If-Match must be an ETag, or *' }]);
  const wanted = new Set(
    [...ifMatch.matchAll(each)].filter(([, weak]) => !weak).map(([, , tag = '']) => tag.replace(/\..*/, '"')),
  );
  return (streamName, revision) => revision !== 'no_stream' && wanted.has(entityTag(streamName, revision));
};
