import type { CalendarDate } from '@careconnect/domain/event.ts';
import { addDays } from '@careconnect/domain/time/wall.ts';
import { Failure } from '../parts/failure.tsx';
import { useLazyNextFreeDayQuery } from './api.ts';
import type { WhenProps } from './choice.ts';
import { daysShown, within } from './days.ts';

/** Out of a full week: looks for the next day with a free time. */
export const NextFreeDay = ({ doctor, visitType, horizon, from, change }: WhenProps & { from: CalendarDate }) => {
  const [look, { currentData, error, isFetching }] = useLazyNextFreeDayQuery();
  const next = addDays(from, daysShown);
  if (!within(next, horizon)) return null;
  const asked = {
    doctorId: doctor.doctorId,
    visitTypeId: visitType.visitTypeId,
    from: next,
    last: horizon.last,
  };
  const go = async () => {
    const { data } = await look(asked);
    if (data) change({ date: data });
  };
  if (currentData === null) return <p role="status">Nothing is free as far ahead as bookings are taken.</p>;
  return (
    <>
      {error && 'is' in error && !isFetching && <Failure problem={error} onRetry={go} />}
      <button type="button" aria-disabled={isFetching} onClick={() => isFetching || go()}>
        {isFetching ? 'Looking…' : 'Show the next free day'}
      </button>
    </>
  );
};
