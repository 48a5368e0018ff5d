import { assertNever } from '../assert-never.ts';
import type { Instant } from '../event.ts';
import { contactOf } from '../feedback/contact.ts';
import type { ContactId, UserId } from '../ids.ts';
import { Refusal } from '../refusal.ts';
import { millisecondsOf, minute } from '../time/wall.ts';
import type { EmailEvent } from './events.ts';

/** An e-mail address belongs to whoever claims it first: the claim is a stream of its own, so no table has to be unique. */
export type EmailAddress = (Free | Claimed) & {
  /** How many people were erased who used it. */
  forgotten: number;
};
type Free = { is: 'Free' };
type Claimed = { is: 'Claimed'; by: UserId; claimedAt: Instant };

/** `abandoned` is an account of which it is certain that it never registered and never will. */
export type ClaimEmail = Readonly<{ is: 'ClaimEmail'; userId: UserId; abandoned: UserId | null; at: Instant }>;

/** `userId` is the account that is erased, or null for somebody who has none. */
export type ForgetEmail = Readonly<{ is: 'ForgetEmail'; hash: string; userId: UserId | null; at: Instant }>;

export type EmailCommand = ClaimEmail | ForgetEmail;

/** Somebody who has claimed an address is left this long to register with it. */
const patienceMs = 15 * minute;

export const mayBeAbandoned = (address: EmailAddress & { is: 'Claimed' }, at: Instant): boolean =>
  millisecondsOf(at) - millisecondsOf(address.claimedAt) >= patienceMs;

export const evolveEmail = ({ forgotten }: EmailAddress, event: EmailEvent): EmailAddress => {
  switch (event.type) {
    case 'EmailClaimed':
      return { is: 'Claimed', by: event.data.userId, claimedAt: event.data.claimedAt, forgotten };
    case 'EmailReleased':
      return { is: 'Free', forgotten };
    case 'EmailForgotten':
      return { is: 'Free', forgotten: forgotten + 1 };
    default:
      return assertNever(event);
  }
};

export const decideEmail = (command: EmailCommand, address: EmailAddress): EmailEvent[] => {
  switch (command.is) {
    case 'ClaimEmail':
      return claim(command, address);
    case 'ForgetEmail':
      return forget(command, address);
    default:
      return assertNever(command);
  }
};

/** As whom somebody writes under this address at present. */
export const contactAt = (hash: string, { forgotten }: EmailAddress): ContactId => contactOf(hash, forgotten);

const claim = ({ userId, abandoned, at }: ClaimEmail, address: EmailAddress): EmailEvent[] => {
  const claimed: EmailEvent = { type: 'EmailClaimed', data: { userId, claimedAt: at } };
  if (address.is === 'Free') return [claimed];
  if (address.by === userId) return [];
  if (address.by !== abandoned) throw emailTaken();
  return [{ type: 'EmailReleased', data: { userId: abandoned, releasedAt: at } }, claimed];
};

/** Quiet when it is somebody else's by now. */
const forget = ({ hash, userId, at }: ForgetEmail, address: EmailAddress): EmailEvent[] => {
  const holder = address.is === 'Claimed' ? address.by : null;
  if (holder !== userId) return [];
  return [{ type: 'EmailForgotten', data: { userId, contactId: contactAt(hash, address), forgottenAt: at } }];
};

export const emailTaken = () => new Refusal('email-taken', 'An account with this e-mail address exists already.', {});

export const emailDecider = {
  initial: { is: 'Free', forgotten: 0 } as EmailAddress,
  evolve: evolveEmail,
  decide: decideEmail,
};
