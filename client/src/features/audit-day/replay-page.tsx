import type { CalendarDate } from '@careconnect/domain/event.ts';
import { type DoctorId, isUuid } from '@careconnect/domain/ids.ts';
import { formatDate, formatInstant } from '@careconnect/domain/time/format.ts';
import { isCalendarDate } from '@careconnect/domain/time/wall.ts';
import { Link, useParams, useSearchParams } from 'react-router';
import { isMissing } from '../../api/problem.ts';
import { byWhom, sentenceOf } from '../../journal/wording.ts';
import { Fetched } from '../../parts/fetched.tsx';
import { zoneHere } from '../../parts/here.ts';
import { Page } from '../../parts/page.tsx';
import type { ReplayedDay } from './answers.ts';
import { type Day, useReplayedDayQuery } from './api.ts';
import { sentencesOf } from './changes.ts';
import { DayState } from './day-state.tsx';
import { EventList } from './event-list.tsx';
import { Stepper } from './stepper.tsx';

/** A doctor's day as it stood after any of its events. Which one stands in the address. */
export const ReplayPage = () => {
  const { doctorId = '', date = '' } = useParams();
  if (!isUuid(doctorId) || !isCalendarDate(date)) return <NoSuchDay />;
  return <Replay key={`${doctorId} ${date}`} doctorId={doctorId.toLowerCase() as DoctorId} date={date} />;
};

const Replay = ({ doctorId, date }: Day) => {
  const [params, setParams] = useSearchParams();
  const at = revisionIn(params.get('at'));
  const answer = useReplayedDayQuery({ doctorId, date, at }, { refetchOnMountOrArgChange: true });
  if (isMissing(answer.error)) return <NoSuchDay date={date} />;
  // What is shown stays until the next is there: the focus must not fall off the stepper.
  const { data } = answer;
  const shown = data && Math.min(at ?? Number.POSITIVE_INFINITY, data.events - 1);
  const step = (to: number) => setParams({ at: String(to) }, { replace: true });
  return (
    <Page title="The day, replayed" lead={<Lead doctorId={doctorId} date={date} />}>
      {data && shown !== undefined && <Stepper at={shown} events={data.events} onStep={step} />}
      <div className="two-columns">
        <div>
          <Fetched answer={{ ...answer, currentData: data }} what="the day" lines={6}>
            {(day) => (
              <>
                <LastEvent day={day} />
                <Chain chain={day.chain} />
                <DayState day={day} />
              </>
            )}
          </Fetched>
        </div>
        <EventList day={{ doctorId, date }} at={shown} onChoose={step} />
      </div>
    </Page>
  );
};

const revisionIn = (text: string | null): number | undefined =>
  /^\d{1,9}$/.test(text ?? '') ? Number(text) : undefined;

const Lead = ({ doctorId, date }: Day) => (
  <p>
    {formatDate(date as CalendarDate)}, of <Link to={`/doctors/${doctorId}`}>this doctor</Link>, as it stood after each
    of its events.
  </p>
);

const LastEvent = ({ day: { event, events, changed } }: { day: ReplayedDay }) => {
  const sentences = sentencesOf(changed);
  if (!event) return <p role="status">Before the first event.</p>;
  const { type, revision, recordedAt, actor } = event;
  return (
    <div role="status" className="card">
      <h2>
        Event {revision + 1} of {events}: {sentenceOf(type)}
      </h2>
      <p>
        {recordedAt && <time dateTime={recordedAt}>{formatInstant(recordedAt, zoneHere())}</time>}, {byWhom(actor)}
      </p>
      {sentences.length === 0 ? (
        <p>Nothing that is seen on the day is another by it.</p>
      ) : (
        <ul>
          {sentences.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
    </div>
  );
};

const Chain = ({ chain }: { chain: ReplayedDay['chain'] }) =>
  chain.holds ? (
    <div className="notice notice-good">
      <p>The chain of hashes holds from the first event to here.</p>
    </div>
  ) : (
    <div className="notice notice-wrong" role="alert">
      <p className="notice-title">
        The chain of hashes breaks at event {chain.revision + 1}: {sentenceOf(chain.type)}
      </p>
      <p>Of it: {chain.why}. What nobody vouches for is not replayed.</p>
    </div>
  );

const NoSuchDay = ({ date }: { date?: string }) => (
  <Page title="There is nothing to replay">
    <p>
      {date ? `Nothing has ever happened on ${formatDate(date)} with this doctor.` : 'The address names no day.'}{' '}
      <Link to="/audit">To the journal</Link>
    </p>
  </Page>
);
