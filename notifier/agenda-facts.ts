import type { CalendarDate, Zone } from '@careconnect/domain/event.ts';
import type { Pool } from 'pg';
import type { LetterDue } from './letter-due.ts';
import type { FactsOf } from './letters/letter.ts';
import type { Links } from './links.ts';
import { type FactsOrNot, type RecipientRow, recipientColumns, recipientOf } from './recipient.ts';

type Visits = FactsOf['agenda']['visits'];

/** A doctor's visits of one day. */
export const agendaFacts = async (
  { pool, links }: { pool: Pool; links: Links },
  { userId, event }: LetterDue,
): Promise<FactsOrNot> => {
  const { date, zone } = event as { date: CalendarDate; zone: Zone };
  const account = await pool.query<RecipientRow>({ name: 'agenda-recipient', text: recipient, values: [userId] });
  const found = recipientOf(userId, 'agenda', account.rows[0]);
  if ('not' in found) return found;
  const { rows } = await pool.query<Visits[number]>({ name: 'agenda-visits', text: visits, values: [userId, date] });
  if (rows.length === 0) return { not: 'the day has no visits any more' };
  const { language } = found.to.preferences;
  const page = links.day(userId, date);
  const decline = links.decline('agenda', userId);
  return {
    ...found,
    facts: { kind: 'agenda', recipient: found.to, language, page, decline, date, zone, visits: rows },
  };
};

const recipient = `
  SELECT ${recipientColumns} FROM app_users u LEFT JOIN read.account_details pref USING (user_id) WHERE u.user_id = $1`;

// A day on a grid of five minutes has 288 slots.
const visits = `
  SELECT a.time, p.first_name || ' ' || p.last_name AS "patientName",
         coalesce(d.visit_type ->> 'name', '') AS name,
         coalesce((d.visit_type ->> 'minutes')::integer, 0) AS minutes
    FROM read.appointment_details d JOIN appointments a USING (appointment_id) JOIN patients p ON p.patient_id = a.patient_id
   WHERE d.doctor_id = $1 AND d.date = $2 AND a.status IN ('PENDING', 'CONFIRMED')
   ORDER BY d.starts_at LIMIT 300`;
