import { assertNever } from '../assert-never.ts';
import type { Instant } from '../event.ts';
import type { SessionId, UserId } from '../ids.ts';
import { Refusal } from '../refusal.ts';
import type { Ending, SessionEvent } from './events.ts';

export type Session =
  | { is: 'Unknown' }
  | {
      is: 'Live';
      sessionId: SessionId;
      userId: UserId;
      era: number;
      generation: number;
      /** Under which the newest generation was asked for; null before the first refresh. */
      key: string | null;
      endsAt: Instant;
    }
  | { is: 'Ended'; sessionId: SessionId; userId: UserId; because: Ending };

export type StartSession = Readonly<{
  is: 'StartSession';
  sessionId: SessionId;
  userId: UserId;
  era: number;
  device: string;
  network: string;
  at: Instant;
  endsAt: Instant;
}>;

/** `generation` is that of the token that was shown, which is proven to be one of ours; `era` that of the account now. */
export type RefreshSession = Readonly<{
  is: 'RefreshSession';
  generation: number;
  key: string;
  /** Null when the account may not sign in any more. */
  era: number | null;
  at: Instant;
}>;

/** By its owner: from within, or with the token of any generation. */
export type EndSession = Readonly<{
  is: 'EndSession';
  userId: UserId | null;
  because: 'SIGNED_OUT' | 'REVOKED';
  at: Instant;
}>;

export type SessionCommand = StartSession | RefreshSession | EndSession;

export const evolveSession = (session: Session, event: SessionEvent): Session => {
  switch (event.type) {
    case 'SessionStarted': {
      const { sessionId, userId, era, endsAt } = event.data;
      return { is: 'Live', sessionId, userId, era, generation: 0, key: null, endsAt };
    }
    case 'SessionRefreshed': {
      const { generation, key } = event.data;
      return session.is === 'Live' ? { ...session, generation, key } : session;
    }
    case 'SessionEnded': {
      const { sessionId, userId, because } = event.data;
      return { is: 'Ended', sessionId, userId, because };
    }
    default:
      return assertNever(event);
  }
};

export const decideSession = (command: SessionCommand, session: Session): SessionEvent[] => {
  switch (command.is) {
    case 'StartSession':
      return start(command, session);
    case 'RefreshSession':
      return refresh(command, session);
    case 'EndSession':
      return end(command, session);
    default:
      return assertNever(command);
  }
};

const start = ({ is: _, at, ...wanted }: StartSession, session: Session): SessionEvent[] =>
  session.is === 'Unknown' ? [{ type: 'SessionStarted', data: { ...wanted, startedAt: at } }] : [];

/**
 * The newest token makes the next one. Shown again under the same key it is the same wish, whose answer got lost. Any other
 * token of the chain was used up: whoever shows it, or whoever used it, is not who signed in, so the whole chain ends.
 */
const refresh = ({ generation, key, era, at }: RefreshSession, session: Session): SessionEvent[] => {
  if (session.is !== 'Live' || at >= session.endsAt) throw over();
  const { sessionId, userId } = session;
  const ended = (because: Ending): SessionEvent[] => [
    { type: 'SessionEnded', data: { sessionId, userId, because, endedAt: at } },
  ];
  if (era !== session.era) return ended('OUTDATED');
  if (generation === session.generation) {
    const next = { sessionId, userId, generation: generation + 1, key, refreshedAt: at };
    return [{ type: 'SessionRefreshed', data: next }];
  }
  return generation === session.generation - 1 && key === session.key ? [] : ended('REUSED');
};

const end = ({ userId, because, at }: EndSession, session: Session): SessionEvent[] => {
  if (session.is === 'Unknown' || (userId !== null && session.userId !== userId))
    throw new Refusal('session-not-found', 'There is no such session.', {});
  if (session.is === 'Ended') return [];
  const { sessionId } = session;
  return [{ type: 'SessionEnded', data: { sessionId, userId: session.userId, because, endedAt: at } }];
};

const over = () => new Refusal('session-over', 'The session is over. Sign in again.', {});

export const sessionDecider = { initial: { is: 'Unknown' } as Session, evolve: evolveSession, decide: decideSession };
