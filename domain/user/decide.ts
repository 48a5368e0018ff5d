import { assertNever } from '../assert-never.ts';
import type { Instant } from '../event.ts';
import type { UserId } from '../ids.ts';
import { Refusal } from '../refusal.ts';
import { choosePreferences, type DeclineLetters, type SetLetterPreferences } from './choose-letters.ts';
import { emailTaken } from './email.ts';
import type { Role, UserEvent } from './events.ts';
import { good, isUnderWay, type Link } from './letters.ts';
import { decideSecondFactor, type SecondFactorCommand } from './second-factor.ts';
import {
  type AcceptInvitation,
  accept,
  type DeactivateUser,
  deactivate,
  type EraseUser,
  erase,
  type InviteUser,
  invite,
  type ReactivateUser,
  reactivate,
} from './staff.ts';
import { evolveUser, holderOf, type Registered, type User, unknownUser } from './state.ts';

type Asked<Is extends string, More = unknown> = Readonly<{ is: Is; at: Instant } & More>;

export type RegisterUser = Asked<
  'RegisterUser',
  {
    userId: UserId;
    role: Role;
    email: string;
    name: string;
    passwordHash: string;
    /** The letter that proves the address; null where somebody else vouches for it. */
    verification: Link | null;
  }
>;
export type AbandonRegistration = Asked<'AbandonRegistration', { userId: UserId }>;
export type RequestEmailVerification = Asked<'RequestEmailVerification', Link>;
export type VerifyEmail = Asked<'VerifyEmail', { requestId: string }>;
export type RequestPasswordReset = Asked<'RequestPasswordReset', Link>;
export type ResetPassword = Asked<'ResetPassword', { requestId: string; passwordHash: string }>;
/** `era` is that of the account whose password was compared: another password since then is another account. */
export type ChangePassword = Asked<'ChangePassword', { era: number; passwordHash: string }>;
export type RehashPassword = Asked<'RehashPassword', { from: string; passwordHash: string }>;

/** Another one takes the place of the one before. `digest` is that of its secret. */
export type MakeCalendarFeed = Asked<'MakeCalendarFeed', { digest: string }>;
export type RevokeCalendarFeed = Asked<'RevokeCalendarFeed'>;

export type UserCommand =
  | RegisterUser
  | AbandonRegistration
  | RequestEmailVerification
  | VerifyEmail
  | RequestPasswordReset
  | ResetPassword
  | ChangePassword
  | RehashPassword
  | InviteUser
  | AcceptInvitation
  | DeactivateUser
  | EraseUser
  | ReactivateUser
  | SetLetterPreferences
  | DeclineLetters
  | MakeCalendarFeed
  | RevokeCalendarFeed
  | SecondFactorCommand;

export const decideUser = (command: UserCommand, user: User): UserEvent[] => {
  switch (command.is) {
    case 'RegisterUser':
      return register(command, user);
    case 'AbandonRegistration':
      return abandon(command, user);
    case 'RequestEmailVerification':
      return requestVerification(command, registered(user));
    case 'VerifyEmail':
      return verifyEmail(command, registered(user));
    case 'RequestPasswordReset':
      return requestReset(command, registered(user));
    case 'ResetPassword':
      return resetPassword(command, registered(user));
    case 'ChangePassword':
      return changePassword(command, registered(user));
    case 'RehashPassword':
      return rehash(command, registered(user));
    case 'InviteUser':
      return invite(command, user);
    case 'AcceptInvitation':
      return accept(command, user);
    case 'DeactivateUser':
      return deactivate(command, user);
    case 'EraseUser':
      return erase(command, user);
    case 'ReactivateUser':
      return reactivate(command, user);
    case 'SetLetterPreferences':
    case 'DeclineLetters':
      return choosePreferences(command, registered(user));
    case 'MakeCalendarFeed':
      return makeFeed(command, registered(user));
    case 'RevokeCalendarFeed':
      return revokeFeed(command, registered(user));
    case 'BeginSecondFactor':
    case 'EnableSecondFactor':
    case 'UseSecondFactor':
    case 'UseRecoveryCode':
    case 'RemoveSecondFactor': {
      const { userId, secondFactor } = registered(user);
      return decideSecondFactor(command, userId, secondFactor);
    }
    default:
      return assertNever(command);
  }
};

/** Registering again with the same content is quiet; the password is the one that was given first. */
const register = ({ is: _, at, verification, ...wanted }: RegisterUser, user: User): UserEvent[] => {
  if (user.is === 'Unknown')
    return [
      { type: 'UserRegistered', data: { ...wanted, registeredAt: at } },
      ...(verification ? [verificationRequested(wanted.userId, verification, at)] : []),
    ];
  if (user.is === 'Abandoned')
    throw new Refusal('registration-abandoned', 'This registration took too long. Begin a new one.', {});
  const known = holderOf(user);
  const same = known?.email === wanted.email && known.name === wanted.name && known.role === wanted.role;
  if (same && user.is !== 'Invited') return [];
  throw new Refusal('asked-differently', 'This id was used before for another account.', {});
};

const verificationRequested = (userId: UserId, { requestId, expiresAt }: Link, at: Instant): UserEvent => ({
  type: 'EmailVerificationRequested',
  data: { userId, requestId, requestedAt: at, expiresAt },
});

/** The first event of a stream, or none: after it nobody can register under this id, whoever is about to. */
const abandon = ({ userId, at }: AbandonRegistration, user: User): UserEvent[] => {
  if (holderOf(user)) throw emailTaken();
  return user.is === 'Unknown' ? [{ type: 'RegistrationAbandoned', data: { userId, abandonedAt: at } }] : [];
};

const requestVerification = (command: RequestEmailVerification, user: Registered): UserEvent[] =>
  user.emailVerified || isUnderWay(user.verification, command.at)
    ? []
    : [verificationRequested(user.userId, command, command.at)];

const verifyEmail = ({ requestId, at }: VerifyEmail, user: Registered): UserEvent[] => {
  if (user.emailVerified) return [];
  good(user.verification, requestId, at);
  return [{ type: 'EmailVerified', data: { userId: user.userId, verifiedAt: at } }];
};

const requestReset = ({ requestId, expiresAt, at }: RequestPasswordReset, user: Registered): UserEvent[] =>
  isUnderWay(user.reset, at)
    ? []
    : [{ type: 'PasswordResetRequested', data: { userId: user.userId, requestId, requestedAt: at, expiresAt } }];

/** Whoever has the letter has the mailbox, so that is proven too. */
const resetPassword = ({ requestId, passwordHash, at }: ResetPassword, user: Registered): UserEvent[] => {
  good(user.reset, requestId, at);
  const { userId } = user;
  return [
    { type: 'PasswordChanged', data: { userId, passwordHash, by: 'LETTER', era: user.era + 1, changedAt: at } },
    ...(user.emailVerified ? [] : [{ type: 'EmailVerified', data: { userId, verifiedAt: at } } as const]),
  ];
};

const changePassword = ({ era, passwordHash, at }: ChangePassword, user: Registered): UserEvent[] => {
  if (era !== user.era) throw new Refusal('password-changed', 'The password has been changed meanwhile.', {});
  const { userId } = user;
  return [{ type: 'PasswordChanged', data: { userId, passwordHash, by: 'OWNER', era: era + 1, changedAt: at } }];
};

const rehash = ({ from, passwordHash, at }: RehashPassword, user: Registered): UserEvent[] =>
  user.passwordHash === from
    ? [{ type: 'PasswordRehashed', data: { userId: user.userId, passwordHash, rehashedAt: at } }]
    : [];

const makeFeed = ({ digest, at }: MakeCalendarFeed, { userId, calendarFeed }: Registered): UserEvent[] =>
  digest === calendarFeed ? [] : [{ type: 'CalendarFeedMade', data: { userId, digest, madeAt: at } }];

const revokeFeed = ({ at }: RevokeCalendarFeed, { userId, calendarFeed }: Registered): UserEvent[] =>
  calendarFeed === null ? [] : [{ type: 'CalendarFeedRevoked', data: { userId, revokedAt: at } }];

const registered = (user: User): Registered => {
  if (user.is === 'Registered') return user;
  throw new Refusal('user-not-found', 'There is no such account.', {});
};

export const userDecider = { initial: unknownUser, evolve: evolveUser, decide: decideUser };
