import type { Role } from '@careconnect/domain/user/events.ts';
import type { Pool } from 'pg';

export type Me = { userId: string; role: Role; name: string; email: string };

/** The account of whoever asks. */
export const me = async (pool: Pool, userId: string): Promise<Me | undefined> => {
  const { rows } = await pool.query<Me>({
    name: 'me',
    text: 'SELECT user_id AS "userId", role, name, email FROM app_users WHERE user_id = $1',
    values: [userId],
  });
  return rows[0];
};
