import { itemsOf } from '../../api/api.ts';
import { LetterItem } from '../../letters/letter-item.tsx';
import { Fetched } from '../../parts/fetched.tsx';
import { More } from '../../parts/more.tsx';
import { Page } from '../../parts/page.tsx';
import { useMyLettersInfiniteQuery } from './api.ts';

/** What was written to the account, and what became of it. */
export const MyLettersPage = () => {
  const answer = useMyLettersInfiniteQuery(undefined, { refetchOnMountOrArgChange: true });
  return (
    <Page
      title="My letters"
      lead={<p>What was written to you, latest first. What a letter said is in your mailbox only.</p>}
    >
      <Fetched answer={answer} what="letters" lines={6}>
        {(data) =>
          itemsOf(data).length === 0 ? (
            <p className="empty">Nothing was written to you yet.</p>
          ) : (
            <ul className="cards">
              {itemsOf(data).map((letter) => (
                <LetterItem key={letter.letterId} letter={letter} />
              ))}
            </ul>
          )
        }
      </Fetched>
      <More list={answer} what="letters" />
    </Page>
  );
};
