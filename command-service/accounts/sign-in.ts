import { randomUUID } from 'node:crypto';
import { userId } from '@careconnect/domain/ids.ts';
import { emailStream, userStream } from '@careconnect/domain/streams.ts';
import type { Registered, User } from '@careconnect/domain/user/state.ts';
import type { CommandContext } from '@careconnect/platform/command-handler/command.ts';
import { problem } from '@careconnect/platform/http/problem.ts';
import type { Log } from '@careconnect/platform/logging/logger.ts';
import type { EmailHandler, UserHandler } from '../handlers.ts';
import { idFromHash } from '../ids.ts';
import type { EmailHash } from './email-hash.ts';
import type { Passwords } from './passwords.ts';
import type { SecondFactors } from './second-factor.ts';
import type { From, SessionLife, SignedIn } from './session-life.ts';
import type { Throttle } from './throttle.ts';

type Needs = {
  users: UserHandler;
  emails: EmailHandler;
  passwords: Passwords;
  emailHash: EmailHash;
  throttle: Throttle;
  sessionLife: SessionLife;
  secondFactors: SecondFactors;
  log: Log;
};

export type Credentials = Readonly<{ email: string; password: string; code?: string }>;

/** An unknown address takes the same steps and gets the same answer as a wrong password. */
export type SignIn = (
  credentials: Credentials,
  from: From & { address: string },
  context: CommandContext,
) => Promise<SignedIn & { recoveryCodes?: string[] }>;

export const signingIn = (needs: Needs): SignIn => {
  const { users, emails, passwords, emailHash, throttle, sessionLife, secondFactors, log } = needs;

  /** Looks at the store in any case: what is remembered would answer faster than what there is not. */
  const userOf = async (hash: string): Promise<User> => {
    const { state } = await emails.load(emailStream(hash), { fresh: true });
    const owner = state.is === 'Claimed' ? state.by : userId(idFromHash(hash));
    return (await users.load(userStream(owner), { fresh: true })).state;
  };

  /** The password is known now and never again. Nobody waits for it; if it fails, the next sign-in does it. */
  const harden = ({ userId, passwordHash: from }: Registered, password: string, context: CommandContext): void => {
    const rehash = async () => {
      const passwordHash = await passwords.hash(password);
      const command = { is: 'RehashPassword', from: from ?? '', passwordHash, at: context.now } as const;
      await users.handle(userStream(userId), command, { ...context, commandId: randomUUID() });
    };
    rehash().catch((err) => log.warn({ err }, 'A password could not be hashed anew'));
  };

  /** Whoever has none and needs one is shown how, and begins with its first code. A wrong code counts like a wrong password. */
  const passSecondFactor = async (user: Registered, code: string | undefined, context: CommandContext) => {
    const enabled = user.secondFactor.is === 'Enabled';
    if (!enabled && !secondFactors.isRequiredOf(user)) return undefined;
    if (enabled && code === undefined) throw problem(401, 'code-needed', 'The code of your second factor is needed');
    if (enabled) return void (await secondFactors.use(user, code ?? '', context));
    if (code !== undefined) return (await secondFactors.enable(user, code, context)).recoveryCodes;
    const offer = await secondFactors.begin(user, context);
    throw problem(401, 'second-factor-to-set-up', 'Your role needs a second factor', undefined, { offer });
  };

  return async ({ email, password, code }, { address, ...from }, context) => {
    const hash = emailHash(email);
    const trying = { account: hash, address };
    await throttle.try(trying);
    const user = await userOf(hash);
    const right = await passwords.matches(password, user.is === 'Registered' ? user.passwordHash : null);
    if (!right || user.is !== 'Registered') throw badCredentials();
    const recoveryCodes = await passSecondFactor(user, code, context);
    await throttle.forget(trying);
    if (passwords.isCheap(user.passwordHash)) harden(user, password, context);
    const actor = { userId: user.userId, role: user.role };
    const session = await sessionLife.start(user, from, { ...context, actor });
    return recoveryCodes ? { ...session, recoveryCodes } : session;
  };
};

export const badCredentials = () => problem(401, 'bad-credentials', 'E-mail address or password is wrong');
