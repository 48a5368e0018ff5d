import type { VisitType } from '@careconnect/domain/doctor/events.ts';
import type { CalendarDate, Instant } from '@careconnect/domain/event.ts';
import type { VisitTypeId } from '@careconnect/domain/ids.ts';
import { isCalendarDate } from '@careconnect/domain/time/wall.ts';
import type { DoctorDetails } from '../api/answers.ts';
import { type Horizon, within } from './days.ts';

/** What was chosen so far. It stands in the address, so it survives a reload, signing in and the back button. */
export type Choice = {
  visitTypeId: VisitTypeId | undefined;
  date: CalendarDate | undefined;
  startsAt: Instant | undefined;
};

/** Whatever the address says that cannot be is as if it were not there. */
export const choiceIn = (params: URLSearchParams, offered: readonly VisitType[], horizon: Horizon): Choice => {
  const visitType = offered.find(({ visitTypeId }) => visitTypeId === params.get('visit')) ?? offered[0];
  const date = params.get('date') ?? '';
  const startsAt = params.get('at') ?? '';
  const known = isCalendarDate(date) && within(date, horizon);
  return {
    visitTypeId: visitType?.visitTypeId,
    date: known ? date : undefined,
    startsAt: known && !Number.isNaN(Date.parse(startsAt)) ? startsAt : undefined,
  };
};

/** Another visit type or day lets go of what was chosen below it. */
export const choose = (choice: Choice, change: Partial<Choice>): Choice => {
  const startsAt = 'startsAt' in change ? change.startsAt : undefined;
  return { ...choice, ...change, startsAt };
};

export const paramsOf = ({ visitTypeId, date, startsAt }: Choice): Record<string, string> => ({
  ...(visitTypeId ? { visit: visitTypeId } : {}),
  ...(date ? { date } : {}),
  ...(startsAt ? { at: startsAt } : {}),
});

/** What the choosing of day and time goes by. */
export type WhenProps = {
  doctor: DoctorDetails;
  visitType: VisitType;
  horizon: Horizon;
  choice: Choice;
  change: (change: Partial<Choice>) => void;
};
