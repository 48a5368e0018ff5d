import type { UserId } from '@careconnect/domain/ids.ts';
import { userStream } from '@careconnect/domain/streams.ts';
import type { Registered } from '@careconnect/domain/user/state.ts';
import type { UserHandler } from '../handlers.ts';
import type { EmailHash } from './email-hash.ts';
import type { Passwords } from './passwords.ts';
import { badCredentials } from './sign-in.ts';
import type { Throttle } from './throttle.ts';

/** Whoever is signed in says their password once more; guessed at no faster than by signing in. @throws Problem 401, 429 */
export type ConfirmPassword = (userId: UserId, password: string, address: string) => Promise<Registered>;

type Needs = { users: UserHandler; passwords: Passwords; emailHash: EmailHash; throttle: Throttle };

export const confirmingPasswords =
  ({ users, passwords, emailHash, throttle }: Needs): ConfirmPassword =>
  async (userId, password, address) => {
    const { state } = await users.load(userStream(userId), { fresh: true });
    const user = state.is === 'Registered' ? state : null;
    const trying = { account: emailHash(user?.email ?? userId), address };
    await throttle.try(trying);
    if (!(await passwords.matches(password, user?.passwordHash ?? null)) || !user) throw badCredentials();
    await throttle.forget(trying);
    return user;
  };
