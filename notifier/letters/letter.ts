import type { By } from '@careconnect/domain/day/events.ts';
import type { Instant, Money } from '@careconnect/domain/event.ts';
import type { Moment } from '@careconnect/domain/time/format.ts';

export const kinds = ['confirmation', 'cancellation'] as const;
export type Kind = (typeof kinds)[number];

/** All that a letter says, gathered when it is written. */
export type Facts = Readonly<{
  recipient: Readonly<{ userId: string; name: string }>;
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

export type Letter = Readonly<{ subject: string; text: string; html: string }>;
