import type { Chapter } from '@careconnect/platform/openapi/described.ts';
import { instant, object, orNull, type Shape, text } from '@careconnect/platform/openapi/shape.ts';
import { type Answered, answer } from '../shapes.ts';
import type { ownFeed } from './own-feed.ts';

const feed: Shape<Answered<typeof ownFeed>> = object({ madeAt: orNull(instant, 'Null when there is none.') });

export const calendarApi: Chapter = {
  title: 'Calendars',
  text: 'The visits of an account, for the calendar of whoever it gave the address to.',
  routes: {
    'GET /queries/calendars/:secret.ics': {
      id: 'followCalendar',
      summary: 'The visits of an account as iCalendar (RFC 5545)',
      detail:
        'For whoever has the address, without signing in. The last 30 days and all that lies ahead; what was cancelled is told for 30 days. No patient is named.',
      answers: {
        200: {
          ...{ means: 'The calendar.', shape: text(), type: 'text/calendar' },
          headers: ['ETag', 'Cache-Control'],
        },
      },
      refuses: ['not-found'],
    },
    'GET /queries/me/calendar-feed': {
      id: 'showCalendarFeed',
      summary: 'Whether the account has a calendar feed',
      detail: 'Its address was shown when it was made, and is never shown again.',
      answers: answer('Since when.', feed),
    },
  },
};
