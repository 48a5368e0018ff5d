import { assertNever } from '@careconnect/domain/assert-never.ts';
import type { FeedbackEvent } from '@careconnect/domain/feedback/events.ts';
import type { PoolClient } from 'pg';
import { placeOf, type Recorded } from '../recorded.ts';
import { records } from '../records.ts';

/** What people wrote: `feedback`, and beside it who wrote it, or which visit it is about and how that was. */
export const projectFeedback = async (client: PoolClient, events: Recorded<FeedbackEvent>[]): Promise<void> => {
  if (events.length === 0) return;
  await client.query({ name: 'feedback', text: insert, values: [records(events.map(rowOf))] });
};

const rowOf = (event: Recorded<FeedbackEvent>) => {
  const { type, data } = event;
  const row = { feedback_id: data.feedbackId, comments: data.comments, position: placeOf(event) };
  switch (type) {
    case 'FeedbackSubmitted':
      return { ...row, contact_id: data.contactId, email: data.email, name: data.name, given_at: data.submittedAt };
    case 'VisitRated': {
      const { appointmentId, doctorId, patientId, rating, ratedAt } = data;
      const about = { appointment_id: appointmentId, doctor_id: doctorId, patient_id: patientId };
      return { ...row, ...about, rating, given_at: ratedAt };
    }
    default:
      return assertNever(type);
  }
};

// Given once and never changed. What somebody wrote who is erased by now is not shown, even if its key was still about.
const insert = `
  WITH told AS (
    SELECT told.*, EXISTS (SELECT FROM forgotten_contacts gone WHERE gone.contact_id = told.contact_id)
                OR EXISTS (SELECT FROM patient_details p WHERE p.patient_id = told.patient_id AND p.erased_at IS NOT NULL)
                   AS forgotten
      FROM json_to_recordset($1) AS told (feedback_id uuid, contact_id uuid, appointment_id uuid, doctor_id uuid,
           patient_id uuid, rating smallint, comments text, email text, name text, given_at timestamptz, position bigint)
  ), fresh AS (
    INSERT INTO feedback_details (feedback_id, contact_id, appointment_id, doctor_id, patient_id, rating, given_at, position)
    SELECT feedback_id, contact_id, appointment_id, doctor_id, patient_id, rating, given_at, position FROM told
    ON CONFLICT (feedback_id) DO NOTHING
    RETURNING feedback_id
  )
  INSERT INTO feedback (feedback_id, comments, email, name, created_at, updated_at)
  SELECT feedback_id, CASE WHEN NOT forgotten THEN comments END, CASE WHEN NOT forgotten THEN email::varchar(255) END,
         CASE WHEN NOT forgotten THEN name::varchar(100) END, given_at AT TIME ZONE 'UTC', given_at AT TIME ZONE 'UTC'
    FROM told JOIN fresh USING (feedback_id)
  ON CONFLICT (feedback_id) DO NOTHING`;
