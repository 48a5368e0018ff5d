import type { CalendarDate } from '@careconnect/domain/event.ts';
import { type DoctorId, isUuid } from '@careconnect/domain/ids.ts';
import { formatDate } from '@careconnect/domain/time/format.ts';
import { addDays, dateIn, isCalendarDate } from '@careconnect/domain/time/wall.ts';
import { useState } from 'react';
import { useSelector } from 'react-redux';
import { Link, useNavigate, useParams } from 'react-router';
import { TextField } from '../../forms/field.tsx';
import { selectLive } from '../../live/live.ts';
import { LiveState } from '../../live/live-state.tsx';
import { Fetched } from '../../parts/fetched.tsx';
import { News } from '../../parts/news.tsx';
import { Page } from '../../parts/page.tsx';
import { Together } from '../../parts/together.tsx';
import { selectUser } from '../../session/session.ts';
import { useDayOwnerQuery, useDoctorsDayQuery } from './api.ts';
import { DayList } from './day-list.tsx';
import { WaitingList } from './waiting-list.tsx';

export const DayPage = () => {
  const { doctorId = '', date = '' } = useParams();
  if (!isUuid(doctorId) || (date && !isCalendarDate(date)))
    return (
      <Page title="There is no such day">
        <Link to="/">Find a doctor</Link>
      </Page>
    );
  return <OwnersDay doctorId={doctorId.toLowerCase() as DoctorId} date={date} />;
};

const OwnersDay = ({ doctorId, date }: { doctorId: DoctorId; date: CalendarDate }) => {
  const user = useSelector(selectUser);
  const answer = useDayOwnerQuery(doctorId);
  const own = user?.userId === (doctorId as string);
  const title = own || !answer.data ? 'My day' : `The day of ${answer.data.name}`;
  return (
    <Page title={title} of={doctorId}>
      <Fetched answer={answer} what="the day" lines={6}>
        {({ zone }) => (
          <Together what="the day" lines={6}>
            <Day doctorId={doctorId} date={date} today={dateIn(zone, Date.now())} />
          </Together>
        )}
      </Fetched>
    </Page>
  );
};

type DayProps = { doctorId: DoctorId; date: CalendarDate; today: CalendarDate };

const Day = ({ doctorId, date, today }: DayProps) => {
  const shown = date || today;
  const live = useSelector(selectLive);
  const answer = useDoctorsDayQuery(
    { doctorId, date: shown },
    { refetchOnMountOrArgChange: true, pollingInterval: live === 'live' ? 0 : 60_000 },
  );
  const [done, setDone] = useState('');
  const to = (date: CalendarDate) => (date === today ? `/doctors/${doctorId}/day` : `/doctors/${doctorId}/day/${date}`);
  return (
    <section aria-labelledby="day">
      <WaitingList doctorId={doctorId} shown={shown} to={to} />
      <nav aria-label="Days" className="day-nav">
        <Link to={to(addDays(shown, -1))}>‹ Previous day</Link>
        <Link to={to(today)} aria-current={shown === today ? 'date' : undefined}>
          Today
        </Link>
        <Link to={to(addDays(shown, 1))}>Next day ›</Link>
        <JumpTo key={shown} date={shown} to={to} />
      </nav>
      <h2 id="day" aria-live="polite">
        {formatDate(shown)}
      </h2>
      <News text={done} />
      <LiveState />
      <Fetched answer={answer} what="the appointments" lines={6}>
        {(day) => <DayList day={day} onDone={setDone} />}
      </Fetched>
    </section>
  );
};

/** A date is gone to once it is whole, and not while it is typed. */
const JumpTo = ({ date, to }: { date: CalendarDate; to: (date: CalendarDate) => string }) => {
  const [typed, setTyped] = useState<string>(date);
  const navigate = useNavigate();
  return (
    <form
      aria-label="Go to a date"
      className="jump"
      onSubmit={(event) => {
        event.preventDefault();
        if (isCalendarDate(typed)) navigate(to(typed));
      }}
    >
      <TextField id="jump-date" label="Date" type="date" value={typed} onType={setTyped} />
      <button type="submit">Show</button>
    </form>
  );
};
