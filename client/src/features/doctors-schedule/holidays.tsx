import { formatDate } from '@careconnect/domain/time/format.ts';
import type { DoctorsSchedule } from '../../api/answers.ts';
import { Select } from '../../forms/field.tsx';
import { Form, SendButton } from '../../forms/form.tsx';
import { Fetched } from '../../parts/fetched.tsx';
import { Setting } from '../../parts/setting.tsx';
import { useCountriesQuery, useSetCountryMutation, useSetHolidayWorkMutation } from './api.ts';
import { useScheduleForm } from './use-schedule-form.ts';

const countryName = (country: string): string =>
  new Intl.DisplayNames('en-GB', { type: 'region' }).of(country) ?? country;

const labels = { country: 'Country' } as const;

export const Holidays = ({ schedule }: { schedule: DoctorsSchedule }) => {
  const { doctorId, holidays } = schedule;
  const { fields, change, saved, save, act, busy, errors, form } = useScheduleForm(schedule, {
    labels,
    part: ({ country }) => country,
    begin: ({ country }) => ({ country: country ?? '' }),
    lines: ({ country }) => [country ? `The public holidays of ${countryName(country)}` : 'No public holidays'],
  });
  const countries = useCountriesQuery();
  const [setCountry] = useSetCountryMutation();
  const [setWork] = useSetHolidayWorkMutation();
  const submit = () =>
    save(
      {},
      (tag) => setCountry({ doctorId, tag, country: fields.country || null }).unwrap(),
      fields.country ? 'The holidays are observed.' : 'No public holidays are observed.',
    );
  return (
    <Setting id="holidays" title="Public holidays" saved={saved}>
      <Fetched answer={countries} what="countries" lines={1}>
        {({ items }) => (
          <Form label="Choose whose holidays" prefix="holidays" {...form} onSend={submit}>
            <Select
              id="holidays-country"
              label={labels.country}
              hint="Those of the whole country, which take the whole day."
              value={fields.country}
              error={errors.country}
              onType={(country) => change({ country })}
            >
              <option value="">No public holidays</option>
              {items.map(({ country, name }) => (
                <option key={country} value={country}>
                  {name}
                </option>
              ))}
            </Select>
            <SendButton busy={busy} busyText="Setting…">
              Observe these holidays
            </SendButton>
          </Form>
        )}
      </Fetched>
      {holidays.length > 0 && (
        <ul className="lines">
          {holidays.map(({ date, name, works }) => (
            <li key={date}>
              <span>
                <span className="strong">{name}</span>, {formatDate(date)}
              </span>
              <label className="tick">
                <input
                  type="checkbox"
                  checked={works}
                  disabled={busy}
                  onChange={() =>
                    act(
                      () => setWork({ doctorId, date, works: !works }).unwrap(),
                      works ? `${name} is observed.` : `You work on ${name}.`,
                    )
                  }
                />
                <span>
                  Works
                  <span className="only-read">
                    {' '}
                    on {name}, {formatDate(date)}
                  </span>
                </span>
              </label>
            </li>
          ))}
        </ul>
      )}
    </Setting>
  );
};
