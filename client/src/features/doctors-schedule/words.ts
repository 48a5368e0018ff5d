import type { Window } from '@careconnect/domain/doctor/events.ts';
import { formatDate } from '@careconnect/domain/time/format.ts';
import type { BlockedTime } from '../../api/answers.ts';

export const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

/** "Tuesday 09:00 to 12:00" */
export const windowText = ({ weekday, from, to }: Window): string => `${weekdays[weekday - 1]} ${from} to ${to}`;

/** "Tuesday, 24 November 2026 to Friday, 27 November 2026 (4 days), all day" */
export const blockedText = ({ firstDate, lastDate, days, from, to }: BlockedTime): string => {
  const when =
    days === 1 ? formatDate(firstDate) : `${formatDate(firstDate)} to ${formatDate(lastDate)} (${days} days)`;
  return `${when}, ${from === '00:00' && to === '24:00' ? 'all day' : `${from} to ${to}`}`;
};
