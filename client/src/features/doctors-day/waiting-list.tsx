import type { CalendarDate } from '@careconnect/domain/event.ts';
import type { DoctorId } from '@careconnect/domain/ids.ts';
import { formatDate, formatInstant } from '@careconnect/domain/time/format.ts';
import { useSelector } from 'react-redux';
import { Link } from 'react-router';
import type { Appointment } from '../../api/answers.ts';
import { itemsOf } from '../../api/api.ts';
import { patientNameOf } from '../../appointments/wording.ts';
import { selectLive } from '../../live/live.ts';
import { More } from '../../parts/more.tsx';
import { useAwaited } from '../../parts/together.tsx';
import { useRequestsInfiniteQuery } from './api.ts';

type WaitingProps = { doctorId: DoctorId; shown: CalendarDate; to: (date: CalendarDate) => string };

/** Requests of other days, for they run out while one looks at this one. There is nothing to see where there are none. */
export const WaitingList = ({ doctorId, shown, to }: WaitingProps) => {
  const live = useSelector(selectLive);
  const answer = useRequestsInfiniteQuery(doctorId, {
    refetchOnMountOrArgChange: true,
    pollingInterval: live === 'live' ? 0 : 60_000,
  });
  useAwaited(answer);
  const elsewhere = itemsOf(answer.currentData).filter(({ date }) => date !== shown);
  if (elsewhere.length === 0 && !answer.hasNextPage) return null;
  return (
    <section className="notice notice-warn" aria-labelledby="waiting">
      <h2 id="waiting">Other days wait for your answer</h2>
      <ul className="waiting-list">
        {elsewhere.map((request) => (
          <Waiting key={request.appointmentId} request={request} to={to} />
        ))}
      </ul>
      <More list={answer} what="requests" />
    </section>
  );
};

const Waiting = ({ request, to }: { request: Appointment } & Pick<WaitingProps, 'to'>) => {
  const { date, time, expiresAt, zone } = request;
  return (
    <li>
      <Link to={to(date)}>
        {formatDate(date)}, {time}
      </Link>{' '}
      {patientNameOf(request)}
      {expiresAt && <span className="quiet"> · waits until {formatInstant(expiresAt, zone)}</span>}
    </li>
  );
};
