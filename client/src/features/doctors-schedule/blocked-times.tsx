import { useState } from 'react';
import type { BlockedTime, DoctorsSchedule } from '../../api/answers.ts';
import { itemsOf } from '../../api/api.ts';
import type { Problem } from '../../api/problem.ts';
import { wordsForSending } from '../../api/problem-words.ts';
import { Fetched } from '../../parts/fetched.tsx';
import { More } from '../../parts/more.tsx';
import { Setting } from '../../parts/setting.tsx';
import { AbsenceForm } from './absence-form.tsx';
import { useBlockedTimeInfiniteQuery, useUnblockMutation } from './api.ts';
import { blockedText } from './words.ts';

/** Leave, and whatever else is kept free of visits. */
export const BlockedTimes = ({ schedule }: { schedule: DoctorsSchedule }) => {
  const { doctorId, today } = schedule;
  const answer = useBlockedTimeInfiniteQuery(doctorId, { refetchOnMountOrArgChange: true });
  const [saved, setSaved] = useState('');
  const blocked = itemsOf(answer.currentData);
  return (
    <Setting id="blocked" title="Leave and blocked time" saved={saved}>
      <Fetched answer={answer} what="blocked time" lines={2}>
        {() =>
          blocked.length === 0 ? (
            <p className="quiet">No time is blocked.</p>
          ) : (
            <ul className="lines">
              {blocked.map((time) => (
                <BlockedItem
                  key={time.id}
                  time={time}
                  doctorId={doctorId}
                  onFree={() => setSaved('The time can be booked again.')}
                />
              ))}
            </ul>
          )
        }
      </Fetched>
      <More list={answer} what="blocked time" />
      <AbsenceForm doctorId={doctorId} today={today} onBlocked={() => setSaved('The time is blocked.')} />
    </Setting>
  );
};

type ItemProps = { time: BlockedTime; doctorId: DoctorsSchedule['doctorId']; onFree: () => void };

const BlockedItem = ({ time, doctorId, onFree }: ItemProps) => {
  const [unblock, { isLoading, error }] = useUnblockMutation();
  const free = async () => {
    const { error } = await unblock({ doctorId, ...time });
    if (!error) onFree();
  };
  return (
    <li>
      <span>
        {blockedText(time)}
        {time.reason && <span className="quiet"> · {time.reason}</span>}
        {error && <span role="alert"> {wordsForSending(error as Problem).text}</span>}
      </span>
      <button
        type="button"
        aria-disabled={isLoading}
        aria-label={`Remove: ${blockedText(time)}`}
        onClick={() => isLoading || free()}
      >
        {isLoading ? 'Removing…' : 'Remove'}
      </button>
    </li>
  );
};
