import type { CalendarDate } from '@careconnect/domain/event.ts';
import { formatDate } from '@careconnect/domain/time/format.ts';
import { addDays } from '@careconnect/domain/time/wall.ts';
import type { Slots } from '../../api/answers.ts';
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
  const step = (label: string, shown: string, by: number) => {
    const to = moved(date, by, horizon);
    return (
      <button type="button" aria-label={label} aria-disabled={to === date} onClick={() => to === date || onChoose(to)}>
        {shown}
      </button>
    );
  };
  return (
    <div className="day-picker">
      <ul className="days">
        {days.map((day) => (
          <li key={day}>
            <DayButton
              day={day}
              chosen={day === date}
              free={slots && freeSlots(slots.days.find(({ date }) => date === day))}
              onChoose={() => onChoose(day)}
            />
          </li>
        ))}
      </ul>
      <div className="day-steps">
        {step('Previous week', '« Week', -daysShown)}
        {step('Previous day', '‹ Day', -1)}
        {step('Next day', 'Day ›', 1)}
        {step('Next week', 'Week »', daysShown)}
      </div>
    </div>
  );
};

type DayProps = { day: CalendarDate; chosen: boolean; free: number | undefined; onChoose: () => void };

const DayButton = ({ day, chosen, free, onChoose }: DayProps) => {
  const [weekday = '', date = ''] = formatDate(day).split(', ');
  const [number = '', month = ''] = date.split(' ');
  const counted = free === undefined ? '' : free === 0 ? 'none free' : `${free} free`;
  return (
    <button
      type="button"
      className={free === 0 ? 'day day-full' : 'day'}
      aria-pressed={chosen}
      aria-label={[formatDate(day), counted].filter(Boolean).join(': ')}
      onClick={onChoose}
    >
      <span>{weekday.slice(0, 3)}</span>
      <span className="day-number">{number}</span>
      <span>{month.slice(0, 3)}</span>
      <span className="day-free">{free === undefined ? '…' : free === 0 ? 'full' : counted}</span>
    </button>
  );
};
