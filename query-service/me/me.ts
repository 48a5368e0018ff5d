import type { Role } from '@careconnect/domain/user/events.ts';
import type { Pool } from 'pg';

export type Me = {
  userId: string;
  role: Role;
  name: string;
  email: string;
  emailVerified: boolean;
  secondFactor: boolean;
};

/** The account of whoever asks. */
export const me = async (pool: Pool, userId: string): Promise<Me | undefined> => {
  const { rows } = await pool.query<Me>({
    name: 'me',
    text: `SELECT user_id AS "userId", app_users.role, name, email, email_verified_at IS NOT NULL AS "emailVerified",
                  second_factor IS TRUE AS "secondFactor"
             FROM app_users LEFT JOIN read.account_details USING (user_id) WHERE user_id = $1`,
    values: [userId],
  });
  return rows[0];
};
