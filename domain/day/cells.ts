import { assertNever } from '../assert-never.ts';
import type { Schedule } from '../doctor/schedule.ts';
import type { CalendarDate } from '../event.ts';
import type { RefusalCode } from '../refusal.ts';
import { gridOf } from './grid.ts';
import { type DayAsked, type Slot, type SlotState, showing } from './slots.ts';

/** A start on the grid with its state, and in words why it cannot be had: by the rules, and in the words, that decide bookings. */
export type Cell = Slot & Readonly<{ reason: string | null }>;

/** Every start of the day's grid, the breaks between two windows as well, in order of time. */
export const cellsOf = (asked: DayAsked): Cell[] => {
  const shown = showing(asked);
  return gridOf(asked.schedule, asked.date, asked).map((place) => {
    const slot = shown(place);
    return { ...slot, reason: slot.state === 'free' ? null : sentenceOf(slot.state, asked) };
  });
};

type NotFree = Exclude<SlotState, 'free'>;

/** What a booking at such a start is refused with. */
export const codes = {
  taken: 'slot-taken',
  buffer: 'within-buffer',
  tooShort: 'gap-too-short',
  break: 'outside-working-hours',
  midnight: 'crosses-midnight',
  blocked: 'time-blocked',
  holiday: 'public-holiday',
  cap: 'day-cap-reached',
  past: 'in-the-past',
  tooSoon: 'too-soon',
  tooFar: 'too-far-ahead',
} as const satisfies Record<NotFree, RefusalCode>;

type Known = Readonly<{ date: CalendarDate; schedule?: Pick<Schedule, 'holidays'> }>;

export const sentenceOf = (state: NotFree, { date, schedule }: Known): string => {
  switch (state) {
    case 'taken':
      return 'Somebody else holds this time.';
    case 'buffer':
      return 'The doctor needs time between visits.';
    case 'tooShort':
      return 'The visit does not fit in before the next one or the end of work.';
    case 'break':
      return 'The doctor offers no visit at this time.';
    case 'midnight':
      return 'A visit ends on the day on which it starts.';
    case 'blocked':
      return 'The doctor is away at this time.';
    case 'holiday':
      return `The doctor observes a public holiday: ${schedule?.holidays?.[date] ?? ''}.`;
    case 'cap':
      return 'The doctor sees no more patients on this day.';
    case 'past':
      return 'This time has passed.';
    case 'tooSoon':
      return 'The doctor needs more notice.';
    case 'tooFar':
      return 'The doctor does not take bookings this far ahead.';
    default:
      return assertNever(state);
  }
};
