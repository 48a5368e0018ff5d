import { randomUUID } from 'node:crypto';
import type { Instant } from '@careconnect/domain/event.ts';
import type { UserId } from '@careconnect/domain/ids.ts';
import { emailStream, userStream } from '@careconnect/domain/streams.ts';
import { mayBeAbandoned } from '@careconnect/domain/user/email.ts';
import type { Role } from '@careconnect/domain/user/events.ts';
import type { CommandContext } from '@careconnect/platform/command-handler/command.ts';
import type { EmailHandler, UserHandled, UserHandler } from '../handlers.ts';
import { type EmailHash, normalised } from './email-hash.ts';
import { acceptableUntil, verifiableUntil } from './links.ts';
import type { Passwords } from './passwords.ts';

export type Invite = (
  invited: Omit<Account, 'password'>,
  at: Instant,
  context: () => CommandContext,
) => Promise<UserHandled>;

export type Account = Readonly<{ userId: UserId; role: Role; email: string; name: string; password: string }>;

/** `context` is asked for each command, for each has ids of its own. */
export type Register = (account: Account, at: Instant, context: () => CommandContext) => Promise<UserHandled>;

type Needs = { users: UserHandler; emails: EmailHandler; passwords: Passwords; emailHash: EmailHash };

/**
 * The address is claimed before the account is written. A crash between the two leaves a claim that the same id completes
 * when it asks again; after a while somebody else may take it over (ADR 9).
 */
export const registration = ({
  users,
  emails,
  passwords,
  emailHash,
}: Needs): { register: Register; invite: Invite } => {
  const claim = async (stream: string, userId: UserId, at: Instant, context: () => CommandContext) => {
    const abandoned = await makeSureItIsAbandoned(stream, userId, at, context);
    await emails.handle(stream, { is: 'ClaimEmail', userId, abandoned, at }, context());
  };

  /** Whoever claimed the address long ago and never registered is kept from doing so before the claim is taken over. */
  const makeSureItIsAbandoned = async (stream: string, userId: UserId, at: Instant, context: () => CommandContext) => {
    const { state: address } = await emails.load(stream, { fresh: true });
    if (address.is === 'Free' || address.by === userId || !mayBeAbandoned(address, at)) return null;
    await users.handle(userStream(address.by), { is: 'AbandonRegistration', userId: address.by, at }, context());
    return address.by;
  };

  const register: Register = async ({ password, ...account }, at, context) => {
    const { userId, role } = account;
    const email = normalised(account.email);
    const isNew = (await users.load(userStream(userId))).state.is === 'Unknown';
    // Whoever is registered already keeps their password and their claim.
    const passwordHash = isNew ? await passwords.hash(password) : '';
    if (isNew) await claim(emailStream(emailHash(email)), userId, at, context);
    // Staff are let in by the clinic, which knows them.
    const verification = role === 'PATIENT' ? { requestId: randomUUID(), expiresAt: verifiableUntil(at) } : null;
    const command = { is: 'RegisterUser', ...account, email, passwordHash, verification, at } as const;
    return users.handle(userStream(userId), command, context());
  };
  const invite: Invite = async ({ email: address, ...account }, at, context) => {
    const { userId } = account;
    const email = normalised(address);
    const isNew = (await users.load(userStream(userId))).state.is === 'Unknown';
    if (isNew) await claim(emailStream(emailHash(email)), userId, at, context);
    const link = { requestId: randomUUID(), expiresAt: acceptableUntil(at) };
    return users.handle(userStream(userId), { is: 'InviteUser', ...account, email, ...link, at }, context());
  };

  return { register, invite };
};
