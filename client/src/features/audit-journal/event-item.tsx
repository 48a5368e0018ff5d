import { isUuid } from '@careconnect/domain/ids.ts';
import { dayInStream } from '@careconnect/domain/streams.ts';
import { formatInstant } from '@careconnect/domain/time/format.ts';
import { Link } from 'react-router';
import type { JournalEvent } from '../../journal/answers.ts';
import { byWhom, dataText, sentenceOf, shortId } from '../../journal/wording.ts';
import { zoneHere } from '../../parts/here.ts';
import { addressOf } from './filters.ts';

export const EventItem = ({ event }: { event: JournalEvent }) => {
  const { type, recordedAt, actor, stream, revision, correlationId, imported, data } = event;
  const when = recordedAt && formatInstant(recordedAt, zoneHere());
  const which = ` of “${sentenceOf(type)}”${when ? `, ${when}` : ''}`;
  const { appointmentId } = data;
  const day = dayInStream(stream);
  return (
    <li className="card">
      <h2>{sentenceOf(type)}</h2>
      <p>
        {when && recordedAt && <time dateTime={recordedAt}>{when}</time>}, {byWhom(actor)}
        {actor && (
          <>
            {' '}
            <Link to={addressOf({ actorId: actor.userId })} aria-label={`All that the account ${actor.userId} did`}>
              {shortId(actor.userId)}
            </Link>
          </>
        )}
        {imported && ', brought in from elsewhere'}
      </p>
      <p className="links">
        {isUuid(appointmentId) && (
          <>
            <Link to={`/appointments/${appointmentId}`}>
              The appointment<span className="only-read">{which}</span>
            </Link>
            <Link to={addressOf({ subject: appointmentId })}>
              All about it<span className="only-read">{which}</span>
            </Link>
          </>
        )}
        {day && (
          <Link to={`/audit/days/${day.doctorId}/${day.date}?at=${revision}`}>
            The day after it<span className="only-read">{which}</span>
          </Link>
        )}
        <Link to={addressOf({ stream })}>
          Its stream<span className="only-read">{which}</span>
        </Link>
        {correlationId && (
          <Link to={addressOf({ correlationId })}>
            What came of the same request<span className="only-read">{which}</span>
          </Link>
        )}
      </p>
      <details className="choices">
        <summary>
          What it holds<span className="only-read">{which}</span>
        </summary>
        <pre className="data">{dataText(data)}</pre>
        <p className="quiet">
          Revision {revision} of {stream}
        </p>
      </details>
    </li>
  );
};
