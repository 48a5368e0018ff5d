import { Link, useSearchParams } from 'react-router';
import { itemsOf } from '../../api/api.ts';
import { Evidence } from '../../evidence/evidence.tsx';
import { Fetched } from '../../parts/fetched.tsx';
import { More } from '../../parts/more.tsx';
import { Page } from '../../parts/page.tsx';
import { useJournalInfiniteQuery } from './api.ts';
import { EventItem } from './event-item.tsx';
import { FilterForm } from './filter-form.tsx';
import { addressOf, type Filters, filtersIn } from './filters.ts';

/** What has happened, for auditors and admins. What is chosen stands in the address. */
export const JournalPage = () => {
  const [params] = useSearchParams();
  const filters = filtersIn(params);
  const asked = addressOf(filters);
  return (
    <Page
      title="Journal"
      lead={
        <p>What has happened, event by event, the newest first. Nothing is ever changed. Personal data stays sealed.</p>
      }
    >
      <FilterForm key={asked} filters={filters} />
      {asked !== addressOf({}) && (
        <p>
          Only some are shown. <Link to={addressOf({})}>Show everything</Link>
        </p>
      )}
      <List key={`list ${asked}`} filters={filters} />
    </Page>
  );
};

const List = ({ filters }: { filters: Filters }) => {
  const { subject } = filters;
  const answer = useJournalInfiniteQuery(filters, { refetchOnMountOrArgChange: true });
  return (
    <>
      <Fetched answer={answer} what="the journal" lines={8}>
        {(data) => {
          const events = itemsOf(data);
          if (events.length === 0)
            return (
              <p className="empty" role="status">
                {answer.hasNextPage ? 'None so far: there is more to look through.' : 'There is no such event.'}
              </p>
            );
          return (
            <>
              {subject && events.some(({ data }) => data.appointmentId === subject) && (
                <Evidence appointmentId={subject} />
              )}
              <ul className="cards" aria-label="Events">
                {events.map((event) => (
                  <EventItem key={event.position} event={event} />
                ))}
              </ul>
            </>
          );
        }}
      </Fetched>
      <More list={answer} what="events" />
    </>
  );
};
