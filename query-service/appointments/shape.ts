import { statuses } from '@careconnect/domain/day/events.ts';
import { actions } from '@careconnect/domain/day/possible.ts';
import { ratings } from '@careconnect/domain/feedback/events.ts';
import { roles } from '@careconnect/domain/user/events.ts';
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
  optional,
  orNull,
  type Plain,
  type Shape,
  text,
  yesOrNo,
  zone,
} from '@careconnect/platform/openapi/shape.ts';
import { payment } from '../payments/shape.ts';
import { money, visitType } from '../shapes.ts';
import type { appointmentOf } from './appointment.ts';

/** An appointment as all lists show it. */
export const appointment: Shape<Plain<ReturnType<ReturnType<typeof appointmentOf>>>> = named(
  'Appointment',
  object({
    appointmentId: id,
    doctorId: id,
    doctorName: text(),
    specialization: text(),
    address: text(),
    patientId: id,
    patientName: text(),
    visitType: orNull(visitType),
    date: calendarDate,
    time: clockTime,
    zone,
    startsAt: instant,
    endsAt: instant,
    status: oneOf(...statuses),
    notes: orNull(text()),
    expiresAt: orNull(instant, 'While it waits for an answer or a payment: until when.'),
    checkedInAt: orNull(instant),
    possible: list(oneOf(...actions), 'What whoever asks may do with it now.'),
    cancellable: object(
      { allowed: yesOrNo(), until: orNull(instant, 'Null when nothing runs out.') },
      'Whether whoever asks may cancel it now.',
    ),
    payment: optional(payment),
    refundable: optional(
      object(
        { patient: money, clinic: money },
        'What would go back of what was paid in advance, were it cancelled now: by whom it is withdrawn.',
      ),
    ),
    rated: optional(
      object(
        { rating: oneOf(...ratings), comments: orNull(text()), at: orNull(instant) },
        'How the visit was, in the words of the patient.',
      ),
    ),
    cancelled: optional(
      object(
        {
          ...{ by: oneOf(...roles, 'POLICY'), at: orNull(instant), reason: orNull(text()) },
          refundPercent: orNull(integer(), 'Of what was paid in advance; null where that is not the question.'),
        },
        'Where it was.',
      ),
    ),
  }),
);
