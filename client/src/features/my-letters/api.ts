import type { Page } from '../../api/answers.ts';
import { api, paged } from '../../api/api.ts';
import type { Letter } from '../../letters/answers.ts';

const mine = api.injectEndpoints({
  endpoints: (build) => ({
    myLetters: build.infiniteQuery<Page<Letter>, void, string>({
      infiniteQueryOptions: paged,
      query: ({ pageParam }) => ({ url: 'queries/me/letters', params: { after: pageParam || undefined, limit: 20 } }),
      providesTags: ['Letter'],
    }),
  }),
});

export const { useMyLettersInfiniteQuery } = mine;
