import type { UserEvent } from '@careconnect/domain/user/events.ts';
import type { PoolClient } from 'pg';
import type { Recorded } from '../recorded.ts';

/** How many accounts there are, day by day, for statistics: whoever has no row yet is one more on their day and ever after. */
export const registrations = async (client: PoolClient, users: readonly Recorded<UserEvent>[]) => {
  const named = new Set<string>(
    users.flatMap(({ type, data }) => (type === 'UserRegistered' || type === 'UserInvited' ? [data.userId] : [])),
  );
  if (named.size > 0) {
    const { rows } = await client.query<{ user_id: string }>({
      name: 'known-accounts',
      text: known,
      values: [[...named]],
    });
    for (const { user_id } of rows) named.delete(user_id);
  }
  return {
    /** Once their rows are written. */
    async count(): Promise<void> {
      if (named.size > 0) await client.query({ name: 'registrations', text: count, values: [[...named]] });
    },
  };
};

const known = 'SELECT user_id FROM account_details WHERE user_id = ANY ($1::uuid[]) AND registered_at IS NOT NULL';

// Every part sees the rows as they were before. Who is told late raises the days that came after theirs.
const count = `
  WITH news AS MATERIALIZED (
    SELECT role, date, count(*)::integer AS registered,
           (sum(count(*)) OVER (PARTITION BY role ORDER BY date))::integer AS registered_by_then
      FROM account_details, LATERAL (SELECT (registered_at AT TIME ZONE 'UTC')::date AS date) day
     WHERE user_id = ANY ($1::uuid[]) AND registered_at IS NOT NULL GROUP BY role, date
  ), raised AS (
    UPDATE registrations day
       SET registered = day.registered
                      + coalesce((SELECT registered FROM news WHERE (news.role, news.date) = (day.role, day.date)), 0),
           total = day.total
                 + (SELECT max(registered_by_then) FROM news WHERE news.role = day.role AND news.date <= day.date)
      FROM (SELECT role, min(date) AS date FROM news GROUP BY role) since
     WHERE day.role = since.role AND day.date >= since.date
  )
  INSERT INTO registrations (role, date, registered, total)
  SELECT role, date, registered,
         registered_by_then + coalesce((SELECT total FROM registrations day WHERE day.role = news.role AND day.date < news.date
                                         ORDER BY day.date DESC LIMIT 1), 0)
    FROM news WHERE NOT EXISTS (SELECT FROM registrations day WHERE (day.role, day.date) = (news.role, news.date))`;
