import type { ContactId, PatientId, UserId } from '@careconnect/domain/ids.ts';
import { hashInEmailStream } from '@careconnect/domain/streams.ts';
import { contactAt, emailDecider } from '@careconnect/domain/user/email.ts';
import type { EmailEvent } from '@careconnect/domain/user/events.ts';
import type { Pool } from 'pg';

/** Everybody an account speaks for: itself, the patients it looks after, and whoever wrote under its address. */
export type Whose = { userId: UserId; patientIds: PatientId[]; contactIds: ContactId[] };

export const whoseAccount = async (pool: Pool, userId: UserId): Promise<Whose> => {
  const [patients, addresses] = await Promise.all([
    pool.query<{ patient_id: PatientId }>({ name: 'patients-ever', text: patientsEver, values: [userId] }),
    pool.query<AddressTold>({ name: 'addresses-ever', text: addressesEver, values: [userId] }),
  ]);
  return {
    userId,
    patientIds: patients.rows.map(({ patient_id }) => patient_id),
    contactIds: contactsOf(userId, addresses.rows),
  };
};

type AddressTold = EmailEvent & { stream_name: string };

/** As whom the account wrote under each of its addresses, from the moment it claimed them. */
const contactsOf = (userId: UserId, told: readonly AddressTold[]): ContactId[] => {
  const states = new Map<string, typeof emailDecider.initial>();
  return told.flatMap(({ stream_name, ...event }) => {
    const address = emailDecider.evolve(states.get(stream_name) ?? emailDecider.initial, event);
    states.set(stream_name, address);
    const claimed = event.type === 'EmailClaimed' && event.data.userId === userId;
    return claimed ? [contactAt(hashInEmailStream(stream_name), address)] : [];
  });
};

const patientsEver = `
  SELECT DISTINCT (data->>'patientId')::uuid AS patient_id FROM journal.events
   WHERE subjects @> ARRAY[$1]::uuid[] AND category = 'patient'`;

const addressesEver = `
  WITH theirs AS MATERIALIZED (
    SELECT DISTINCT stream_name FROM journal.events WHERE subjects @> ARRAY[$1]::uuid[] AND category = 'email'
  )
  SELECT stream_name, type, data FROM journal.events JOIN theirs USING (stream_name) ORDER BY stream_name, revision`;
