import { userId } from '@careconnect/domain/ids.ts';
import { emailStream, userStream } from '@careconnect/domain/streams.ts';
import type { User } from '@careconnect/domain/user/decide.ts';
import type { CommandContext } from '@careconnect/platform/command-handler/command.ts';
import { problem } from '@careconnect/platform/http/problem.ts';
import type { EmailHandler, UserHandler } from '../handlers.ts';
import { idFromHash } from '../ids.ts';
import type { EmailHash } from './email-hash.ts';
import type { Passwords } from './passwords.ts';
import type { From, SessionLife, SignedIn } from './session-life.ts';
import type { Throttle } from './throttle.ts';

type Needs = {
  users: UserHandler;
  emails: EmailHandler;
  passwords: Passwords;
  emailHash: EmailHash;
  throttle: Throttle;
  sessionLife: SessionLife;
};

export type Credentials = Readonly<{ email: string; password: string }>;

/** An unknown address takes the same steps and gets the same answer as a wrong password. */
export type SignIn = (
  credentials: Credentials,
  from: From & { address: string },
  context: CommandContext,
) => Promise<SignedIn>;

export const signingIn = ({ users, emails, passwords, emailHash, throttle, sessionLife }: Needs): SignIn => {
  /** Looks at the store in any case: what is remembered would answer faster than what there is not. */
  const userOf = async (hash: string): Promise<User> => {
    const { state } = await emails.load(emailStream(hash), { fresh: true });
    const owner = state.is === 'Claimed' ? state.by : userId(idFromHash(hash));
    return (await users.load(userStream(owner), { fresh: true })).state;
  };

  return async ({ email, password }, { address, ...from }, context) => {
    const hash = emailHash(email);
    const trying = { account: hash, address };
    await throttle.try(trying);
    const user = await userOf(hash);
    const right = await passwords.matches(password, user.is === 'Registered' ? user.passwordHash : null);
    if (!right || user.is !== 'Registered') throw badCredentials();
    await throttle.forget(trying);
    return sessionLife.start(user, from, { ...context, actor: { userId: user.userId, role: user.role } });
  };
};

const badCredentials = () => problem(401, 'bad-credentials', 'E-mail address or password is wrong');
