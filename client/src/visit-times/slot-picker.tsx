import type { Cell } from '@careconnect/domain/day/cells.ts';
import type { Slot, SlotState } from '@careconnect/domain/day/slots.ts';
import type { CalendarDate } from '@careconnect/domain/event.ts';
import { formatDate } from '@careconnect/domain/time/format.ts';
import { Fragment } from 'react';
import type { DaySlots } from '../api/answers.ts';
import { freeSlots } from './days.ts';

type PickerProps = {
  day: DaySlots | undefined;
  date: CalendarDate;
  /** Also what only the rules keep from being free. */
  anyTime: boolean;
  onChoose: (slot: Slot) => void;
};

/** Every time of the day with its state in words; what cannot be had cannot be pressed. */
export const SlotPicker = ({ day, date, anyTime, onChoose }: PickerProps) => {
  const slots = day?.slots ?? [];
  return (
    <div className="slot-picker">
      <h3>{formatDate(date)}</h3>
      <p role="status" className="quiet">
        {summaryOf(slots.length, freeSlots(day))}
        {day?.holiday && slots.length > 0 && `. The doctor observes a public holiday: ${day.holiday}.`}
      </p>
      <ul className="slots">
        {slots.map((slot) => (
          <li key={slot.startsAt}>
            <button
              type="button"
              className="slot"
              disabled={!(slot.state === 'free' || (anyTime && byRule.has(slot.state)))}
              title={slot.reason ?? undefined}
              onClick={() => onChoose(slot)}
            >
              <span className="slot-time">{slot.time}</span>
              <span className="slot-state">{stateNames[slot.state]}</span>
            </button>
          </li>
        ))}
      </ul>
      <WhyNot slots={slots} />
    </div>
  );
};

/** Why times of this day cannot be had, each reason once: for whoever wants to know. */
const WhyNot = ({ slots }: { slots: readonly Cell[] }) => {
  const reasons = new Map(slots.flatMap(({ state, reason }) => (reason === null ? [] : [[state, reason] as const])));
  if (reasons.size === 0) return null;
  return (
    <details className="choices">
      <summary>Why are some times not free?</summary>
      <dl className="facts">
        {[...reasons].map(([state, reason]) => (
          <Fragment key={state}>
            <dt>{stateNames[state]}</dt>
            <dd>{reason}</dd>
          </Fragment>
        ))}
      </dl>
    </details>
  );
};

/** What staff may set aside. */
const byRule: ReadonlySet<SlotState> = new Set(['tooSoon', 'tooFar', 'break', 'blocked', 'holiday', 'cap']);

const stateNames: Record<SlotState, string> = {
  free: 'free',
  taken: 'taken',
  past: 'past',
  tooSoon: 'too soon',
  tooFar: 'not yet',
  buffer: 'too close to another visit',
  tooShort: 'too short',
  break: 'break',
  midnight: 'too late',
  blocked: 'away',
  holiday: 'holiday',
  cap: 'full',
};

const summaryOf = (all: number, free: number): string => {
  if (all === 0) return 'No visits on this day';
  if (free === 0) return 'Nothing is free on this day';
  return free === 1 ? '1 free time' : `${free} free times`;
};
