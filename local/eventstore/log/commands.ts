import type { Expected } from './decide.ts';

export interface ProposedEvent {
  /** A UUID in small letters. */
  id: string;
  type: string;
  isJson: boolean;
  data: Uint8Array;
  metadata: Uint8Array;
}

export type WriteCommand =
  | { is: 'append'; stream: string; expected: Expected; events: ProposedEvent[] }
  | { is: 'softDelete'; stream: string; expected: Expected }
  | { is: 'tombstone'; stream: string; expected: Expected };

/** Revisions are -1 where there is no event. */
export type WriteOutcome =
  | { is: 'written'; lastRevision: number; position: number }
  | { is: 'wrongVersion'; current: number }
  | { is: 'streamDeleted' };
