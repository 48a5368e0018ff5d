import { formatInstant } from '@careconnect/domain/time/format.ts';
import { itemsOf } from '../../api/api.ts';
import { Fetched } from '../../parts/fetched.tsx';
import { zoneHere } from '../../parts/here.ts';
import { More } from '../../parts/more.tsx';
import { Page } from '../../parts/page.tsx';
import { type Message, useMessagesInfiniteQuery } from './api.ts';

/** What people wrote to the clinic. */
export const MessagesPage = () => {
  const answer = useMessagesInfiniteQuery(undefined, { refetchOnMountOrArgChange: true });
  return (
    <Page title="Messages" lead={<p>What people wrote to the clinic, latest first.</p>}>
      <Fetched answer={answer} what="messages" lines={4}>
        {(data) =>
          itemsOf(data).length === 0 ? (
            <p>Nobody has written yet.</p>
          ) : (
            <ul className="cards">
              {itemsOf(data).map((message) => (
                <MessageItem key={message.feedbackId} message={message} />
              ))}
            </ul>
          )
        }
      </Fetched>
      <More list={answer} what="messages" />
    </Page>
  );
};

const zone = zoneHere();

const MessageItem = ({ message: { comments, email, name, givenAt } }: { message: Message }) => (
  <li className="card">
    <h2>{name ?? 'Somebody'}</h2>
    <p className="notes">{comments ?? 'Erased'}</p>
    {email && (
      <p>
        <a href={`mailto:${email}`}>{email}</a>
      </p>
    )}
    <p className="quiet">
      <time dateTime={givenAt}>{formatInstant(givenAt, zone)}</time>
    </p>
  </li>
);
