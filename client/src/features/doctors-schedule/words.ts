import type { Window } from '@careconnect/domain/doctor/events.ts';
import type { Hours } from '@careconnect/domain/doctor/plan.ts';
import { formatDate } from '@careconnect/domain/time/format.ts';
import type { BlockedTime } from '../../api/answers.ts';
import { weekdays } from '../../doctors/wording.ts';

/** "Tuesday 09:00 to 12:00" */
export const windowText = ({ weekday, from, to }: Window): string => `${weekdays[weekday - 1]} ${from} to ${to}`;

export const inOrder = (windows: readonly Window[]): Window[] =>
  [...windows].sort((a, b) => a.weekday - b.weekday || a.from.localeCompare(b.from));

/** "From Tuesday, 1 December 2026: Monday 09:00 to 12:00, Monday 14:00 to 17:00" */
export const hoursText = ({ from, windows }: Hours): string =>
  `${from === null ? 'Hours' : `From ${formatDate(from)}`}: ${inOrder(windows).map(windowText).join(', ') || 'none'}`;

/** "Tuesday, 24 November 2026 to Friday, 27 November 2026 (4 days), all day" */
export const blockedText = ({ firstDate, lastDate, days, from, to }: BlockedTime): string => {
  const when =
    days === 1 ? formatDate(firstDate) : `${formatDate(firstDate)} to ${formatDate(lastDate)} (${days} days)`;
  return `${when}, ${from === '00:00' && to === '24:00' ? 'all day' : `${from} to ${to}`}`;
};
