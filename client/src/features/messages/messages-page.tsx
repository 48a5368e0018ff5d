import { formatInstant } from '@careconnect/domain/time/format.ts';
import { useState } from 'react';
import { itemsOf } from '../../api/api.ts';
import { Fetched } from '../../parts/fetched.tsx';
import { zoneHere } from '../../parts/here.ts';
import { More } from '../../parts/more.tsx';
import { News } from '../../parts/news.tsx';
import { Page } from '../../parts/page.tsx';
import { type Message, useMessagesInfiniteQuery } from './api.ts';
import { EraseContact } from './erase-contact.tsx';

/** What people wrote to the clinic. */
export const MessagesPage = () => {
  const answer = useMessagesInfiniteQuery(undefined, { refetchOnMountOrArgChange: true });
  const [done, setDone] = useState('');
  return (
    <Page title="Messages" lead={<p>What people wrote to the clinic, latest first.</p>}>
      <News text={done} />
      <Fetched answer={answer} what="messages" lines={4}>
        {(data) =>
          itemsOf(data).length === 0 ? (
            <p>Nobody has written yet.</p>
          ) : (
            <ul className="cards">
              {itemsOf(data).map((message) => (
                <MessageItem key={message.feedbackId} message={message} onDone={setDone} />
              ))}
            </ul>
          )
        }
      </Fetched>
      <More list={answer} what="messages" />
      <EraseContact onDone={setDone} />
    </Page>
  );
};

const zone = zoneHere();

type ItemProps = { message: Message; onDone: (news: string) => void };

const MessageItem = ({ message: { comments, email, name, givenAt }, onDone }: ItemProps) => (
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
    {email && <EraseContact email={email} onDone={onDone} />}
  </li>
);
