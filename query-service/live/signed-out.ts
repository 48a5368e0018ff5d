import type { Holder } from '@careconnect/platform/auth/actor.ts';
import type { Pool } from 'pg';

/**
 * Which of these may be told nothing more: their account is closed or of another role, or their session is over. Answers
 * their places in the list. Of whom nothing is known yet nothing is wrong.
 */
export const signedOut = async (pool: Pool, holders: readonly Holder[]): Promise<number[]> => {
  const { rows } = await pool.query<{ place: string }>({
    name: 'signed-out',
    text: `SELECT place - 1 AS place
             FROM unnest($1::uuid[], $2::text[], $3::uuid[]) WITH ORDINALITY AS asked (user_id, role, session_id, place)
             LEFT JOIN read.account_details account USING (user_id)
             LEFT JOIN sessions.sessions session USING (session_id)
             LEFT JOIN sessions.eras now ON now.user_id = asked.user_id
            WHERE account.active = false OR account.role::text <> asked.role OR session.ended_at IS NOT NULL
               OR session.ends_at <= now() OR session.era < now.era`,
    values: [
      holders.map(({ userId }) => userId),
      holders.map(({ role }) => role),
      holders.map(({ sessionId }) => sessionId ?? null),
    ],
  });
  return rows.map(({ place }) => Number(place));
};
