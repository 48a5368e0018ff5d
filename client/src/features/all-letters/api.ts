import type { LetterId, UserId } from '@careconnect/domain/ids.ts';
import type { Page, Position } from '../../api/answers.ts';
import { api, paged } from '../../api/api.ts';
import type { Letter, LetterState } from '../../letters/answers.ts';

export type LettersAsked = { state: LetterState | undefined; userId: UserId | undefined };

const letters = api.injectEndpoints({
  endpoints: (build) => ({
    letters: build.infiniteQuery<Page<Letter>, LettersAsked, string>({
      infiniteQueryOptions: paged,
      query: ({ queryArg, pageParam }) => ({
        url: 'queries/letters',
        params: { ...queryArg, after: pageParam || undefined, limit: 20 },
      }),
      providesTags: ['Letter'],
    }),
    resend: build.mutation<{ position: Position }, { letterId: LetterId; resendId: string }>({
      query: ({ letterId, resendId }) => ({
        url: `commands/letters/${letterId}/resends/${resendId}`,
        method: 'PUT',
        body: {},
      }),
    }),
  }),
});

export const { useLettersInfiniteQuery, useResendMutation } = letters;
