import type { CalendarDate } from '@careconnect/domain/event.ts';
import { formatDate } from '@careconnect/domain/time/format.ts';
import { addDays } from '@careconnect/domain/time/wall.ts';
import type { ReactNode } from 'react';
import type { DaySlots, Slots } from '../api/answers.ts';
import { daysShown, freeSlots, type Horizon, moved, within } from './days.ts';

type PickerProps = {
  horizon: Horizon;
  from: CalendarDate;
  date: CalendarDate;
  /** Of the seven days; not there while they are asked for. */
  slots: Slots | undefined;
  onChoose: (date: CalendarDate) => void;
};

/** Seven days with what is free on each, and the ways to the days around them. */
export const DayPicker = ({ horizon, from, date, slots, onChoose }: PickerProps) => {
  const days = Array.from({ length: daysShown }, (_, day) => addDays(from, day)).filter((day) => within(day, horizon));
  return (
    <div className="day-picker">
      <ul className="days">
        {days.map((day) => (
          <li key={day}>
            <DayButton
              date={day}
              chosen={day === date}
              day={slots?.days.find(({ date }) => date === day)}
              onChoose={() => onChoose(day)}
            />
          </li>
        ))}
      </ul>
      <div className="day-steps">
        <Step by={-daysShown} {...{ date, horizon, onChoose }}>
          <span aria-hidden="true">«</span>&nbsp;<span className="only-read">Previous </span>week
        </Step>
        <Step by={-1} {...{ date, horizon, onChoose }}>
          <span aria-hidden="true">‹</span>&nbsp;<span className="only-read">Previous </span>day
        </Step>
        <Step by={1} {...{ date, horizon, onChoose }}>
          <span className="only-read">Next </span>day&nbsp;<span aria-hidden="true">›</span>
        </Step>
        <Step by={daysShown} {...{ date, horizon, onChoose }}>
          <span className="only-read">Next </span>week&nbsp;<span aria-hidden="true">»</span>
        </Step>
      </div>
    </div>
  );
};

type StepProps = Pick<PickerProps, 'date' | 'horizon' | 'onChoose'> & { by: number; children: ReactNode };

const Step = ({ date, horizon, onChoose, by, children }: StepProps) => {
  const to = moved(date, by, horizon);
  return (
    <button type="button" aria-disabled={to === date} onClick={() => to === date || onChoose(to)}>
      {children}
    </button>
  );
};

type DayProps = { date: CalendarDate; chosen: boolean; day: DaySlots | undefined; onChoose: () => void };

const DayButton = ({ date, chosen, day, onChoose }: DayProps) => {
  const [weekday = '', rest = ''] = formatDate(date).split(', ');
  const [number = '', month = ''] = rest.split(' ');
  return (
    <button
      type="button"
      className={freeSlots(day) === 0 ? 'day day-full' : 'day'}
      aria-pressed={chosen}
      onClick={onChoose}
    >
      <span>{weekday.slice(0, 3)} </span>
      <span className="day-number">{number} </span>
      <span>{month.slice(0, 3)} </span>
      <span className="day-free">{freeText(day)}</span>
    </button>
  );
};

const freeText = (day: DaySlots | undefined): string => {
  if (!day) return '…';
  if (day.slots.length === 0) return 'closed';
  const free = freeSlots(day);
  return free === 0 ? 'full' : `${free} free`;
};
