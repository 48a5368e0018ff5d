import type { Instant } from '../event.ts';
import type { UserId } from '../ids.ts';
import { preferencesIn } from './choose-letters.ts';
import type { Role, SecondFactorEvent, UserErased, UserEvent, UserInvited, UserRegistered } from './events.ts';
import { defaultPreferences, type LetterPreferences } from './letter-preferences.ts';
import { evolveSecondFactor, type SecondFactor } from './second-factor.ts';

/** A letter on its way, whose link is good once until then. */
export type PendingLetter = Readonly<{ requestId: string; requestedAt: Instant; expiresAt: Instant }>;

type Holder = Readonly<{ userId: UserId; role: Role; email: string | null; name: string | null }>;

export type Invited = Readonly<{ is: 'Invited'; era: number; invitation: PendingLetter }> & Holder;

export type Registered = Holder &
  Readonly<{
    is: 'Registered';
    passwordHash: string | null;
    /** Grows with whatever ends the account's sessions. */
    era: number;
    emailVerified: boolean;
    verification: PendingLetter | null;
    reset: PendingLetter | null;
    secondFactor: SecondFactor;
    letters: LetterPreferences;
    /** The digest of the secret in the address of its calendar feed. */
    calendarFeed: string | null;
  }>;

/** Whatever it was, it is of no use until the clinic says otherwise. */
export type Deactivated = Readonly<{ is: 'Deactivated'; era: number; was: Invited | Registered }>;

/** Forgotten. The id is nobody else's. */
export type Erased = Readonly<{ is: 'Erased'; erased: UserErased['data'] }>;

export type User = { is: 'Unknown' } | { is: 'Abandoned' } | Invited | Registered | Deactivated | Erased;

export const unknownUser = { is: 'Unknown' } as User;

/** Whom the account is for, unless there is none. */
export const holderOf = (user: User): Holder | null => {
  switch (user.is) {
    case 'Unknown':
    case 'Abandoned':
    case 'Erased':
      return null;
    case 'Deactivated':
      return user.was;
    default:
      return user;
  }
};

export const evolveUser = (user: User, event: UserEvent): User => {
  switch (event.type) {
    case 'UserRegistered':
      return registered(event.data);
    case 'UserInvited':
      return invited(event.data);
    case 'RegistrationAbandoned':
      return { is: 'Abandoned' };
    case 'InvitationAccepted': {
      if (user.is !== 'Invited') return user;
      return { ...registered({ ...user, passwordHash: event.data.passwordHash }), era: user.era, emailVerified: true };
    }
    case 'UserDeactivated':
      return user.is === 'Registered' || user.is === 'Invited'
        ? { is: 'Deactivated', era: event.data.era, was: user }
        : user;
    case 'UserErased':
      return { is: 'Erased', erased: event.data };
    case 'UserReactivated':
      return user.is === 'Deactivated' ? { ...user.was, era: user.era } : user;
    default:
      return user.is === 'Registered' ? evolveRegistered(user, event) : user;
  }
};

const registered = ({
  userId,
  role,
  email,
  name,
  passwordHash,
}: Holder & Pick<UserRegistered['data'], 'passwordHash'>): Registered => ({
  is: 'Registered',
  ...{ userId, role, email, name, passwordHash },
  ...{ era: 0, emailVerified: false, verification: null, reset: null, secondFactor: { is: 'None' } },
  letters: defaultPreferences,
  calendarFeed: null,
});

const invited = ({ userId, role, email, name, ...invitation }: UserInvited['data']): Invited => ({
  is: 'Invited',
  era: 0,
  ...{ userId, role, email, name, invitation },
});

type Later = Extract<
  UserEvent,
  {
    type:
      | 'EmailVerificationRequested'
      | 'EmailVerified'
      | 'PasswordResetRequested'
      | 'PasswordChanged'
      | 'PasswordRehashed'
      | 'LetterPreferencesSet'
      | 'CalendarFeedMade'
      | 'CalendarFeedRevoked'
      | SecondFactorEvent['type'];
  }
>;

const evolveRegistered = (user: Registered, event: Later): Registered => {
  switch (event.type) {
    case 'EmailVerificationRequested':
      return { ...user, verification: event.data };
    case 'EmailVerified':
      return { ...user, emailVerified: true, verification: null };
    case 'PasswordResetRequested':
      return { ...user, reset: event.data };
    case 'PasswordChanged': {
      const { passwordHash, era } = event.data;
      return { ...user, passwordHash, era, reset: null };
    }
    case 'PasswordRehashed':
      return { ...user, passwordHash: event.data.passwordHash };
    case 'LetterPreferencesSet':
      return { ...user, letters: preferencesIn(event.data) };
    case 'CalendarFeedMade':
      return { ...user, calendarFeed: event.data.digest };
    case 'CalendarFeedRevoked':
      return { ...user, calendarFeed: null };
    default:
      return { ...user, secondFactor: evolveSecondFactor(user.secondFactor, event) };
  }
};
