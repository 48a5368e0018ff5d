import type { PatientEvent } from '@careconnect/domain/patient/events.ts';
import type { EmailEvent, UserEvent } from '@careconnect/domain/user/events.ts';
import type { PoolClient } from 'pg';
import type { Recorded } from '../recorded.ts';

type Told = Recorded<UserEvent | EmailEvent | PatientEvent>;

/**
 * Rows that were written while the keys were there still say what was said: whoever is erased is blanked in all of them. A
 * rebuild finds the keys gone, and comes to the same rows. Runs after the others, so that the batch itself is seen.
 */
export const projectErasures = async (client: PoolClient, events: readonly Told[]): Promise<void> => {
  const contacts = events.flatMap(({ type, data }) =>
    (type === 'UserErased' || type === 'EmailForgotten') && data.contactId ? [data.contactId] : [],
  );
  const patients = events.flatMap(({ type, data }) => (type === 'PatientErased' ? [data] : []));
  if (contacts.length > 0) await client.query({ name: 'forget-contacts', text: forgetContacts, values: [contacts] });
  if (patients.length === 0) return;
  const values = [patients.map(({ patientId }) => patientId), patients.map(({ userId }) => userId)];
  await client.query({ name: 'forget-visits', text: forgetVisits, values });
  await client.query({ name: 'forget-ratings', text: forgetRatings, values: values.slice(0, 1) });
};

const forgetContacts = `
  WITH gone AS (
    INSERT INTO forgotten_contacts SELECT unnest($1::uuid[]) ON CONFLICT DO NOTHING
  )
  UPDATE feedback SET comments = NULL, email = NULL, name = NULL
   WHERE feedback_id IN (SELECT feedback_id FROM feedback_details WHERE contact_id = ANY ($1::uuid[]))`;

const forgetRatings = `
  UPDATE feedback SET comments = NULL
   WHERE feedback_id IN (SELECT feedback_id FROM feedback_details WHERE patient_id = ANY ($1::uuid[]))`;

// The appointments of an account have an index; those of a patient have none.
const forgetVisits = `
  WITH theirs AS (
    UPDATE appointment_details SET cancel_reason = NULL
     WHERE user_id = ANY ($2::uuid[]) AND patient_id = ANY ($1::uuid[])
    RETURNING appointment_id
  )
  UPDATE appointments SET notes = NULL WHERE appointment_id IN (SELECT appointment_id FROM theirs)`;
