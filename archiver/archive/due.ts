import type { AppointmentId, DoctorId } from '@careconnect/domain/ids.ts';
import type { Task } from '@careconnect/domain/processes/task.ts';
import type { Pool } from 'pg';

type Row = { doctorId: DoctorId; date: string; appointmentIds: AppointmentId[] };

const mostAtOnce = 2_000;

/** The appointments whose time to be archived has come, oldest first, day by day. */
export const dueForArchive = async (pool: Pool, keptDays: number): Promise<Task[]> => {
  const { rows } = await pool.query<Row>({ name: 'due-for-archive', text, values: [keptDays, mostAtOnce] });
  return rows.map((day) => ({ is: 'ArchiveAppointments', ...day, keptDays }));
};

const text = `
  SELECT doctor_id AS "doctorId", date, array_agg(appointment_id::text ORDER BY appointment_id) AS "appointmentIds"
    FROM (SELECT doctor_id, date, appointment_id FROM read.appointment_details
           WHERE closed AND archived_at IS NULL AND ends_at < now() - make_interval(days => $1)
           ORDER BY ends_at, appointment_id LIMIT $2) AS due
   GROUP BY doctor_id, date ORDER BY date, doctor_id`;
