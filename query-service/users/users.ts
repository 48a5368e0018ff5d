import type { Instant } from '@careconnect/domain/event.ts';
import type { Role } from '@careconnect/domain/user/events.ts';
import type { Pool } from 'pg';
import { keysAfter, lastId, pageOf } from '../reading/page.ts';

export type UsersWanted = { role?: Role; limit: number; after?: string };

type Row = {
  user_id: string;
  role: Role;
  name: string;
  email: string;
  email_verified: boolean;
  active: boolean;
  erased: boolean;
  second_factor: boolean;
  registered_at: Instant;
};

/** Accounts, staff and patients alike, the newest first. */
export const users = async (pool: Pool, { role, limit, after }: UsersWanted) => {
  const [registeredAt, userId] = keysAfter(after, ['instant', 'id'], ['9999-12-31T00:00:00.000Z', lastId]);
  const ofRole = role ? 'role = $4 AND' : '';
  const values = [registeredAt, userId, limit + 1, ...(role ? [role] : [])];
  const { rows } = await pool.query<Row>({ name: role ? 'users-of-a-role' : 'users', text: page(ofRole), values });
  return pageOf(rows, limit, ({ registered_at, user_id }) => [registered_at, user_id], userOf);
};

/** Undefined when there is none. */
export const user = async (pool: Pool, userId: string) => {
  const text = `WITH shown AS (SELECT $1::uuid AS user_id) ${selectShown}`;
  const { rows } = await pool.query<Row>({ name: 'user', text, values: [userId] });
  return rows.map(userOf)[0];
};

// What stands in the place of an erased address (projectors/clinic/erased.ts) is no address that anybody could have.
const selectShown = `
  SELECT user_id, role, name, email, email_verified_at IS NOT NULL AS email_verified, active IS NOT FALSE AS active,
         email = 'erased ' || user_id AS erased, second_factor IS TRUE AS second_factor, read.iso(registered_at) AS registered_at
    FROM shown JOIN read.account_details USING (user_id) JOIN app_users a USING (user_id, role)
   WHERE registered_at IS NOT NULL`;

const page = (ofRole: string) => `
  WITH shown AS (
    SELECT user_id FROM read.account_details
     WHERE ${ofRole} (registered_at, user_id) < ($1::timestamptz, $2::uuid)
     ORDER BY registered_at DESC, user_id DESC LIMIT $3
  )
  ${selectShown} ORDER BY account_details.registered_at DESC, user_id DESC`;

const userOf = ({ user_id, email_verified, second_factor, registered_at, ...row }: Row) => ({
  ...row,
  userId: user_id,
  emailVerified: email_verified,
  secondFactor: second_factor,
  registeredAt: registered_at,
});
