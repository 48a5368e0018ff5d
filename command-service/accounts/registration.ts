import type { Instant } from '@careconnect/domain/event.ts';
import type { UserId } from '@careconnect/domain/ids.ts';
import { emailStream, userStream } from '@careconnect/domain/streams.ts';
import type { Role } from '@careconnect/domain/user/events.ts';
import type { CommandContext } from '@careconnect/platform/command-handler/command.ts';
import type { EmailHandler, UserHandled, UserHandler } from '../handlers.ts';
import { type EmailHash, normalised } from './email-hash.ts';
import type { Passwords } from './passwords.ts';

export type Account = Readonly<{ userId: UserId; role: Role; email: string; name: string; password: string }>;

/** `context` is asked for each command, for each has ids of its own. */
export type Register = (account: Account, at: Instant, context: () => CommandContext) => Promise<UserHandled>;

type Needs = { users: UserHandler; emails: EmailHandler; passwords: Passwords; emailHash: EmailHash };

/**
 * The address is claimed before the account is written. A crash between the two leaves a claim that the same id completes
 * when it asks again.
 */
export const registration =
  ({ users, emails, passwords, emailHash }: Needs): Register =>
  async ({ password, ...account }, at, context) => {
    const { userId } = account;
    const email = normalised(account.email);
    const isNew = (await users.load(userStream(userId))).state.is === 'Unknown';
    // Whoever is registered already keeps their password and their claim.
    const passwordHash = isNew ? await passwords.hash(password) : '';
    if (isNew) await emails.handle(emailStream(emailHash(email)), { is: 'ClaimEmail', userId, at }, context());
    return users.handle(userStream(userId), { is: 'RegisterUser', ...account, email, passwordHash, at }, context());
  };
