import { assertNever } from '@careconnect/domain/assert-never.ts';
import type { AppointmentStatus, By } from '@careconnect/domain/day/events.ts';
import type { Ending } from '@careconnect/domain/day/state.ts';
import type { BookingPolicy, VisitType } from '@careconnect/domain/doctor/events.ts';
import type { CalendarDate, Instant, WallTime, Zone } from '@careconnect/domain/event.ts';
import type { EventType } from '@careconnect/domain/events.ts';
import type { Moment } from '@careconnect/domain/time/format.ts';
import { instantOf, millisecondsOf, minute } from '@careconnect/domain/time/wall.ts';
import type { Told } from '@careconnect/schema/messages.ts';
import type { Pool } from 'pg';
import type { AccountKind } from './account-facts.ts';
import type { LetterDue } from './letter-due.ts';
import type { AboutVisit, Facts, Kind } from './letters/letter.ts';
import type { Links } from './links.ts';
import { type FactsOrNot, isOptional, type RecipientRow, recipientColumns, recipientOf } from './recipient.ts';

export type VisitKind = Exclude<Kind, AccountKind | 'agenda'>;

type Row = RecipientRow & {
  patientName: string;
  doctorId: string;
  doctorName: string;
  specialization: string;
  clinicAddress: string;
  status: AppointmentStatus;
  date: CalendarDate;
  time: WallTime;
  zone: Zone;
  startsAt: Instant;
  endsAt: Instant;
  changedAt: Instant;
  visitType: VisitType | null;
  policy: BookingPolicy | null;
  ending: Ending | null;
  endedBy: By | null;
  reason: string | null;
  refundPercent: number | null;
  paid: boolean;
};

type Event = LetterDue['event'];
/** A letter of a kind is written about events of a type. */
const saying = <Type extends EventType>(event: Event) => event as unknown as Told<Type>['event'];

export const visitFacts = async (
  { pool, links }: { pool: Pool; links: Links },
  now: Date,
  kind: VisitKind,
  due: LetterDue,
): Promise<FactsOrNot> => {
  const values = [due.appointmentId, due.userId];
  const { rows } = await pool.query<Row>({ name: 'visit-letter-facts', text: query, values });
  const [row] = rows;
  if (!row) return { not: 'the appointment is not known' };
  const found = recipientOf(due.userId, kind, row);
  if ('not' in found) return found;
  if (!row.visitType || !row.policy) return { not: 'the appointment is not wholly known' };
  const { moment, from } = momentsIn(due.event, row);
  const outdated = outdatedBecause(kind, row, moment, now);
  if (outdated) return { not: outdated };
  const common: AboutVisit = {
    recipient: found.to,
    language: found.to.preferences.language,
    page:
      kind === 'doctor-request' || kind === 'doctor-cancellation'
        ? links.day(row.doctorId, moment.date)
        : links.appointment(due.appointmentId ?? ''),
    decline: isOptional(kind) ? links.decline(kind, due.userId) : null,
    appointmentId: due.appointmentId ?? '',
    changedAt: row.changedAt,
    endsAt: row.endsAt,
    patientName: row.patientName,
    doctor: { name: row.doctorName, specialization: row.specialization, address: row.clinicAddress },
    visit: row.visitType,
    moment,
  };
  return { ...found, facts: factsOf(kind, common, from, due.event, { ...row, policy: row.policy }, now) };
};

const factsOf = (
  kind: VisitKind,
  common: AboutVisit,
  from: Moment,
  event: Event,
  row: Row & { policy: BookingPolicy },
  now: Date,
): Facts => {
  switch (kind) {
    case 'request':
    case 'doctor-request':
      return { ...common, kind, answerBy: saying<'AppointmentRequested'>(event).expiresAt ?? row.startsAt };
    case 'acceptance':
      return { ...common, kind, payBy: saying<'AppointmentAccepted'>(event).expiresAt ?? row.startsAt };
    case 'confirmation':
    case 'reminder': {
      const until = instantOf(millisecondsOf(row.startsAt) - row.policy.cancellationCutOffMinutes * minute);
      return { ...common, kind, cancellableUntil: now.toISOString() < until ? until : null };
    }
    case 'rejection':
    case 'doctor-cancellation':
      return { ...common, kind, ...ended(row) };
    case 'cancellation':
      return { ...common, kind, ...ended(row), refundPercent: row.paid ? row.refundPercent : null };
    case 'rescheduling': {
      const { by } = saying<'AppointmentRescheduled' | 'AppointmentMovedOut'>(event);
      return { ...common, kind, from, by, status: row.status };
    }
    case 'expiry':
      return { ...common, kind, because: saying<'AppointmentExpired'>(event).because };
    case 'receipt': {
      const { amount, completedAt, transactionId } = saying<'PaymentCompleted'>(event);
      return { ...common, kind, amount, at: completedAt, reference: transactionId };
    }
    case 'payment-failure': {
      const { amount, because } = saying<'PaymentFailed'>(event);
      return { ...common, kind, amount, because };
    }
    case 'refund': {
      const { refund, refundedAt, refundId } = saying<'PaymentRefunded'>(event);
      return { ...common, kind, amount: refund, at: refundedAt, reference: refundId };
    }
    case 'rating':
      return { ...common, kind };
    default:
      return assertNever(kind);
  }
};

const ended = ({ endedBy, reason }: Row) => ({ by: endedBy ?? { policy: true as const }, reason });

/** Where the visit is by what the event said, and where it was before; a payment says neither. */
const momentsIn = (event: Event, row: Row): { moment: AboutVisit['moment']; from: Moment } => {
  const { from, to, ...told } = event as Partial<
    AboutVisit['moment'] & { from: Partial<AboutVisit['moment']>; to: AboutVisit['moment'] }
  >;
  const here = { ...momentOf(row), ...told };
  return { moment: momentOf({ ...here, ...to }), from: momentOf({ ...here, ...from }) };
};

const momentOf = ({ date, time, zone, startsAt }: AboutVisit['moment']) => ({ date, time, zone, startsAt });

const endings: Partial<Record<VisitKind, Ending>> = {
  rejection: 'rejected',
  cancellation: 'cancelled',
  'doctor-cancellation': 'cancelled',
  expiry: 'expired',
};

const standing: Partial<Record<VisitKind, readonly AppointmentStatus[]>> = {
  request: ['REQUESTED'],
  'doctor-request': ['REQUESTED'],
  acceptance: ['PENDING'],
  confirmation: ['CONFIRMED', 'COMPLETED'],
  'payment-failure': ['PENDING'],
  reminder: ['CONFIRMED'],
  rating: ['COMPLETED'],
};

/** Letters tell how things stand. When more has happened since, another letter tells of that. */
const outdatedBecause = (kind: VisitKind, row: Row, moment: Moment, now: Date): string | null => {
  const ending = endings[kind];
  if (ending) return row.ending === ending ? null : `the appointment is not ${ending}`;
  // Money that moved is told whatever became of the visit.
  if (kind === 'receipt' || kind === 'refund') return null;
  if (row.status === 'CANCELLED') return 'the appointment was cancelled before the letter was written';
  if (standing[kind] && !standing[kind].includes(row.status))
    return 'the appointment went on before the letter was written';
  if (kind === 'reminder' && now.toISOString() >= row.startsAt) return 'the visit has begun';
  if (row.startsAt !== moment.startsAt) return 'the appointment was moved before the letter was written';
  return null;
};

/** Money may move long after a visit: by then it may be archived. */
const query = `
  WITH a AS (
    SELECT * FROM appointments WHERE appointment_id = $1 UNION ALL SELECT * FROM archived_appointments WHERE appointment_id = $1
  )
  SELECT ${recipientColumns}, p.first_name || ' ' || p.last_name AS "patientName", du.name AS "doctorName",
         doc.specialization, doc.address AS "clinicAddress", a.status,
         d.date::text AS date, a.time, d.zone, read.iso(d.starts_at) AS "startsAt", read.iso(d.ends_at) AS "endsAt",
         read.iso(a.updated_at AT TIME ZONE 'UTC') AS "changedAt",
         d.visit_type AS "visitType", d.policy, d.ending, d.cancelled_by AS "endedBy", d.cancel_reason AS reason,
         d.refund_percent AS "refundPercent", a.payment_id IS NOT NULL AS paid
  FROM a
    JOIN read.appointment_details d USING (appointment_id)
    JOIN app_users u ON u.user_id = $2
    LEFT JOIN read.account_details pref ON pref.user_id = u.user_id
    JOIN patients p ON p.patient_id = a.patient_id
    JOIN doctors doc ON doc.doctor_id = a.doctor_id
    JOIN app_users du ON du.user_id = a.doctor_id`;
