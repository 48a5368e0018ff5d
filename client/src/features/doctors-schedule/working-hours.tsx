import type { Weekday, Window } from '@careconnect/domain/doctor/events.ts';
import type { Hours } from '@careconnect/domain/doctor/plan.ts';
import type { CalendarDate } from '@careconnect/domain/event.ts';
import { formatDate } from '@careconnect/domain/time/format.ts';
import type { ReactNode } from 'react';
import type { DoctorsSchedule } from '../../api/answers.ts';
import { refusedAs } from '../../api/problem.ts';
import { weekdays } from '../../doctors/wording.ts';
import { Select, TextField } from '../../forms/field.tsx';
import { check } from '../../forms/field-errors.ts';
import { Form, SendButton } from '../../forms/form.tsx';
import { Setting } from '../../parts/setting.tsx';
import { useSetHoursMutation, useWithdrawHoursMutation } from './api.ts';
import { useScheduleForm } from './use-schedule-form.ts';
import { hoursText, inOrder, windowText } from './words.ts';

const labels = { validFrom: 'Valid from' } as const;
type Row = Window & { key: number };

let rows = 0;
const rowOf = (window: Window): Row => {
  rows += 1;
  return { ...window, key: rows };
};

export const WorkingHours = ({ schedule }: { schedule: DoctorsSchedule }) => {
  const { doctorId, hours, today } = schedule;
  const { fields, change, saved, save, act, busy, errors, problem, form } = useScheduleForm(schedule, {
    labels,
    part: ({ hours }) => hours,
    begin: ({ hours, today }) => ({ windows: (hours[0]?.windows ?? []).map(rowOf), validFrom: today }),
    lines: ({ hours }) => hours.map(hoursText),
  });
  const { windows, validFrom } = fields;
  const [setHours] = useSetHoursMutation();
  const [withdraw] = useWithdrawHoursMutation();
  const changeRow = (key: number, changed: Partial<Window>) =>
    change({ windows: windows.map((row) => (row.key === key ? { ...row, ...changed } : row)) });
  const submit = () =>
    save(
      check({ validFrom: (!validFrom || validFrom < today) && 'Choose today or a later day' }),
      (tag) => setHours({ doctorId, tag, windows: windows.map(sent), validFrom }).unwrap(),
      `The hours are set from ${formatDate(validFrom)} on.`,
    );
  return (
    <Setting id="hours" title="Working hours" saved={saved}>
      {hours.map((planned, k) => (
        <HoursShown key={planned.from ?? ''} hours={planned} now={k === 0}>
          {k > 0 && planned.from !== null && (
            <Withdraw
              from={planned.from}
              onWithdraw={(from) =>
                act(() => withdraw({ doctorId, from }).unwrap(), `Withdrawn: the hours from ${formatDate(from)}.`)
              }
            />
          )}
        </HoursShown>
      ))}
      <Form
        label="Set working hours"
        prefix="hours"
        {...form}
        onSend={submit}
        help={form.help ?? <Overlap problem={problem} />}
      >
        <h3>Set other hours</h3>
        <TextField
          id="hours-validFrom"
          label={labels.validFrom}
          hint="Until other hours are valid."
          type="date"
          min={today}
          value={validFrom}
          error={errors.validFrom}
          onType={(validFrom) => change({ validFrom })}
        />
        {windows.map((row, k) => (
          <fieldset key={row.key} className="row">
            <legend className="only-read">Window {k + 1}</legend>
            <Select
              id={`hours-day-${row.key}`}
              label="Day"
              value={String(row.weekday)}
              onType={(weekday) => changeRow(row.key, { weekday: Number(weekday) as Weekday })}
            >
              {weekdays.map((name, day) => (
                <option key={name} value={day + 1}>
                  {name}
                </option>
              ))}
            </Select>
            <TextField
              id={`hours-from-${row.key}`}
              label="From"
              type="time"
              value={row.from}
              onType={(from) => changeRow(row.key, { from })}
            />
            <TextField
              id={`hours-to-${row.key}`}
              label="To"
              type="time"
              value={row.to === '24:00' ? '00:00' : row.to}
              onType={(to) => changeRow(row.key, { to })}
            />
            <button
              type="button"
              aria-label={`Remove window ${k + 1}, ${windowText(row)}`}
              onClick={() => change({ windows: windows.filter(({ key }) => key !== row.key) })}
            >
              Remove
            </button>
          </fieldset>
        ))}
        {windows.length === 0 && <p className="quiet">No hours: no visits can be booked.</p>}
        <div className="buttons">
          <button
            type="button"
            onClick={() => change({ windows: [...windows, rowOf({ weekday: 1, from: '09:00', to: '12:00' })] })}
          >
            Add a window
          </button>
          <SendButton busy={busy} busyText="Setting…">
            Set these hours
          </SendButton>
        </div>
        <p className="hint">Breaks fall between two windows of a day. “To 00:00” is the end of the day.</p>
      </Form>
    </Setting>
  );
};

/** A window that closes at midnight closes at the end of its day. */
const sent = ({ weekday, from, to }: Row): Window => ({ weekday, from, to: to === '00:00' ? '24:00' : to });

const HoursShown = ({ hours, now, children }: { hours: Hours; now: boolean; children: ReactNode }) => (
  <div className="planned">
    <h3>{now ? 'Now' : `From ${formatDate(hours.from ?? '')}`}</h3>
    <ul>
      {hours.windows.length === 0 && <li>No hours</li>}
      {inOrder(hours.windows).map((window) => (
        <li key={windowText(window)}>{windowText(window)}</li>
      ))}
    </ul>
    {children}
  </div>
);

const Withdraw = ({ from, onWithdraw }: { from: CalendarDate; onWithdraw: (from: CalendarDate) => void }) => (
  <button type="button" aria-label={`Withdraw the hours from ${formatDate(from)}`} onClick={() => onWithdraw(from)}>
    Withdraw
  </button>
);

const Overlap = ({ problem }: { problem: Parameters<typeof refusedAs>[0] }) => {
  const overlap = refusedAs(problem, 'windows-overlap');
  return overlap ? <p>Look at {windowText(overlap.window)}.</p> : null;
};
