import { assertNever } from '../assert-never.ts';
import type { Instant } from '../event.ts';
import type { UserEvent, UserRegistered } from './events.ts';

/** A letter on its way, whose link is good once until then. */
export type PendingLetter = Readonly<{ requestId: string; requestedAt: Instant; expiresAt: Instant }>;

export type Registered = Readonly<
  { is: 'Registered' } & UserRegistered['data'] & {
      /** Grows with whatever ends the account's sessions. */
      era: number;
      emailVerified: boolean;
      verification: PendingLetter | null;
      reset: PendingLetter | null;
    }
>;

export type User = { is: 'Unknown' } | { is: 'Abandoned' } | Registered;

export const unknownUser = { is: 'Unknown' } as User;

export const evolveUser = (user: User, event: UserEvent): User => {
  switch (event.type) {
    case 'UserRegistered':
      return { is: 'Registered', era: 0, emailVerified: false, verification: null, reset: null, ...event.data };
    case 'RegistrationAbandoned':
      return { is: 'Abandoned' };
    default:
      return user.is === 'Registered' ? evolveRegistered(user, event) : user;
  }
};

type Later = Exclude<UserEvent, { type: 'UserRegistered' | 'RegistrationAbandoned' }>;

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
    default:
      return assertNever(event);
  }
};
