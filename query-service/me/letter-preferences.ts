import { defaultPreferences, type LetterPreferences } from '@careconnect/domain/user/letter-preferences.ts';
import type { Pool } from 'pg';

/** How the account wants to be written to; as usual, unless it said otherwise. */
export const letterPreferences = async (pool: Pool, userId: string): Promise<LetterPreferences> => {
  const { rows } = await pool.query<{ letters: Partial<LetterPreferences> | null }>({
    name: 'letter-preferences',
    text: 'SELECT letters FROM read.account_details WHERE user_id = $1',
    values: [userId],
  });
  return { ...defaultPreferences, ...rows[0]?.letters };
};
