import type { Instant } from '../event.ts';
import type { ContactId, UserId } from '../ids.ts';
import { Refusal } from '../refusal.ts';
import type { Role, UserEvent } from './events.ts';
import { good, isUnderWay, type Link } from './letters.ts';
import { holderOf, type User } from './state.ts';

type Asked<Is extends string, More = unknown> = Readonly<{ is: Is; at: Instant } & More>;

export type InviteUser = Asked<'InviteUser', { userId: UserId; role: Role; email: string; name: string } & Link>;
export type AcceptInvitation = Asked<'AcceptInvitation', { requestId: string; passwordHash: string }>;
export type DeactivateUser = Asked<'DeactivateUser', { by: UserId }>;
/** `address` is that of the account as its claim stands now. */
export type EraseUser = Asked<'EraseUser', { by: UserId; address: { emailHash: string; contactId: ContactId } | null }>;
export type ReactivateUser = Asked<'ReactivateUser'>;

/** Inviting again is quiet, but for a letter that is not on its way any more: then there is another. */
export const invite = ({ is: _, requestId, expiresAt, at, ...wanted }: InviteUser, user: User): UserEvent[] => {
  const invited: UserEvent = { type: 'UserInvited', data: { ...wanted, requestId, requestedAt: at, expiresAt } };
  if (user.is === 'Unknown') return [invited];
  const known = holderOf(user);
  if (known?.email !== wanted.email || known.name !== wanted.name || known.role !== wanted.role)
    throw new Refusal('asked-differently', 'This id was used before for another account.', {});
  return user.is === 'Invited' && !isUnderWay(user.invitation, at) ? [invited] : [];
};

export const accept = ({ requestId, passwordHash, at }: AcceptInvitation, user: User): UserEvent[] => {
  good(user.is === 'Invited' ? user.invitation : null, requestId, at);
  const { userId } = holderOf(user) ?? unknown();
  return [{ type: 'InvitationAccepted', data: { userId, passwordHash, acceptedAt: at } }];
};

/** Somebody has to be left who can let others in: nobody shuts the door behind themselves. */
export const deactivate = ({ by, at }: DeactivateUser, user: User): UserEvent[] => {
  const { userId } = holderOf(user) ?? unknown();
  if (userId === by) throw new Refusal('own-account', 'Nobody deactivates their own account.', {});
  if (user.is === 'Deactivated') return [];
  return [{ type: 'UserDeactivated', data: { userId, era: eraOf(user) + 1, deactivatedAt: at } }];
};

export const reactivate = ({ at }: ReactivateUser, user: User): UserEvent[] => {
  const { userId } = holderOf(user) ?? unknown();
  return user.is === 'Deactivated' ? [{ type: 'UserReactivated', data: { userId, reactivatedAt: at } }] : [];
};

/** An admin is erased by another one, for the same reason. */
export const erase = ({ by, address, at }: EraseUser, user: User): UserEvent[] => {
  if (user.is === 'Erased') return [];
  const { userId, role } = holderOf(user) ?? unknown();
  if (userId === by && role === 'ADMIN')
    throw new Refusal('own-account', 'No admin erases their own account. Ask another one.', {});
  const { emailHash, contactId } = address ?? { emailHash: null, contactId: null };
  const era = eraOf(user) + 1;
  const wish = userId === by ? 'OWNER' : 'ADMIN';
  return [{ type: 'UserErased', data: { userId, by: wish, emailHash, contactId, era, erasedAt: at } }];
};

const eraOf = (user: User): number => ('era' in user ? user.era : 0);

const unknown = (): never => {
  throw new Refusal('user-not-found', 'There is no such account.', {});
};
