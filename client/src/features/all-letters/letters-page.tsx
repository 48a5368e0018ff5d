import { isUuid, type UserId } from '@careconnect/domain/ids.ts';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { itemsOf } from '../../api/api.ts';
import { useIntention } from '../../forms/intention.ts';
import { useSending } from '../../forms/use-sending.ts';
import { type Letter, type LetterState, letterStates } from '../../letters/answers.ts';
import { LetterItem } from '../../letters/letter-item.tsx';
import { letterStateWords, subjectOf } from '../../letters/outcome.ts';
import { Fetched } from '../../parts/fetched.tsx';
import { More } from '../../parts/more.tsx';
import { News } from '../../parts/news.tsx';
import { Page } from '../../parts/page.tsx';
import { Unsent } from '../../parts/unsent.tsx';
import { type LettersAsked, useLettersInfiniteQuery, useResendMutation } from './api.ts';

/** The ledger of letters, for admins: everybody's, or one account's. */
export const LettersPage = () => {
  const [params] = useSearchParams();
  const state = letterStates.find((each) => each === params.get('state'));
  const to = params.get('to');
  const userId = isUuid(to) ? (to as UserId) : undefined;
  const [done, setDone] = useState('');
  const at = (state?: LetterState) =>
    `/clinic/letters?${new URLSearchParams({ ...(state && { state }), ...(userId && { to: userId }) })}`;
  return (
    <Page title="Letters" lead={<p>What was written, latest first. What a letter said is kept nowhere.</p>}>
      <nav aria-label="What became of them" className="tabs">
        <Link to={at()} aria-current={state ? undefined : 'page'}>
          All
        </Link>
        {letterStates.map((each) => (
          <Link key={each} to={at(each)} aria-current={each === state ? 'page' : undefined}>
            {letterStateWords[each]}
          </Link>
        ))}
      </nav>
      {userId && (
        <p>
          Those to one account only. <Link to="/clinic/letters">Show everybody’s</Link>
        </p>
      )}
      <News text={done} />
      <List key={`${state} ${userId}`} asked={{ state, userId }} onDone={setDone} />
    </Page>
  );
};

const lookAgainMs = 2_000;

const List = ({ asked, onDone }: { asked: LettersAsked; onDone: (news: string) => void }) => {
  const seen = useLettersInfiniteQuery(asked, { refetchOnMountOrArgChange: true });
  const [wanted, setWanted] = useState<readonly Letter[]>([]);
  const underWay = itemsOf(seen.currentData).some(
    ({ letterId, resends, state, reason }) =>
      (state === 'due' && reason === null) ||
      wanted.some((before) => before.letterId === letterId && before.resends === resends),
  );
  // Looks again as long as something is to come of one.
  const answer = useLettersInfiniteQuery(asked, underWay ? { pollingInterval: lookAgainMs } : {});
  return (
    <>
      <Fetched answer={answer} what="letters" lines={6}>
        {(data) =>
          itemsOf(data).length === 0 ? (
            <p className="empty">There is no such letter.</p>
          ) : (
            <ul className="cards">
              {itemsOf(data).map((letter) => (
                <LetterItem key={letter.letterId} letter={letter}>
                  <p>
                    To <Link to={`/clinic/letters?to=${letter.to.userId}`}>{letter.to.name ?? 'an erased person'}</Link>
                  </p>
                  {letter.state !== 'due' && (
                    <SendAgain letter={letter} onDone={onDone} onSent={() => setWanted([...wanted, letter])} />
                  )}
                </LetterItem>
              ))}
            </ul>
          )
        }
      </Fetched>
      <More list={answer} what="letters" />
    </>
  );
};

type SendAgainProps = { letter: Letter; onDone: (news: string) => void; onSent: () => void };

const SendAgain = ({ letter, onDone, onSent }: SendAgainProps) => {
  const [resend] = useResendMutation();
  const { busy, problem, send } = useSending({});
  const { id, renew } = useIntention();
  const about = `${subjectOf(letter)}, to ${letter.to.name ?? 'an erased person'}`;
  const press = () =>
    send({}, async () => {
      await resend({ letterId: letter.letterId, resendId: id() }).unwrap();
      renew();
      onDone(`${about}: it is written anew and sent again, unless it is not true any more.`);
      onSent();
    });
  return (
    <>
      <Unsent problem={problem} />
      <p className="buttons">
        <button type="button" aria-label={`Send again: ${about}`} aria-disabled={busy} onClick={press}>
          Send again
        </button>
      </p>
    </>
  );
};
