import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { itemsOf } from '../../api/api.ts';
import { useSending } from '../../forms/use-sending.ts';
import { Fetched } from '../../parts/fetched.tsx';
import { More } from '../../parts/more.tsx';
import { News } from '../../parts/news.tsx';
import { Page } from '../../parts/page.tsx';
import { Unsent } from '../../parts/unsent.tsx';
import { type DeadLetterState, deadLetterStates, useDeadLettersInfiniteQuery, useReplayAllMutation } from './api.ts';
import { DeadLetterItem } from './dead-letter-item.tsx';

const groups: Record<DeadLetterState, string> = {
  waiting: 'To decide',
  replayed: 'Sent again',
  dismissed: 'Set aside',
};

/** Messages that were given up, and what is to become of them. */
export const DeadLettersPage = () => {
  const [params] = useSearchParams();
  const asked = params.get('state');
  const state = deadLetterStates.find((each) => each === asked) ?? 'waiting';
  const [done, setDone] = useState('');
  return (
    <Page
      title="Dead letters"
      lead={
        <p>
          Messages that somebody could not handle, however often it was tried. Mend the cause first, then send them
          again: what they lead to happens once. <Link to="/system">See the system</Link>
        </p>
      }
    >
      <nav aria-label="What became of them" className="tabs">
        {deadLetterStates.map((each) => (
          <Link key={each} to={`?state=${each}`} aria-current={each === state ? 'page' : undefined}>
            {groups[each]}
          </Link>
        ))}
      </nav>
      <News text={done} />
      <List key={state} state={state} onDone={setDone} />
    </Page>
  );
};

const List = ({ state, onDone }: { state: DeadLetterState; onDone: (news: string) => void }) => {
  const answer = useDeadLettersInfiniteQuery(state, { refetchOnMountOrArgChange: true });
  const items = itemsOf(answer.currentData);
  const queues = state === 'waiting' ? [...new Set(items.map(({ queue }) => queue))] : [];
  return (
    <>
      <Fetched answer={answer} what="dead letters" lines={6}>
        {() =>
          items.length === 0 ? (
            <p className="empty">There is none.</p>
          ) : (
            <>
              {queues.map((queue) => (
                <ReplayAll key={queue} queue={queue} onDone={onDone} />
              ))}
              <ul className="cards">
                {items.map((letter) => (
                  <DeadLetterItem key={letter.deadLetterId} letter={letter} onDone={onDone} />
                ))}
              </ul>
            </>
          )
        }
      </Fetched>
      <More list={answer} what="dead letters" />
    </>
  );
};

const ReplayAll = ({ queue, onDone }: { queue: string; onDone: (news: string) => void }) => {
  const [replayAll] = useReplayAllMutation();
  const { busy, problem, send } = useSending({});
  const press = () =>
    send({}, async () => {
      const { replayed } = await replayAll(queue).unwrap();
      onDone(`${replayed} sent again to ${queue}. Those that fail once more come back here.`);
    });
  return (
    <>
      <Unsent problem={problem} />
      <p className="buttons">
        <button type="button" aria-disabled={busy} onClick={() => busy || press()}>
          {busy ? 'Sending…' : `Send all of ${queue} again`}
        </button>
      </p>
    </>
  );
};
