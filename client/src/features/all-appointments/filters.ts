import { type AppointmentStatus, statuses } from '@careconnect/domain/day/events.ts';
import type { CalendarDate } from '@careconnect/domain/event.ts';
import { isUuid } from '@careconnect/domain/ids.ts';
import { isCalendarDate } from '@careconnect/domain/time/wall.ts';

/** Which appointments are wanted. Undefined is any. */
export type Filters = Readonly<{
  from?: CalendarDate | undefined;
  to?: CalendarDate | undefined;
  status?: AppointmentStatus | undefined;
  doctorId?: string | undefined;
  patientId?: string | undefined;
  userId?: string | undefined;
}>;

/**
 * As the address tells it; what is no filter there is none. An address that does not speak of `from` is about today and what
 * comes after.
 */
export const filtersIn = (params: URLSearchParams, today: CalendarDate): Filters => {
  const date = (name: string) => {
    const told = params.get(name) ?? '';
    return isCalendarDate(told) ? told : undefined;
  };
  const id = (name: string) => {
    const told = params.get(name) ?? '';
    return isUuid(told) ? told.toLowerCase() : undefined;
  };
  return {
    from: params.has('from') ? date('from') : today,
    to: date('to'),
    status: statuses.find((each) => each === params.get('status')),
    doctorId: id('doctorId'),
    patientId: id('patientId'),
    userId: id('userId'),
  };
};

/** The address that tells these. */
export const addressOf = ({ from = '', ...more }: Filters): string => {
  const told = Object.entries(more).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return `/clinic/appointments?${new URLSearchParams([['from', from], ...told])}`;
};
