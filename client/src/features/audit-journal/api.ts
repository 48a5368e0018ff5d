import type { Page } from '../../api/answers.ts';
import { api, paged } from '../../api/api.ts';
import type { JournalEvent } from '../../journal/answers.ts';
import { askedBy, type Filters } from './filters.ts';

const journal = api.injectEndpoints({
  endpoints: (build) => ({
    journal: build.infiniteQuery<Page<JournalEvent>, Filters, string>({
      infiniteQueryOptions: paged,
      query: ({ queryArg, pageParam }) => ({
        url: 'queries/journal',
        params: { ...askedBy(queryArg), after: pageParam || undefined, limit: 20 },
      }),
    }),
  }),
});

export const { useJournalInfiniteQuery } = journal;
