import type { CalendarDate } from '@careconnect/domain/event.ts';
import { type DoctorId, isUuid } from '@careconnect/domain/ids.ts';
import { formatDate } from '@careconnect/domain/time/format.ts';
import { addDays, dateIn, isCalendarDate } from '@careconnect/domain/time/wall.ts';
import { useState } from 'react';
import { useSelector } from 'react-redux';
import { Link, useParams } from 'react-router';
import { selectLive } from '../../live/live.ts';
import { LiveState } from '../../live/live-state.tsx';
import { Fetched } from '../../parts/fetched.tsx';
import { Page } from '../../parts/page.tsx';
import { selectUser } from '../../session/session.ts';
import { useDayOwnerQuery, useDoctorsDayQuery } from './api.ts';
import { DayList } from './day-list.tsx';

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
        {({ zone }) => <Day doctorId={doctorId} date={date} today={dateIn(zone, Date.now())} />}
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
      <nav aria-label="Days" className="day-nav">
        <Link to={to(addDays(shown, -1))}>‹ Previous day</Link>
        <Link to={to(today)} aria-current={shown === today ? 'date' : undefined}>
          Today
        </Link>
        <Link to={to(addDays(shown, 1))}>Next day ›</Link>
      </nav>
      <h2 id="day" aria-live="polite">
        {formatDate(shown)}
      </h2>
      <p role="status" className={done ? 'notice notice-good' : 'only-read'}>
        {done}
      </p>
      <LiveState />
      <Fetched answer={answer} what="the appointments" lines={6}>
        {(day) => <DayList day={day} onDone={setDone} />}
      </Fetched>
    </section>
  );
};
