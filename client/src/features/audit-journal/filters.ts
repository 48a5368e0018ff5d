import { eventTypes } from '@careconnect/domain/event-types.ts';
import type { EventType } from '@careconnect/domain/events.ts';
import { isUuid } from '@careconnect/domain/ids.ts';
import { streamNames } from '@careconnect/domain/streams.ts';
import { isCalendarDate } from '@careconnect/domain/time/wall.ts';
import { type Role, roles } from '@careconnect/domain/user/events.ts';

/** Which events are wanted; undefined is any. Dates are those of whoever looks, both inclusive. */
export type Filters = Readonly<{
  subject?: string | undefined;
  stream?: string | undefined;
  type?: EventType | undefined;
  actorId?: string | undefined;
  actorRole?: Role | undefined;
  correlationId?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}>;

export const isStream = (text: string): boolean => streamNames.test(text);

/** As the address tells it; what is no filter there is none. */
export const filtersIn = (params: URLSearchParams): Filters => {
  const told = (name: string, fits: (text: string) => boolean) => {
    const text = (params.get(name) ?? '').trim();
    return fits(text) ? text : undefined;
  };
  const id = (name: string) => told(name, isUuid)?.toLowerCase();
  return {
    subject: id('subject'),
    stream: told('stream', isStream),
    type: eventTypes.find((each) => each === params.get('type')),
    actorId: id('actorId'),
    actorRole: roles.find((each) => each === params.get('actorRole')),
    correlationId: id('correlationId'),
    from: told('from', isCalendarDate),
    to: told('to', isCalendarDate),
  };
};

/** The address that tells these. */
export const addressOf = (filters: Filters): string => {
  const told = Object.entries(filters).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return told.length === 0 ? '/audit' : `/audit?${new URLSearchParams(told)}`;
};

/** As the journal is asked: by instants. */
export const askedBy = ({ from, to, ...more }: Filters): Record<string, string | undefined> => ({
  ...more,
  recordedFrom: from && new Date(`${from}T00:00`).toISOString(),
  recordedTo: to && new Date(`${to}T23:59:59.999`).toISOString(),
});
