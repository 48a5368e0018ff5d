import { createApi } from '@reduxjs/toolkit/query/react';
import { renewingAt } from '../session/renewing.ts';
import type { Page } from './answers.ts';
import { askingAt } from './base-query.ts';

/** The one API; every feature injects the endpoints it needs. Invalidated tags are asked for anew at once. */
export const api = createApi({
  reducerPath: 'api',
  baseQuery: askingAt('/', renewingAt('/', window)),
  tagTypes: [
    'Slots',
    'Appointment',
    'Patient',
    'SignedInAt',
    'Me',
    'User',
    'Letter',
    'LetterPreferences',
    'CalendarFeed',
    'Backup',
    'DeadLetter',
    'Message',
    'Schedule',
    'Doctor',
  ],
  refetchOnReconnect: true,
  refetchOnFocus: true,
  endpoints: () => ({}),
});

/** How a list goes on: behind the cursor that its last page named. */
export const paged = {
  initialPageParam: '',
  getNextPageParam: ({ next }: Page<unknown>) => next ?? undefined,
};

/** The items of all pages that were fetched. */
export const itemsOf = <Item>(data: { pages: Page<Item>[] } | undefined): Item[] =>
  data?.pages.flatMap(({ items }) => items) ?? [];
