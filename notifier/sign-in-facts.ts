import type { Instant, Zone } from '@careconnect/domain/event.ts';
import type { Vault } from '@careconnect/platform/personal-data/vault.ts';
import type { Pool } from 'pg';
import type { LetterDue } from './letter-due.ts';
import type { FactsOf } from './letters/letter.ts';

/** Null once the person is erased. */
type From = { device: string | null; network: string | null };
type Found = Pick<FactsOf['sign-in'], 'at' | 'zone' | 'device' | 'network'> | { not: string };

/** Where somebody signed in from, if that is news: opened for the letter alone. */
export const signInFacts = async (
  { pool, vault }: { pool: Pool; vault: Vault },
  { userId, requestId, event }: LetterDue,
  zone: Zone,
): Promise<Found> => {
  const values = [userId, requestId];
  const { rows } = await pool.query<{ session_id: string; sealed: object }>({ name: 'sign-ins', text: query, values });
  const opened = await vault.open(rows.map(({ sealed }) => asTold({ userId, ...sealed })));
  const [here, ...before] = opened.map(({ data }) => data as From);
  if (rows[0]?.session_id !== requestId || !here?.device || !here.network) return { not: 'the sign-in is not known' };
  if (before.length === 0) return { not: 'it is the first sign-in' };
  if (before.some(({ device, network }) => device === here.device && network === here.network))
    return { not: 'the device is known' };
  return { at: (event as { startedAt: Instant }).startedAt, zone, device: here.device, network: here.network };
};

/** The vault opens fields where they were sealed: in the event that told them. */
const asTold = (data: object) => ({ type: 'SessionStarted', data }) as Parameters<Vault['open']>[0][number];

const query = `
  SELECT session_id, sealed FROM sessions.sessions
   WHERE user_id = $1 AND (session_id = $2 OR started_at <= (SELECT started_at FROM sessions.sessions WHERE session_id = $2))
   ORDER BY session_id = $2 DESC, started_at DESC LIMIT 50`;
