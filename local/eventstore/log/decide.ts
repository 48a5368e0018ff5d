import type { StreamHead } from '../storage/head.ts';

export type Expected =
  | { is: 'any' }
  | { is: 'noStream' }
  | { is: 'streamExists' }
  | { is: 'revision'; revision: number };

export type Decision =
  | { is: 'write' }
  /** The same events stand there already: answered as if they had just been written. */
  | { is: 'alreadyWritten'; lastRevision: number }
  | { is: 'wrongVersion'; current: number }
  | { is: 'streamDeleted' };

export interface KnownEvents {
  /** Revision of an event in this stream, as far as the store still remembers its id. */
  remembered(id: string): number | undefined;
  /** Id of the event at a revision of this stream. */
  idAt(revision: number): string | undefined;
}

const WRITE: Decision = { is: 'write' };
const DELETED: Decision = { is: 'streamDeleted' };
const isSoftDeleted = (head: StreamHead): boolean => head.rules?.softDeleted === true;

/**
 * What becomes of an append. The rules are those that EventStoreDB 23.10 shows from outside:
 * with an exact revision, events are the same if they stand at the very place they are sent to (id and place); with `any`
 * and `streamExists` they are the same if the store remembers all ids, which it does only for a while.
 */
export function decideAppend(head: StreamHead, expected: Expected, ids: string[], known: KnownEvents): Decision {
  if (head.tombstoned) return DELETED;
  switch (expected.is) {
    case 'any':
      return unlessRemembered(head, ids, known);
    case 'streamExists':
      if (isSoftDeleted(head)) return DELETED;
      if (head.last < 0 && head.rules === undefined) return { is: 'wrongVersion', current: head.last };
      return unlessRemembered(head, ids, known);
    case 'noStream':
      return atRevision(head, -1, ids, known);
    case 'revision':
      return atRevision(head, expected.revision, ids, known);
  }
}

function unlessRemembered(head: StreamHead, ids: string[], known: KnownEvents): Decision {
  let lastRevision = -1;
  for (const [i, id] of ids.entries()) {
    const revision = known.remembered(id);
    if (revision === undefined) return i === 0 ? WRITE : { is: 'wrongVersion', current: head.last };
    lastRevision = revision;
  }
  return ids.length === 0 ? WRITE : { is: 'alreadyWritten', lastRevision };
}

function atRevision(head: StreamHead, expected: number, ids: string[], known: KnownEvents): Decision {
  if (expected === head.last) return WRITE;
  const wrong: Decision = { is: 'wrongVersion', current: head.last };
  if (expected > head.last || ids.length === 0) return wrong;
  for (const [i, id] of ids.entries()) {
    const revision = expected + 1 + i;
    if (known.remembered(id) === revision || known.idAt(revision) === id) continue;
    const beginsAnew = i === 0 && expected === -1 && isSoftDeleted(head);
    return beginsAnew ? WRITE : wrong;
  }
  return { is: 'alreadyWritten', lastRevision: expected + ids.length };
}
