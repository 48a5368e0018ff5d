import type { AppointmentStatus } from '@careconnect/domain/day/events.ts';
import type { Instant } from '@careconnect/domain/event.ts';
import type { Role } from '@careconnect/domain/user/events.ts';
import type { Pool } from 'pg';
import { keysAfter, lastId, pageOf } from '../reading/page.ts';

export type VisitsWanted = { appointmentId: string; userId: string; role: Role; limit: number; after?: string };

type Row = {
  appointment_id: string;
  doctor_id: string;
  doctor_name: string;
  specialization: string;
  visit_type: string | null;
  date: string;
  zone: string;
  starts_at: Instant;
  status: AppointmentStatus;
  doctor_notes: string | null;
};

/**
 * All visits of the patient whose appointment this is, the latest first: for its doctor, unless it is cancelled, for then nobody
 * is treated by it, and for admins. What
 * a doctor noted is for that doctor alone. Null for everybody else, as if there were no such appointment.
 */
export const patientVisits = async (pool: Pool, { appointmentId, userId, role, limit, after }: VisitsWanted) => {
  const { rows: whose } = await pool.query<{ patient_id: string; user_id: string }>({
    name: 'whose-visits',
    text: `SELECT patient_id, user_id FROM read.appointment_details
            WHERE appointment_id = $1 AND (doctor_id = $2 AND status <> 'CANCELLED' OR $3 = 'ADMIN')`,
    values: [appointmentId, userId, role],
  });
  const [patient] = whose;
  if (!patient) return null;
  const [startsAt, visitId] = keysAfter(after, ['instant', 'id'], ['9999-12-31T00:00:00.000Z', lastId]);
  const values = [patient.user_id, patient.patient_id, userId, startsAt, visitId, limit + 1];
  const { rows } = await pool.query<Row>({ name: 'visits-of-a-patient', text, values });
  return pageOf(rows, limit, ({ starts_at, appointment_id }) => [starts_at, appointment_id], visitOf);
};

const visitOf = (row: Row) => ({
  appointmentId: row.appointment_id,
  doctorId: row.doctor_id,
  doctorName: row.doctor_name,
  specialization: row.specialization,
  visitType: row.visit_type,
  date: row.date,
  zone: row.zone,
  startsAt: row.starts_at,
  status: row.status,
  doctorNotes: row.doctor_notes,
});

// By the account that looks after the patient: it has an index.
const text = `
  SELECT appointment_id, doctor_id, name AS doctor_name, specialization, visit_type->>'name' AS visit_type, date, zone,
         read.iso(starts_at) AS starts_at, status, CASE WHEN doctor_id = $3 THEN doctor_notes END AS doctor_notes
    FROM read.appointment_details visit JOIN doctors USING (doctor_id) JOIN app_users a ON a.user_id = doctor_id
   WHERE visit.user_id = $1 AND patient_id = $2 AND (visit.starts_at, appointment_id) < ($4::timestamptz, $5::uuid)
   ORDER BY visit.starts_at DESC, appointment_id DESC LIMIT $6`;
