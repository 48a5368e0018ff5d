import type { UserEvent } from '@careconnect/domain/user/events.ts';
import type { PoolClient } from 'pg';
import { placeOf, type Recorded } from '../recorded.ts';
import { lastOfEach, records } from '../records.ts';

/** By which secret an account's visits are followed by a calendar: `read.calendar_feeds`. */
export const projectCalendarFeeds = async (
  client: PoolClient,
  events: readonly Recorded<UserEvent>[],
): Promise<void> => {
  const rows = lastOfEach('user_id', events.flatMap(rowOf));
  if (rows.length === 0) return;
  await client.query({ name: 'calendar-feeds', text: upsert, values: [records(rows)] });
};

type Row = { user_id: string; digest: string | null; made_at: string | null; position: string };

const rowOf = (event: Recorded<UserEvent>): Row[] => {
  const row = { user_id: event.data.userId, position: placeOf(event) };
  switch (event.type) {
    case 'CalendarFeedMade':
      return [{ ...row, digest: event.data.digest, made_at: event.data.madeAt }];
    case 'CalendarFeedRevoked':
    case 'UserErased':
      return [{ ...row, digest: null, made_at: null }];
    default:
      return [];
  }
};

const upsert = `
  INSERT INTO calendar_feeds AS known (user_id, digest, made_at, position)
  SELECT * FROM json_to_recordset($1) AS told (user_id uuid, digest text, made_at timestamptz, position bigint)
  ON CONFLICT (user_id) DO UPDATE SET digest = excluded.digest, made_at = excluded.made_at, position = excluded.position
   WHERE known.position < excluded.position`;
