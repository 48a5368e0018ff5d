import { createHash, randomUUID } from 'node:crypto';
import type { Instant } from '@careconnect/domain/event.ts';
import { sessionId as asSessionId, type UserId } from '@careconnect/domain/ids.ts';
import { Refusal } from '@careconnect/domain/refusal.ts';
import type { Session } from '@careconnect/domain/session/decide.ts';
import { sessionStream, userStream } from '@careconnect/domain/streams.ts';
import type { Registered } from '@careconnect/domain/user/state.ts';
import type { AccessToken } from '@careconnect/platform/auth/access-token.ts';
import type { Holder } from '@careconnect/platform/auth/actor.ts';
import type { CommandContext } from '@careconnect/platform/command-handler/command.ts';
import type { SessionHandler, UserHandler } from '../handlers.ts';
import type { RefreshToken, RefreshTokens } from './refresh-token.ts';

/** Where somebody signs in from, in words that tell them and nobody else apart. */
export type From = Readonly<{ device: string; network: string }>;

export type SignedIn = Readonly<{
  answer: {
    accessToken: string;
    expiresAt: Instant;
    sessionId: string;
    user: { userId: string; role: string; name: string | null };
  };
  refreshToken: string;
  /** When the session ends, however often it is refreshed. */
  until: Instant;
}>;

export type SessionLife = {
  start(account: Registered, from: From, context: CommandContext): Promise<SignedIn>;
  /** @throws Refusal session-over, after which the token is worth nothing */
  refresh(token: string | null, wish: string, context: CommandContext): Promise<SignedIn>;
  /** Quiet when there is nothing to end. */
  signOut(token: string | null, context: CommandContext): Promise<void>;
};

type Needs = {
  users: UserHandler;
  sessions: SessionHandler;
  refreshTokens: RefreshTokens;
  issueToken: (holder: Holder) => AccessToken;
  sessionDays: number;
};

export const createSessionLife = ({ users, sessions, refreshTokens, issueToken, sessionDays }: Needs): SessionLife => {
  const accountOf = async (userId: UserId): Promise<Registered | null> => {
    const { state } = await users.load(userStream(userId), { fresh: true });
    return state.is === 'Registered' ? state : null;
  };

  const signedIn = (session: Session & { is: 'Live' }, account: Registered): SignedIn => {
    const { userId, role, name } = account;
    const { sessionId, generation, endsAt } = session;
    const { token, expiresAt } = issueToken({ userId, role, sessionId });
    return {
      answer: {
        accessToken: token,
        expiresAt: expiresAt.toISOString(),
        sessionId,
        user: { userId, role, name },
      },
      refreshToken: refreshTokens.of({ sessionId, generation }),
      until: endsAt,
    };
  };

  /** Somebody without a token of ours has no session, and ends nobody's. */
  const shown = (token: string | null): RefreshToken => {
    const known = token === null ? null : refreshTokens.read(token);
    if (!known) throw over();
    return known;
  };

  return {
    async start(account, from, context) {
      const sessionId = asSessionId(randomUUID());
      const at = context.now;
      const endsAt = new Date(Date.parse(at) + sessionDays * day).toISOString();
      const { userId, era } = account;
      const command = { is: 'StartSession', sessionId, userId, era, ...from, at, endsAt } as const;
      const { state } = await sessions.handle(sessionStream(sessionId), command, context);
      return signedIn(live(state), account);
    },

    async refresh(token, wish, context) {
      const { sessionId, generation } = shown(token);
      const stream = sessionStream(sessionId);
      const known = (await sessions.load(stream)).state;
      const account = known.is === 'Live' ? await accountOf(known.userId) : null;
      const era = account?.era ?? null;
      const key = digestOf(wish);
      const command = { is: 'RefreshSession', generation, key, era, at: context.now } as const;
      const { state } = await sessions.handle(stream, command, context);
      const session = live(state);
      if (!account) throw over();
      return signedIn(session, account);
    },

    async signOut(token, context) {
      const known = token === null ? null : refreshTokens.read(token);
      if (!known) return;
      const command = { is: 'EndSession', userId: null, because: 'SIGNED_OUT', at: context.now } as const;
      await sessions.handle(sessionStream(known.sessionId), command, context);
    },
  };
};

const day = 24 * 60 * 60_000;

/** With a token that was used up, the caller's name for the wish gets the next one: whoever reads the log must not have it. */
const digestOf = (wish: string): string => createHash('sha256').update(wish).digest('base64url');

const live = (session: Session): Session & { is: 'Live' } => {
  if (session.is === 'Live') return session;
  throw over();
};

const over = () => new Refusal('session-over', 'The session is over. Sign in again.', {});
