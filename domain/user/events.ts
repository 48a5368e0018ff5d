import type { Event, Instant, Personal } from '../event.ts';
import type { ContactId, UserId } from '../ids.ts';
import type { LetterPreferences } from './letter-preferences.ts';

/** PATIENT, DOCTOR and ADMIN are documented (seed report 5.3); AUDITOR is appended. */
export const roles = ['PATIENT', 'DOCTOR', 'ADMIN', 'AUDITOR'] as const;
export type Role = (typeof roles)[number];

export type UserRegistered = Event<
  'UserRegistered',
  {
    userId: UserId;
    role: Role;
    email: Personal<string>;
    name: Personal<string>;
    /** An argon2id PHC string. */
    passwordHash: Personal<string>;
    registeredAt: Instant;
  }
>;

/** Nobody will ever register under this id: the address it had claimed is free for others. */
export type RegistrationAbandoned = Event<'RegistrationAbandoned', { userId: UserId; abandonedAt: Instant }>;

/** A letter with a link is asked for. What makes the link good follows from these by a secret that stands in no event. */
export type Letter = Readonly<{ userId: UserId; requestId: string; requestedAt: Instant; expiresAt: Instant }>;

export type EmailVerificationRequested = Event<'EmailVerificationRequested', Letter>;
export type EmailVerified = Event<'EmailVerified', { userId: UserId; verifiedAt: Instant }>;
export type PasswordResetRequested = Event<'PasswordResetRequested', Letter>;

export type PasswordChanged = Event<
  'PasswordChanged',
  {
    userId: UserId;
    passwordHash: Personal<string>;
    /** Knowing the old one, or by a letter. */
    by: 'OWNER' | 'LETTER';
    /** Sessions of earlier eras are over. */
    era: number;
    changedAt: Instant;
  }
>;

/** The same password, hashed at the cost of today. */
export type PasswordRehashed = Event<
  'PasswordRehashed',
  { userId: UserId; passwordHash: Personal<string>; rehashedAt: Instant }
>;

/** The clinic has made an account for somebody, who chooses its password by a letter. */
export type UserInvited = Event<
  'UserInvited',
  { role: Role; email: Personal<string>; name: Personal<string> } & Letter
>;
export type InvitationAccepted = Event<
  'InvitationAccepted',
  { userId: UserId; passwordHash: Personal<string>; acceptedAt: Instant }
>;

/** May not sign in any more; sessions of earlier eras are over. */
export type UserDeactivated = Event<'UserDeactivated', { userId: UserId; era: number; deactivatedAt: Instant }>;
export type UserReactivated = Event<'UserReactivated', { userId: UserId; reactivatedAt: Instant }>;

/** In which language somebody is written to, when they are reminded, and what they do not want to hear of. */
export type LetterPreferencesSet = Event<
  'LetterPreferencesSet',
  { userId: UserId; phone: Personal<string>; setAt: Instant } & Omit<LetterPreferences, 'phone'>
>;

/** A secret is shown once, to be kept in an app; it counts from the first code that comes out of it. */
export type SecondFactorBegun = Event<
  'SecondFactorBegun',
  { userId: UserId; secret: Personal<string>; begunAt: Instant }
>;
export type SecondFactorEnabled = Event<
  'SecondFactorEnabled',
  {
    userId: UserId;
    /** Half-minutes since 1970: a code of this step or an earlier one is never taken again. */
    step: number;
    /** Digests of the codes for the day the app is lost. */
    recovery: Personal<readonly string[]>;
    enabledAt: Instant;
  }
>;
export type SecondFactorUsed = Event<'SecondFactorUsed', { userId: UserId; step: number; usedAt: Instant }>;
export type RecoveryCodeUsed = Event<'RecoveryCodeUsed', { userId: UserId; place: number; usedAt: Instant }>;
export type SecondFactorRemoved = Event<'SecondFactorRemoved', { userId: UserId; removedAt: Instant }>;

export type SecondFactorEvent =
  | SecondFactorBegun
  | SecondFactorEnabled
  | SecondFactorUsed
  | RecoveryCodeUsed
  | SecondFactorRemoved;

/**
 * Whoever has the address that ends in a secret sees the account's visits, without signing in: another one is good no more.
 * The secret stands nowhere, only its digest.
 */
export type CalendarFeedMade = Event<'CalendarFeedMade', { userId: UserId; digest: string; madeAt: Instant }>;
export type CalendarFeedRevoked = Event<'CalendarFeedRevoked', { userId: UserId; revokedAt: Instant }>;

export type EmailClaimed = Event<'EmailClaimed', { userId: UserId; claimedAt: Instant }>;
/** Whoever had claimed it never registered, and cannot any more. */
export type EmailReleased = Event<'EmailReleased', { userId: UserId; releasedAt: Instant }>;

/**
 * Whoever used the address was erased, with all that was written under it. It is free, and whoever comes next is somebody
 * else.
 */
export type EmailForgotten = Event<
  'EmailForgotten',
  { /** Null when no account held it. */ userId: UserId | null; contactId: ContactId; forgottenAt: Instant }
>;

/** The person is forgotten: what is personal in their events opens no more. Nobody signs in with this account again. */
export type UserErased = Event<
  'UserErased',
  {
    userId: UserId;
    /** At whose wish. */
    by: 'OWNER' | 'ADMIN';
    /** The keyed hash of their address, and as whom they wrote under it: so that it can be forgotten after them. */
    emailHash: string | null;
    contactId: ContactId | null;
    era: number;
    erasedAt: Instant;
  }
>;

export type UserEvent =
  | UserRegistered
  | RegistrationAbandoned
  | EmailVerificationRequested
  | EmailVerified
  | PasswordResetRequested
  | PasswordChanged
  | PasswordRehashed
  | UserInvited
  | InvitationAccepted
  | UserDeactivated
  | UserReactivated
  | UserErased
  | LetterPreferencesSet
  | CalendarFeedMade
  | CalendarFeedRevoked
  | SecondFactorEvent;
export type EmailEvent = EmailClaimed | EmailReleased | EmailForgotten;
