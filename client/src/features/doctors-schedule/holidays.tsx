import { formatDate } from '@careconnect/domain/time/format.ts';
import { useState } from 'react';
import type { DoctorsSchedule } from '../../api/answers.ts';
import { Select } from '../../forms/field.tsx';
import { Form, SendButton } from '../../forms/form.tsx';
import { Fetched } from '../../parts/fetched.tsx';
import { useCountriesQuery, useSetCountryMutation, useSetHolidayWorkMutation } from './api.ts';
import { Setting } from './setting.tsx';
import { useSetting } from './use-setting.ts';

const labels = { country: 'Country' } as const;

export const Holidays = ({ schedule: { doctorId, country, holidays } }: { schedule: DoctorsSchedule }) => {
  const [chosen, setChosen] = useState(country ?? '');
  const { saved, save, ...sending } = useSetting(labels);
  const countries = useCountriesQuery();
  const [setCountry] = useSetCountryMutation();
  const [setWork] = useSetHolidayWorkMutation();
  const submit = () =>
    save(
      {},
      () => setCountry({ doctorId, country: chosen || null }).unwrap(),
      chosen ? 'The holidays are observed.' : 'No public holidays are observed.',
    );
  return (
    <Setting id="holidays" title="Public holidays" saved={saved}>
      <Fetched answer={countries} what="countries" lines={1}>
        {({ items }) => (
          <Form label="Choose whose holidays" prefix="holidays" {...sending} onSend={submit}>
            <Select
              id="holidays-country"
              label={labels.country}
              hint="Those of the whole country, which take the whole day."
              value={chosen}
              error={sending.errors.country}
              onType={setChosen}
            >
              <option value="">No public holidays</option>
              {items.map(({ country, name }) => (
                <option key={country} value={country}>
                  {name}
                </option>
              ))}
            </Select>
            <SendButton busy={sending.busy} busyText="Setting…">
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
                  disabled={sending.busy}
                  onChange={() =>
                    save(
                      {},
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
