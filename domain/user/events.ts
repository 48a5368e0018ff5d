import type { Event, Instant, Personal } from '../event.ts';
import type { UserId } from '../ids.ts';

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

export type EmailClaimed = Event<'EmailClaimed', { userId: UserId; claimedAt: Instant }>;

export type UserEvent = UserRegistered;
export type EmailEvent = EmailClaimed;
