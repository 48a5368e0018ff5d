import type { Instant, Zone } from '@careconnect/domain/event.ts';
import type { AppointmentId } from '@careconnect/domain/ids.ts';
import { formatInstant } from '@careconnect/domain/time/format.ts';
import type { HistoryEntry } from '../../api/answers.ts';
import { itemsOf } from '../../api/api.ts';
import { Fetched } from '../../parts/fetched.tsx';
import { More } from '../../parts/more.tsx';
import { useHistoryInfiniteQuery } from './api.ts';
import { sentenceOf } from './sentence.ts';

/** How the appointment came to be as it is: its events, in their order. */
export const Timeline = ({ appointmentId, zone }: { appointmentId: AppointmentId; zone: Zone }) => {
  const answer = useHistoryInfiniteQuery(appointmentId);
  return (
    <section aria-labelledby="history">
      <h2 id="history">History</h2>
      <Fetched answer={answer} what="the history" lines={4}>
        {(data) => (
          <ol className="timeline">
            {itemsOf(data).map((entry) => (
              <Entry key={entry.revision} entry={entry} zone={zone} />
            ))}
          </ol>
        )}
      </Fetched>
      <More list={answer} what="events" />
    </section>
  );
};

const Entry = ({ entry, zone }: { entry: HistoryEntry; zone: Zone }) => {
  const { at, recordedAt, reason } = entry;
  return (
    <li>
      <p className="strong">{sentenceOf(entry)}</p>
      {reason && <p className="notes">{reason}</p>}
      <p className="quiet">
        <time dateTime={at}>{formatInstant(at, zone)}</time>
      </p>
      {recordedLater(at, recordedAt) && (
        <p className="quiet">
          Recorded <time dateTime={recordedAt}>{formatInstant(recordedAt, zone)}</time>
        </p>
      )}
    </li>
  );
};

/** What was brought over from elsewhere happened long before it was written down. */
const recordedLater = (at: Instant, recordedAt: Instant): boolean => Date.parse(recordedAt) - Date.parse(at) > 60_000;
