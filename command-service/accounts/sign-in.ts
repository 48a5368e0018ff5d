import { userId } from '@careconnect/domain/ids.ts';
import { emailStream, userStream } from '@careconnect/domain/streams.ts';
import type { User } from '@careconnect/domain/user/decide.ts';
import type { AccessToken } from '@careconnect/platform/auth/access-token.ts';
import type { Actor } from '@careconnect/platform/auth/actor.ts';
import { problem } from '@careconnect/platform/http/problem.ts';
import type { EmailHandler, UserHandler } from '../handlers.ts';
import { idFromHash } from '../ids.ts';
import type { EmailHash } from './email-hash.ts';
import type { Passwords } from './passwords.ts';
import type { Throttle } from './throttle.ts';

type Needs = {
  users: UserHandler;
  emails: EmailHandler;
  passwords: Passwords;
  emailHash: EmailHash;
  throttle: Throttle;
  issueToken: (actor: Actor) => AccessToken;
};

export type Credentials = Readonly<{ email: string; password: string }>;
export type SignedIn = Readonly<{
  accessToken: string;
  expiresAt: string;
  user: { userId: string; role: string; name: string | null };
}>;

/** An unknown address takes the same steps and gets the same answer as a wrong password. */
export type SignIn = (credentials: Credentials, from: string, now: number) => Promise<SignedIn>;

export const signingIn = ({ users, emails, passwords, emailHash, throttle, issueToken }: Needs): SignIn => {
  /** Looks at the store in any case: what is remembered would answer faster than what there is not. */
  const userOf = async (hash: string): Promise<User> => {
    const { state } = await emails.load(emailStream(hash), { fresh: true });
    const owner = state.is === 'Claimed' ? state.by : userId(idFromHash(hash));
    return (await users.load(userStream(owner), { fresh: true })).state;
  };

  return async ({ email, password }, from, now) => {
    const hash = emailHash(email);
    // By address of the caller too: a stranger who guesses does not lock the owner out.
    const key = `${hash} ${from}`;
    const wait = throttle.try(key, now);
    if (wait > 0) throw tooMany(wait);
    const user = await userOf(hash);
    const right = await passwords.matches(password, user.is === 'Registered' ? user.passwordHash : null);
    if (!right || user.is !== 'Registered') throw badCredentials();
    throttle.forget(key);
    const { token, expiresAt } = issueToken(user);
    const { userId: id, role, name } = user;
    return { accessToken: token, expiresAt: expiresAt.toISOString(), user: { userId: id, role, name } };
  };
};

const badCredentials = () => problem(401, 'bad-credentials', 'E-mail address or password is wrong');

const tooMany = (seconds: number) =>
  problem(
    429,
    'too-many-attempts',
    'Too many attempts',
    'Wait a while before trying again.',
    {},
    {
      'Retry-After': String(seconds),
    },
  );
