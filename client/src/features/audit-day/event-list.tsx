import { formatInstant } from '@careconnect/domain/time/format.ts';
import { itemsOf } from '../../api/api.ts';
import { byWhom, sentenceOf } from '../../journal/wording.ts';
import { Fetched } from '../../parts/fetched.tsx';
import { zoneHere } from '../../parts/here.ts';
import { More } from '../../parts/more.tsx';
import { type Day, useDayEventsInfiniteQuery } from './api.ts';

type EventListProps = { day: Day; at: number | undefined; onChoose: (revision: number) => void };

/** All that has happened on the day, the newest first; each leads to the day after it. */
export const EventList = ({ day, at, onChoose }: EventListProps) => {
  const answer = useDayEventsInfiniteQuery(day, { refetchOnMountOrArgChange: true });
  return (
    <section aria-labelledby="day-events">
      <h2 id="day-events">Its events</h2>
      <Fetched answer={answer} what="the events" lines={6}>
        {(data) => (
          <ol className="timeline" reversed>
            {itemsOf(data).map(({ revision, type, actor, recordedAt }) => (
              <li key={revision}>
                <button
                  type="button"
                  className="button-quiet"
                  aria-current={revision === at ? 'step' : undefined}
                  onClick={() => onChoose(revision)}
                >
                  {revision + 1}. {sentenceOf(type)}
                </button>
                <p className="quiet">
                  {recordedAt && <time dateTime={recordedAt}>{formatInstant(recordedAt, zoneHere())}</time>},{' '}
                  {byWhom(actor)}
                </p>
              </li>
            ))}
          </ol>
        )}
      </Fetched>
      <More list={answer} what="events" />
    </section>
  );
};
