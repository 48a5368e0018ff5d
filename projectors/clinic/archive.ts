import type { PoolClient } from 'pg';

/**
 * What is archived stands in `archived_appointments` and no longer in `appointments`. What comes late of it has made a row
 * there once more, which holds what is new.
 */
export const moveToArchive = async (client: PoolClient, archived: readonly string[]): Promise<void> => {
  if (archived.length > 0) await client.query({ name: 'archive', text: move, values: [archived] });
};

const move = `
  WITH leaving AS (
    DELETE FROM appointments WHERE appointment_id = ANY ($1::uuid[]) RETURNING *
  )
  INSERT INTO archived_appointments AS known (appointment_id, patient_id, user_id, doctor_id, payment_id, status, notes,
                                              date, time, created_at, updated_at)
  SELECT appointment_id, patient_id, user_id, doctor_id, payment_id, status, notes, date, time, created_at, updated_at
    FROM leaving
  ON CONFLICT (appointment_id) DO UPDATE SET patient_id = excluded.patient_id, user_id = excluded.user_id,
         doctor_id = excluded.doctor_id, payment_id = coalesce(excluded.payment_id, known.payment_id),
         status = excluded.status, notes = coalesce(excluded.notes, known.notes), date = excluded.date,
         time = excluded.time, created_at = least(known.created_at, excluded.created_at),
         updated_at = excluded.updated_at`;
