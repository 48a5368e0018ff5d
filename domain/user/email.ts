import { assertNever } from '../assert-never.ts';
import type { Instant } from '../event.ts';
import type { UserId } from '../ids.ts';
import { Refusal } from '../refusal.ts';
import { millisecondsOf, minute } from '../time/wall.ts';
import type { EmailEvent } from './events.ts';

/** An e-mail address belongs to whoever claims it first: the claim is a stream of its own, so no table has to be unique. */
export type EmailAddress = { is: 'Free' } | { is: 'Claimed'; by: UserId; claimedAt: Instant };

/** `abandoned` is an account of which it is certain that it never registered and never will. */
export type ClaimEmail = Readonly<{ is: 'ClaimEmail'; userId: UserId; abandoned: UserId | null; at: Instant }>;

/** Somebody who has claimed an address is left this long to register with it. */
const patienceMs = 15 * minute;

export const mayBeAbandoned = (address: EmailAddress & { is: 'Claimed' }, at: Instant): boolean =>
  millisecondsOf(at) - millisecondsOf(address.claimedAt) >= patienceMs;

export const evolveEmail = (_address: EmailAddress, event: EmailEvent): EmailAddress => {
  switch (event.type) {
    case 'EmailClaimed':
      return { is: 'Claimed', by: event.data.userId, claimedAt: event.data.claimedAt };
    case 'EmailReleased':
      return { is: 'Free' };
    default:
      return assertNever(event);
  }
};

export const decideEmail = ({ userId, abandoned, at }: ClaimEmail, address: EmailAddress): EmailEvent[] => {
  const claimed: EmailEvent = { type: 'EmailClaimed', data: { userId, claimedAt: at } };
  if (address.is === 'Free') return [claimed];
  if (address.by === userId) return [];
  if (address.by !== abandoned) throw emailTaken();
  return [{ type: 'EmailReleased', data: { userId: abandoned, releasedAt: at } }, claimed];
};

export const emailTaken = () => new Refusal('email-taken', 'An account with this e-mail address exists already.', {});

export const emailDecider = { initial: { is: 'Free' } as EmailAddress, evolve: evolveEmail, decide: decideEmail };
