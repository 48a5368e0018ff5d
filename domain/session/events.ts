import type { Event, Instant, Personal } from '../event.ts';
import type { SessionId, UserId } from '../ids.ts';

/** Somebody signed in. A session is a chain of refresh tokens of which only the newest is good. */
export type SessionStarted = Event<
  'SessionStarted',
  {
    sessionId: SessionId;
    userId: UserId;
    /** Of the account when it began: a session of an era that is over is over. */
    era: number;
    /** Browser and system in a few words, such as "Firefox on Linux". */
    device: Personal<string>;
    /** The network it came from, never the whole address. */
    network: Personal<string>;
    startedAt: Instant;
    /** However often it is refreshed. */
    endsAt: Instant;
  }
>;

/** The token of the generation before was used up. Tokens follow from the generation by a secret that stands in no event. */
export type SessionRefreshed = Event<
  'SessionRefreshed',
  {
    sessionId: SessionId;
    userId: UserId;
    generation: number;
    /** Digest of the caller's name for this one wish: asked again under it, the answer is the same. */
    key: string;
    refreshedAt: Instant;
  }
>;

/** REUSED: a token that was used up before was shown, so somebody else may hold the others. OUTDATED: the account moved on. */
export const endings = ['SIGNED_OUT', 'REVOKED', 'REUSED', 'OUTDATED'] as const;
export type Ending = (typeof endings)[number];

export type SessionEnded = Event<
  'SessionEnded',
  { sessionId: SessionId; userId: UserId; because: Ending; endedAt: Instant }
>;

export type SessionEvent = SessionStarted | SessionRefreshed | SessionEnded;
