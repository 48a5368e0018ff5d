import {
  acceptances,
  type BookingPolicy,
  paymentTimes,
  type VisitType,
  type Window,
} from '@careconnect/domain/doctor/events.ts';
import type { Money } from '@careconnect/domain/event.ts';
import type { Answer } from '@careconnect/platform/openapi/described.ts';
import {
  clockTime,
  id,
  integer,
  list,
  named,
  object,
  oneOf,
  orNull,
  type Plain,
  type Shape,
  text,
} from '@careconnect/platform/openapi/shape.ts';

/** What a function of a query comes to, as JSON. */
export type Answered<Query extends (...asked: never[]) => unknown> = Plain<NonNullable<Awaited<ReturnType<Query>>>>;

export const answer = (means: string, shape: Answer['shape']): Record<200, Answer> => ({ 200: { means, shape } });

export const next: Shape<string | null> = orNull(
  text(),
  'What the next page is asked for with, as `after`; null on the last page.',
);

export const page = <Item>(items: Shape<Item>): Shape<{ items: Item[]; next: string | null }> =>
  object({ items: list(items), next });

export const money: Shape<Plain<Money>> = named(
  'Money',
  object({
    amount: text('With two decimals.', { examples: ['120.00'] }),
    currency: text('ISO 4217.', { examples: ['BRL'] }),
  }),
);

export const visitType: Shape<Plain<VisitType>> = named(
  'VisitType',
  object({
    visitTypeId: id,
    name: text(),
    minutes: integer(),
    bufferBeforeMinutes: integer('Kept free before the visit.'),
    bufferAfterMinutes: integer('Kept free after it.'),
    fee: money,
  }),
);

export const policy: Shape<Plain<BookingPolicy>> = named(
  'BookingPolicy',
  object({
    acceptance: oneOf(...acceptances),
    payment: oneOf(...paymentTimes),
    minimumNoticeMinutes: integer('A visit starts at the earliest so long after it is booked.'),
    maximumDaysAhead: integer(),
    mostVisitsPerDay: orNull(integer(), 'Null is no limit.'),
    mostOpenPerPatient: orNull(integer(), 'Visits still to come, of one patient with this doctor; null is no limit.'),
    unansweredExpiresAfterMinutes: integer('When nobody accepts it.'),
    unpaidExpiresAfterMinutes: integer('When it is accepted and nobody pays.'),
    cancellationCutOffMinutes: integer('A patient may cancel until so long before the start.'),
    refundBeforeCutOffPercent: integer('When the patient cancels. When the clinic does, it is all of it.'),
    refundAfterCutOffPercent: integer(),
  }),
);

export const window: Shape<Plain<Window>> = named(
  'Window',
  object(
    { weekday: oneOf(1, 2, 3, 4, 5, 6, 7), from: clockTime, to: clockTime },
    'Weekday 1 is Monday. The end is exclusive.',
  ),
);
