import type { By } from '@careconnect/domain/day/events.ts';
import type { Instant, Money } from '@careconnect/domain/event.ts';
import type { Moment } from '@careconnect/domain/time/format.ts';

export const visitKinds = ['confirmation', 'cancellation'] as const;
export const accountKinds = ['verification', 'reset', 'invitation'] as const;
export type VisitKind = (typeof visitKinds)[number];
export type AccountKind = (typeof accountKinds)[number];
export type Kind = VisitKind | AccountKind;

type Recipient = Readonly<{ userId: string; name: string }>;

/** All that a letter about a visit says, gathered when it is written. */
export type VisitFacts = Readonly<{
  recipient: Recipient;
  patientName: string;
  doctor: Readonly<{ name: string; specialization: string; address: string }>;
  visit: Readonly<{ name: string; minutes: number; fee: Money }>;
  moment: Moment;
  /** Where the recipient sees the appointment. */
  page: string;
}> &
  Readonly<
    | { kind: 'confirmation' /** Null when it was too late from the start. */; cancellableUntil: Instant | null }
    | { kind: 'cancellation'; by: By /** Null once the patient is erased. */; reason: string | null }
  >;

/** A letter with a link that is good once, until then. The link is in the letter and nowhere else. */
export type AccountFacts = Readonly<{ kind: AccountKind; recipient: Recipient; link: string; expiresAt: Instant }>;

export type Facts = VisitFacts | AccountFacts;

export type Letter = Readonly<{ subject: string; text: string; html: string }>;
