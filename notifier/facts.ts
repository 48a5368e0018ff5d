import { assertNever } from '@careconnect/domain/assert-never.ts';
import type { AppointmentStatus, By } from '@careconnect/domain/day/events.ts';
import type { BookingPolicy, VisitType } from '@careconnect/domain/doctor/events.ts';
import { instantOf, millisecondsOf, minute } from '@careconnect/domain/time/wall.ts';
import type { Pool } from 'pg';
import { accountFacts } from './account-facts.ts';
import type { LetterDue, VisitLetterDue } from './letter-due.ts';
import type { Facts, VisitFacts } from './letters/letter.ts';
import type { Links } from './links.ts';

export type FactsOrNot = { address: string; facts: Facts } | { not: string };

type Row = {
  address: string | null;
  name: string;
  patientName: string;
  doctorName: string;
  specialization: string;
  clinicAddress: string;
  status: AppointmentStatus;
  visitType: VisitType | null;
  policy: BookingPolicy | null;
  cancelledBy: By | null;
  cancelReason: string | null;
};

export type GatherFacts = (due: LetterDue) => Promise<FactsOrNot>;

/** Names and addresses come from the read models, at the moment of writing, and are kept nowhere else. */
export const gatherFacts =
  (pool: Pool, links: Links, now: () => Date = () => new Date()): GatherFacts =>
  async (due) => {
    if (due.requestId !== null) return accountFacts(pool, links, now(), due);
    const { rows } = await pool.query<Row>({ name: 'letter-facts', text: query, values: [due.appointmentId] });
    return rows[0] ? factsOf(due, rows[0], links.appointments) : { not: 'the appointment is not known' };
  };

const query = `
  SELECT u.email AS address, u.name, p.first_name || ' ' || p.last_name AS "patientName", du.name AS "doctorName",
         doc.specialization, doc.address AS "clinicAddress", a.status, d.visit_type AS "visitType", d.policy,
         d.cancelled_by AS "cancelledBy", d.cancel_reason AS "cancelReason"
  FROM appointments a
    JOIN read.appointment_details d USING (appointment_id)
    JOIN app_users u ON u.user_id = a.user_id
    JOIN patients p ON p.patient_id = a.patient_id
    JOIN doctors doc ON doc.doctor_id = a.doctor_id
    JOIN app_users du ON du.user_id = a.doctor_id
  WHERE a.appointment_id = $1`;

const factsOf = (
  due: VisitLetterDue,
  row: Row,
  page: string,
): { address: string; facts: VisitFacts } | { not: string } => {
  const { visitType, policy, address } = row;
  // Whoever was erased has none any more.
  if (!address?.includes('@')) return { not: 'the account has no address' };
  if (!visitType || !policy) return { not: 'the appointment is not wholly known' };
  const { userId, date, time, zone, startsAt } = due.event;
  const common = {
    recipient: { userId, name: row.name },
    patientName: row.patientName,
    doctor: { name: row.doctorName, specialization: row.specialization, address: row.clinicAddress },
    visit: visitType,
    moment: { date, time, zone, startsAt },
    page,
  };
  switch (due.kind) {
    case 'confirmation': {
      if (row.status === 'CANCELLED') return { not: 'the appointment was cancelled before the letter was written' };
      const until = instantOf(millisecondsOf(startsAt) - policy.cancellationCutOffMinutes * minute);
      const confirmedAt = 'confirmedAt' in due.event ? due.event.confirmedAt : startsAt;
      return {
        address,
        facts: { ...common, kind: 'confirmation', cancellableUntil: confirmedAt < until ? until : null },
      };
    }
    case 'cancellation':
      if (!row.cancelledBy) return { not: 'the appointment is not cancelled' };
      return { address, facts: { ...common, kind: 'cancellation', by: row.cancelledBy, reason: row.cancelReason } };
    default:
      return assertNever(due.kind);
  }
};
