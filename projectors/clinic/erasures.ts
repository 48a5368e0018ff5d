import type { DoctorDayEvent } from '@careconnect/domain/day/events.ts';
import type { PatientEvent } from '@careconnect/domain/patient/events.ts';
import type { EmailEvent, UserEvent } from '@careconnect/domain/user/events.ts';
import type { PoolClient } from 'pg';
import type { Recorded } from '../recorded.ts';

type Told = Recorded<UserEvent | EmailEvent | PatientEvent | DoctorDayEvent>;

/**
 * Rows that were written while the keys were there still say what was said: whoever is erased is blanked in all of them, and
 * stays so whatever comes late. A rebuild finds the keys gone, and comes to the same rows. Runs after the others, so that the
 * batch itself is seen.
 */
export const projectErasures = async (client: PoolClient, events: readonly Told[]): Promise<void> => {
  const run = async (name: keyof typeof statements, ids: readonly string[]): Promise<void> => {
    if (ids.length > 0) await client.query({ name, text: statements[name], values: [[...new Set(ids)]] });
  };
  const patients = events.flatMap(({ type, data }) => (type === 'PatientErased' ? [data] : []));
  const users = events.flatMap(({ type, data }) => (type === 'UserErased' ? [data] : []));
  const addresses = events.flatMap(({ type, data }) => (type === 'EmailForgotten' ? [data] : []));

  await run(
    'forget-contacts',
    [...users, ...addresses].flatMap(({ contactId }) => contactId ?? []),
  );
  await run(
    'forget-ratings',
    patients.map(({ patientId }) => patientId),
  );
  await run(
    'forget-visits',
    patients.map(({ userId }) => userId),
  );
  await run(
    'forget-blocks',
    users.map(({ userId }) => userId),
  );
  await run(
    'forget-late-words',
    events.flatMap(({ data }) => ('appointmentId' in data ? [data.appointmentId] : [])),
  );
};

/** What was said about the visits of erased patients, among those that the condition chooses. */
const forgetVisits = (chosen: string) => `
  WITH theirs AS MATERIALIZED (
    SELECT appointment_id FROM appointment_details visit JOIN patient_details USING (patient_id)
     WHERE erased_at IS NOT NULL AND ${chosen}
  ), forgotten AS (
    UPDATE appointment_details SET cancel_reason = NULL, override_reason = NULL, doctor_notes = NULL
     WHERE appointment_id IN (SELECT appointment_id FROM theirs)
       AND coalesce(cancel_reason, override_reason, doctor_notes) IS NOT NULL
  ), forgotten_in_archive AS (
    UPDATE archived_appointments SET notes = NULL
     WHERE appointment_id IN (SELECT appointment_id FROM theirs) AND notes IS NOT NULL
  )
  UPDATE appointments SET notes = NULL
   WHERE appointment_id IN (SELECT appointment_id FROM theirs) AND notes IS NOT NULL`;

const statements = {
  'forget-contacts': `
    WITH gone AS (
      INSERT INTO forgotten_contacts SELECT unnest($1::uuid[]) ON CONFLICT DO NOTHING
    )
    UPDATE feedback SET comments = NULL, email = NULL, name = NULL
     WHERE feedback_id IN (SELECT feedback_id FROM feedback_details WHERE contact_id = ANY ($1::uuid[]))`,
  'forget-ratings': `
    UPDATE feedback SET comments = NULL
     WHERE feedback_id IN (SELECT feedback_id FROM feedback_details WHERE patient_id = ANY ($1::uuid[]))`,
  // The visits of an account have an index; those of a patient have none.
  'forget-visits': forgetVisits('visit.user_id = ANY ($1::uuid[])'),
  'forget-late-words': forgetVisits('visit.appointment_id = ANY ($1::uuid[])'),
  'forget-blocks': 'UPDATE block_details SET reason = NULL WHERE doctor_id = ANY ($1::uuid[])',
};
