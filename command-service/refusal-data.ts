import { statuses } from '@careconnect/domain/day/events.ts';
import type { RefusalCode, Refusals } from '@careconnect/domain/refusal.ts';
import {
  calendarDate,
  clockTime,
  id,
  instant,
  integer,
  list,
  named,
  object,
  oneOf,
  type Plain,
  type Shape,
  text,
} from '@careconnect/platform/openapi/shape.ts';

const nothing = null;
const status = oneOf(...statuses);
const weekday = oneOf(1, 2, 3, 4, 5, 6, 7);
const slotTime = named('SlotTime', object({ startsAt: instant, endsAt: instant, time: clockTime }));
const nearest = list(slotTime, 'The nearest free times, in order of time.');

/** What a refusal tells the caller to do better, as its problem details show it. A new one does not compile until it stands here. */
export const refusalData: {
  readonly [Code in RefusalCode]: keyof Refusals[Code] extends never ? null : Shape<Plain<Refusals[Code]>>;
} = {
  'asked-differently': nothing,

  'slot-taken': object({ startsAt: instant, nearest }),
  'no-free-slot': object({ date: calendarDate, slots: integer('How many the day has, free or not.') }),
  'outside-working-hours': object({ date: calendarDate, nearest }),
  'in-the-past': object({ startsAt: instant, nearest }),
  'too-soon': object({ earliest: instant, nearest }),
  'too-far-ahead': object({ latest: calendarDate }),
  'gap-too-short': object({ startsAt: instant, nearest }),
  'within-buffer': object({ startsAt: instant, nearest }),
  'time-blocked': object({ startsAt: instant, nearest }),
  'public-holiday': object({ date: calendarDate, holiday: text('Its name.') }),
  'day-cap-reached': object({ date: calendarDate, most: integer() }),
  'crosses-midnight': object({ date: calendarDate, nearest }),
  'no-such-visit-type': object({ offered: list(object({ visitTypeId: id, name: text() })) }),

  'appointment-not-found': nothing,
  'appointment-moved': object({ to: object({ doctorId: id, date: calendarDate, time: clockTime }) }),
  'wrong-status': object({ appointmentStatus: status, needed: list(status) }),
  'not-yet': object({ from: instant }),
  'already-checked-in': object({ checkedInAt: instant }),
  'already-on-this-day': object({ time: clockTime }),
  'move-overtaken': nothing,
  'move-under-way': nothing,
  'override-is-for-staff': nothing,
  'reason-missing': nothing,
  'claim-given-up': nothing,
  'not-cancellable': object({ appointmentStatus: status }),
  'cancellation-cut-off-passed': object({ until: instant }),

  'patient-is-elsewhere': object({ visits: list(object({ startsAt: instant, endsAt: instant })) }),
  'open-visits-cap-reached': object({ most: integer() }),

  'ends-before-it-begins': object({ from: text('A time, or a date.'), to: text() }),
  'too-many-days': object({ most: integer() }),
  'absence-not-found': nothing,
  'appointments-inside': object({
    appointments: list(
      object({ appointmentId: id, date: calendarDate, time: clockTime, startsAt: instant, endsAt: instant, status }),
    ),
  }),

  'payment-not-found': nothing,
  'already-paid': nothing,
  'payment-withdrawn': nothing,
  'payment-overdue': object({ until: instant }),
  'no-refund-due': nothing,
  'refund-under-way': object({ since: instant }),
  'already-refunded': object({ reference: text('By what it is found again.') }),
  'refund-came-back': object({ reference: text('Of the refund that came back.') }),

  'not-completed': object({ appointmentStatus: status }),
  'already-rated': nothing,

  'open-appointments': object({
    appointments: list(
      object({
        ...{ appointmentId: id, patientId: id, doctorId: id, date: calendarDate, startsAt: instant, endsAt: instant },
      }),
    ),
  }),

  'doctor-not-found': nothing,
  'already-valid': object({ earliest: calendarDate }),
  'no-public-holiday': object({ date: calendarDate }),
  'windows-overlap': object({ window: object({ weekday, from: clockTime, to: clockTime }) }),

  'patient-not-found': nothing,
  'born-in-the-future': object({ latest: calendarDate }),

  'email-taken': nothing,
  'registration-abandoned': nothing,
  'user-not-found': nothing,
  'link-used-up': nothing,
  'password-changed': nothing,
  'own-account': nothing,
  'second-factor-enabled': nothing,
  'code-not-good': nothing,

  'session-not-found': nothing,
  'session-over': nothing,
};
