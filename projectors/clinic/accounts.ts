import { assertNever } from '@careconnect/domain/assert-never.ts';
import type { UserEvent } from '@careconnect/domain/user/events.ts';
import type { PoolClient } from 'pg';
import { placeOf, type Recorded } from '../recorded.ts';
import { lastOfEach, records } from '../records.ts';
import type { Alarm } from './alarms.ts';
import { erased } from './erased.ts';

/** Accounts: `app_users`. */
export const projectAccounts = async (client: PoolClient, events: Recorded<UserEvent>[]): Promise<Alarm[]> => {
  if (events.length === 0) return [];
  const rows = lastOfEach('user_id', events.map(rowOf));
  const { rows: alarms } = await client.query<Alarm>({ name: 'accounts', text: upsert, values: [records(rows)] });
  return alarms;
};

const rowOf = (event: Recorded<UserEvent>) => {
  const { type, data } = event;
  switch (type) {
    case 'UserRegistered':
      return {
        user_id: data.userId,
        email: data.email ?? erased.email(data.userId),
        password: data.passwordHash ?? erased.text,
        role: data.role,
        name: data.name ?? erased.text,
        created_at: data.registeredAt,
        updated_at: data.registeredAt,
        position: placeOf(event),
      };
    default:
      return assertNever(type);
  }
};

// Should two accounts ever hold one address, the second keeps its row, under an address that says so.
const upsert = `
  WITH told AS (
    SELECT user_id, email::varchar(255), password::varchar(255), role, name::varchar(255),
           created_at AT TIME ZONE 'UTC' AS created_at, updated_at AT TIME ZONE 'UTC' AS updated_at, position
      FROM json_to_recordset($1) AS told (user_id uuid, email text, password text, role user_role, name text,
                                          created_at timestamptz, updated_at timestamptz, position bigint)
  ), fresh AS (
    INSERT INTO account_details AS known (user_id, position) SELECT user_id, position FROM told
    ON CONFLICT (user_id) DO UPDATE SET position = excluded.position WHERE known.position < excluded.position
    RETURNING user_id
  ), taken AS (
    SELECT told.user_id, array_agg(DISTINCT other.user_id) AS others
      FROM told JOIN fresh USING (user_id)
      JOIN LATERAL (SELECT user_id FROM app_users a WHERE a.email = told.email AND a.user_id <> told.user_id
                    UNION SELECT user_id FROM told t WHERE t.email = told.email AND t.position < told.position) other ON true
     GROUP BY told.user_id
  ), written AS (
    INSERT INTO app_users AS known (user_id, email, password, role, name, created_at, updated_at)
    SELECT user_id, CASE WHEN taken.user_id IS NULL THEN email ELSE 'taken ' || user_id END, password, role, name,
           created_at, updated_at
      FROM told JOIN fresh USING (user_id) LEFT JOIN taken USING (user_id)
    ON CONFLICT (user_id) DO UPDATE SET email = excluded.email, password = excluded.password, role = excluded.role,
           name = excluded.name, created_at = excluded.created_at, updated_at = excluded.updated_at
  )
  INSERT INTO alarms (kind, subject, others) SELECT 'email-taken', user_id, others FROM taken
  ON CONFLICT (kind, subject) DO UPDATE SET others = excluded.others
  RETURNING kind, subject, others`;
