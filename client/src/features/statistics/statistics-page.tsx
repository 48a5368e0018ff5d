import { addDays, isCalendarDate } from '@careconnect/domain/time/wall.ts';
import { useSearchParams } from 'react-router';
import { Select, TextField } from '../../forms/field.tsx';
import { Fetched } from '../../parts/fetched.tsx';
import { todayHere } from '../../parts/here.ts';
import { Page } from '../../parts/page.tsx';
import { type Days, useStatisticsQuery } from './api.ts';
import { Figures } from './figures.tsx';

const stretches: Record<number, string> = {
  7: '7 days',
  30: '30 days',
  92: '92 days',
  366: 'A year',
  1096: 'Three years',
  3653: 'Ten years',
};

/** What the clinic did; the days stand in the address. */
export const StatisticsPage = () => {
  const [params, setParams] = useSearchParams();
  const asked = daysIn(params);
  const answer = useStatisticsQuery(asked, { refetchOnMountOrArgChange: true });
  const change = (change: Partial<Days>): void => {
    const { from, days } = { ...asked, ...change };
    if (isCalendarDate(from)) setParams({ from, days: String(days) }, { replace: true });
  };
  return (
    <Page title="Statistics" lead={<p>By the dates of the doctors, as far as the clinic has come.</p>}>
      <search>
        <form className="search" aria-label="Days" onSubmit={(event) => event.preventDefault()}>
          <TextField
            id="statistics-from"
            label="From"
            type="date"
            value={asked.from}
            onType={(from) => change({ from })}
          />
          <Select
            id="statistics-days"
            label="How long"
            value={String(asked.days)}
            onType={(days) => change({ days: Number(days) })}
          >
            {Object.entries(stretches).map(([days, name]) => (
              <option key={days} value={days}>
                {name}
              </option>
            ))}
          </Select>
        </form>
      </search>
      <Fetched answer={answer} what="the statistics" lines={8}>
        {(statistics) => <Figures statistics={statistics} />}
      </Fetched>
    </Page>
  );
};

const daysIn = (params: URLSearchParams): Days => {
  const [from, days] = [params.get('from') ?? '', Number(params.get('days'))];
  return {
    from: isCalendarDate(from) ? from : addDays(todayHere(), -29),
    days: days in stretches ? days : 30,
  };
};
