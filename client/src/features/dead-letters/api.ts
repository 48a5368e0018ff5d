import type { Instant } from '@careconnect/domain/event.ts';
import type { UserId } from '@careconnect/domain/ids.ts';
import type { Page } from '../../api/answers.ts';
import { api, paged } from '../../api/api.ts';

export const deadLetterStates = ['waiting', 'replayed', 'dismissed'] as const;
export type DeadLetterState = (typeof deadLetterStates)[number];

/** A message that was given up. */
export type DeadLetter = {
  deadLetterId: string;
  /** Where it died. */
  queue: string;
  routingKey: string;
  /** The stream that it tells of. */
  subject: string | null;
  attempts: number;
  reason: string;
  diedAt: Instant;
  state: DeadLetterState;
  decided: { by: { userId: UserId; name: string | null }; at: Instant; note: string | null } | null;
};

const deadLetters = api.injectEndpoints({
  endpoints: (build) => ({
    deadLetters: build.infiniteQuery<Page<DeadLetter>, DeadLetterState | undefined, string>({
      infiniteQueryOptions: paged,
      query: ({ queryArg: state, pageParam }) => ({
        url: 'queries/dead-letters',
        params: { state, after: pageParam || undefined, limit: 20 },
      }),
      providesTags: ['DeadLetter'],
    }),
    replay: build.mutation<{ state: DeadLetterState }, string>({
      query: (id) => ({ url: `admin/dead-letters/${id}/replay`, method: 'POST', body: {} }),
      invalidatesTags: ['DeadLetter'],
    }),
    replayAll: build.mutation<{ replayed: number }, string>({
      query: (queue) => ({ url: 'admin/dead-letters/replay', method: 'POST', body: { queue } }),
      invalidatesTags: ['DeadLetter'],
    }),
    dismiss: build.mutation<{ state: DeadLetterState }, { id: string; note: string }>({
      query: ({ id, note }) => ({ url: `admin/dead-letters/${id}/dismissal`, method: 'POST', body: { note } }),
      invalidatesTags: ['DeadLetter'],
    }),
  }),
});

export const { useDeadLettersInfiniteQuery, useReplayMutation, useReplayAllMutation, useDismissMutation } = deadLetters;
