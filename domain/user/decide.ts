import { assertNever } from '../assert-never.ts';
import type { Instant } from '../event.ts';
import type { UserId } from '../ids.ts';
import { Refusal } from '../refusal.ts';
import type { EmailEvent, Role, UserEvent, UserRegistered } from './events.ts';

/** `era` grows with whatever ends the account's sessions. */
export type User = { is: 'Unknown' } | ({ is: 'Registered'; era: number } & UserRegistered['data']);

export type RegisterUser = Readonly<{
  is: 'RegisterUser';
  userId: UserId;
  role: Role;
  email: string;
  name: string;
  passwordHash: string;
  at: Instant;
}>;

export const evolveUser = (_user: User, event: UserEvent): User => {
  switch (event.type) {
    case 'UserRegistered':
      return { is: 'Registered', era: 0, ...event.data };
    default:
      return assertNever(event.type);
  }
};

/** Registering again with the same content is quiet; the password is the one that was given first. */
export const decideUser = ({ is: _, at, ...wanted }: RegisterUser, user: User): UserEvent[] => {
  if (user.is === 'Unknown') return [{ type: 'UserRegistered', data: { ...wanted, registeredAt: at } }];
  if (user.email === wanted.email && user.name === wanted.name && user.role === wanted.role) return [];
  throw new Refusal('asked-differently', 'This id was used before for another account.', {});
};

export const userDecider = { initial: { is: 'Unknown' } as User, evolve: evolveUser, decide: decideUser };

/** An e-mail address belongs to whoever claims it first: the claim is a stream of its own, so no table has to be unique. */
export type EmailAddress = { is: 'Free' } | { is: 'Claimed'; by: UserId };

export type ClaimEmail = Readonly<{ is: 'ClaimEmail'; userId: UserId; at: Instant }>;

export const evolveEmail = (_address: EmailAddress, event: EmailEvent): EmailAddress => {
  switch (event.type) {
    case 'EmailClaimed':
      return { is: 'Claimed', by: event.data.userId };
    default:
      return assertNever(event.type);
  }
};

export const decideEmail = ({ userId, at }: ClaimEmail, address: EmailAddress): EmailEvent[] => {
  if (address.is === 'Free') return [{ type: 'EmailClaimed', data: { userId, claimedAt: at } }];
  if (address.by === userId) return [];
  throw new Refusal('email-taken', 'An account with this e-mail address exists already.', {});
};

export const emailDecider = { initial: { is: 'Free' } as EmailAddress, evolve: evolveEmail, decide: decideEmail };
