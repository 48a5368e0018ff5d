import type { CalendarDate } from '@careconnect/domain/event.ts';
import type { DoctorId } from '@careconnect/domain/ids.ts';
import { doctorDayStream } from '@careconnect/domain/streams.ts';
import type { Page } from '../../api/answers.ts';
import { api, paged } from '../../api/api.ts';
import type { JournalEvent } from '../../journal/answers.ts';
import type { ReplayedDay } from './answers.ts';

export type Day = { doctorId: DoctorId; date: CalendarDate };

const replays = api.injectEndpoints({
  endpoints: (build) => ({
    replayedDay: build.query<ReplayedDay, Day & { at: number | undefined }>({
      query: ({ doctorId, date, at }) => ({ url: `queries/journal/days/${doctorId}/${date}`, params: { at } }),
    }),
    dayEvents: build.infiniteQuery<Page<JournalEvent>, Day, string>({
      infiniteQueryOptions: paged,
      query: ({ queryArg: { doctorId, date }, pageParam }) => ({
        url: 'queries/journal',
        params: { stream: doctorDayStream(doctorId, date), after: pageParam || undefined, limit: 50 },
      }),
    }),
  }),
});

export const { useReplayedDayQuery, useDayEventsInfiniteQuery } = replays;
