import type { Instant } from '@careconnect/domain/event.ts';
import type { FeedbackId } from '@careconnect/domain/ids.ts';
import type { Page } from '../../api/answers.ts';
import { api, paged } from '../../api/api.ts';
import type { Certified } from '../../personal-data/api.ts';

/** Its words are empty once whoever wrote it is erased. */
export type Message = {
  feedbackId: FeedbackId;
  comments: string | null;
  email: string | null;
  name: string | null;
  givenAt: Instant;
};

const messages = api.injectEndpoints({
  endpoints: (build) => ({
    messages: build.infiniteQuery<Page<Message>, void, string>({
      infiniteQueryOptions: paged,
      query: ({ pageParam }) => ({ url: 'queries/feedback', params: { after: pageParam || undefined, limit: 20 } }),
      providesTags: ['Message'],
    }),
    eraseContact: build.mutation<Certified, string>({
      query: (email) => ({ url: 'commands/contacts/erasure', method: 'POST', body: { email } }),
      invalidatesTags: ['Message'],
    }),
  }),
});

export const { useMessagesInfiniteQuery, useEraseContactMutation } = messages;
