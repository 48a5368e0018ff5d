import type { Pool } from 'pg';
import type { AccountLetterDue } from './letter-due.ts';
import type { AccountFacts } from './letters/letter.ts';
import type { Links } from './links.ts';

type Found = { address: string; facts: AccountFacts } | { not: string };
type Row = { address: string; name: string };

/** A letter that comes too late says nothing any more. */
export const accountFacts = async (pool: Pool, links: Links, now: Date, due: AccountLetterDue): Promise<Found> => {
  const { kind, userId, requestId, event } = due;
  if (now.getTime() >= Date.parse(event.expiresAt)) return { not: 'its link is not good any more' };
  const { rows } = await pool.query<Row>({
    name: 'account-letter-facts',
    text: 'SELECT email AS address, name FROM app_users WHERE user_id = $1',
    values: [userId],
  });
  const [row] = rows;
  if (!row?.address.includes('@')) return { not: 'the account has no address' };
  const recipient = { userId, name: row.name };
  const link = links.account(kind, userId, requestId);
  return { address: row.address, facts: { kind, recipient, link, expiresAt: event.expiresAt } };
};
