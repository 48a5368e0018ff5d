import { assertNever } from '@careconnect/domain/assert-never.ts';
import { preferencesIn } from '@careconnect/domain/user/choose-letters.ts';
import type { UserEvent } from '@careconnect/domain/user/events.ts';
import type { PoolClient } from 'pg';
import { placeOf, type Recorded } from '../recorded.ts';
import { lastOfEach, records } from '../records.ts';
import type { Alarm } from './alarms.ts';
import { erased } from './erased.ts';

/** Accounts: `app_users`. */
export const projectAccounts = async (client: PoolClient, events: Recorded<UserEvent>[]): Promise<Alarm[]> => {
  const alarms: Alarm[] = [];
  for (const part of cutAfterErasures(events)) alarms.push(...(await projectRows(client, part)));
  return alarms;
};

/** An erased account gives its address back: whoever has it next must find it free. */
const cutAfterErasures = (events: Recorded<UserEvent>[]): Recorded<UserEvent>[][] => {
  const parts: Recorded<UserEvent>[][] = [[]];
  for (const event of events) {
    parts.at(-1)?.push(event);
    if (event.type === 'UserErased') parts.push([]);
  }
  return parts;
};

const projectRows = async (client: PoolClient, events: Recorded<UserEvent>[]): Promise<Alarm[]> => {
  const rows = lastOfEach('user_id', events.flatMap(rowOf));
  if (rows.length === 0) return [];
  const { rows: alarms } = await client.query<Alarm>({ name: 'accounts', text: upsert, values: [records(rows)] });
  return alarms;
};

type Row = {
  user_id: string;
  email?: string;
  password?: string;
  role?: string;
  name?: string;
  created_at?: string;
  updated_at: string;
  email_verified_at?: string;
  active?: boolean;
  second_factor?: boolean;
  /** As the domain types them: LetterPreferences. */
  letters?: object;
  /** Where the registration stands in the log: of two with one address the first has it. */
  since?: string;
  position: string;
};

const rowOf = (event: Recorded<UserEvent>): Row[] => {
  const { type, data } = event;
  const row = { user_id: data.userId, position: placeOf(event) };
  switch (type) {
    case 'UserRegistered':
      return [
        {
          ...row,
          email: data.email ?? erased.email(data.userId),
          password: data.passwordHash ?? erased.text,
          role: data.role,
          name: data.name ?? erased.text,
          created_at: data.registeredAt,
          updated_at: data.registeredAt,
          since: row.position,
        },
      ];
    case 'UserInvited':
      return [
        {
          ...row,
          email: data.email ?? erased.email(data.userId),
          password: 'invited',
          role: data.role,
          name: data.name ?? erased.text,
          created_at: data.requestedAt,
          updated_at: data.requestedAt,
          since: row.position,
        },
      ];
    case 'InvitationAccepted': {
      const at = data.acceptedAt;
      return [{ ...row, updated_at: at, password: data.passwordHash ?? erased.text, email_verified_at: at }];
    }
    case 'UserDeactivated':
      return [{ ...row, updated_at: data.deactivatedAt, active: false }];
    case 'UserReactivated':
      return [{ ...row, updated_at: data.reactivatedAt, active: true }];
    case 'UserErased':
      return [
        {
          ...row,
          email: erased.email(data.userId),
          password: erased.text,
          name: erased.text,
          updated_at: data.erasedAt,
          active: false,
          letters: {},
        },
      ];
    case 'LetterPreferencesSet':
      return [{ ...row, updated_at: data.setAt, letters: preferencesIn(data) }];
    case 'EmailVerified':
      return [{ ...row, updated_at: data.verifiedAt, email_verified_at: data.verifiedAt }];
    case 'PasswordChanged':
      return [{ ...row, updated_at: data.changedAt, password: data.passwordHash ?? erased.text }];
    case 'PasswordRehashed':
      return [{ ...row, updated_at: data.rehashedAt, password: data.passwordHash ?? erased.text }];
    case 'RegistrationAbandoned':
    case 'EmailVerificationRequested':
    case 'PasswordResetRequested':
    case 'CalendarFeedMade':
    case 'CalendarFeedRevoked':
    case 'SecondFactorBegun':
    case 'SecondFactorUsed':
    case 'RecoveryCodeUsed':
      return [];
    case 'SecondFactorEnabled':
      return [{ ...row, updated_at: data.enabledAt, second_factor: true }];
    case 'SecondFactorRemoved':
      return [{ ...row, updated_at: data.removedAt, second_factor: false }];
    default:
      return assertNever(event);
  }
};

// Should two accounts ever hold one address, the second keeps its row, under an address that says so.
// What an event does not tell stays as it is. The first event tells all, so a row that is new holds all.
const upsert = `
  WITH told AS (
    SELECT user_id, email::varchar(255), password::varchar(255), role, name::varchar(255),
           created_at AT TIME ZONE 'UTC' AS created_at, updated_at AT TIME ZONE 'UTC' AS updated_at, email_verified_at, active, second_factor, letters, since,
           position
      FROM json_to_recordset($1) AS told (user_id uuid, email text, password text, role user_role, name text,
                                          created_at timestamptz, updated_at timestamptz, email_verified_at timestamptz,
                                          active boolean, second_factor boolean, letters jsonb, since bigint, position bigint)
  ), fresh AS (
    INSERT INTO account_details AS known (user_id, role, registered_at, email_verified_at, active, second_factor, letters, position)
    SELECT user_id, role, created_at AT TIME ZONE 'UTC', email_verified_at, active, second_factor, letters, position
      FROM told
    ON CONFLICT (user_id) DO UPDATE SET role = coalesce(excluded.role, known.role),
           registered_at = coalesce(excluded.registered_at, known.registered_at),
           email_verified_at = coalesce(excluded.email_verified_at, known.email_verified_at),
           active = coalesce(excluded.active, known.active),
           second_factor = coalesce(excluded.second_factor, known.second_factor), letters = coalesce(excluded.letters, known.letters),
           position = excluded.position WHERE known.position < excluded.position
    RETURNING user_id
  ), taken AS (
    SELECT told.user_id, array_agg(DISTINCT other.user_id) AS others
      FROM told JOIN fresh USING (user_id)
      JOIN LATERAL (SELECT user_id FROM app_users a WHERE a.email = told.email AND a.user_id <> told.user_id
                    UNION SELECT user_id FROM told t WHERE t.email = told.email AND t.since < told.since) other ON true
     GROUP BY told.user_id
  ), news AS (
    SELECT told.*, CASE WHEN taken.user_id IS NULL THEN email ELSE 'taken ' || user_id END AS held
      FROM told JOIN fresh USING (user_id) LEFT JOIN taken USING (user_id)
  ), changed AS (
    UPDATE app_users AS known SET email = coalesce(news.held, known.email), password = coalesce(news.password, known.password),
           role = coalesce(news.role, known.role), name = coalesce(news.name, known.name),
           created_at = coalesce(news.created_at, known.created_at), updated_at = news.updated_at
      FROM news WHERE known.user_id = news.user_id
  ), written AS (
    INSERT INTO app_users (user_id, email, password, role, name, created_at, updated_at)
    SELECT user_id, held, password, role, name, created_at, updated_at FROM news WHERE created_at IS NOT NULL
    ON CONFLICT (user_id) DO NOTHING
  )
  INSERT INTO alarms (kind, subject, others) SELECT 'email-taken', user_id, others FROM taken
  ON CONFLICT (kind, subject) DO UPDATE SET others = excluded.others
  RETURNING kind, subject, others`;
