import type { EventMetadata, StoredEvent } from '@careconnect/platform/event-store/follow-chain.ts';
import type { Pool } from 'pg';
import { type EventRow, eventColumns, storedEventOf } from './event.ts';

export type JournalRow = EventRow & { metadata: EventMetadata };

const pageSize = 200;

/** A stream from its first event on, a page in memory at a time. */
export async function* eventsOfStream(pool: Pool, stream: string): AsyncGenerator<[JournalRow, StoredEvent]> {
  for (let after = '-1'; ; ) {
    const values = [stream, after, pageSize];
    const { rows } = await pool.query<JournalRow>({ name: 'events-of-a-stream', text, values });
    for (const row of rows) yield [row, storedEventOf(row)];
    const last = rows.at(-1);
    if (!last || rows.length < pageSize) return;
    after = last.revision;
  }
}

const text = `
  SELECT ${eventColumns}, metadata FROM journal.events found
   WHERE stream_name = $1 AND revision > $2::bigint ORDER BY revision LIMIT $3`;

/** How many events it has. */
export const lengthOfStream = async (pool: Pool, stream: string): Promise<number> => {
  const { rows } = await pool.query<{ length: number }>({
    name: 'length-of-a-stream',
    text: 'SELECT coalesce(max(revision), -1)::int + 1 AS length FROM journal.events WHERE stream_name = $1',
    values: [stream],
  });
  return rows[0]?.length ?? 0;
};

/** @throws when there is no such stream */
export const lastOfStream = async (pool: Pool, stream: string): Promise<StoredEvent> => {
  const { rows } = await pool.query<JournalRow>({ name: 'last-of-a-stream', text: last, values: [stream] });
  if (!rows[0]) throw new Error('the stream has no event');
  return storedEventOf(rows[0]);
};

const last = `
  SELECT ${eventColumns}, metadata FROM journal.events found WHERE stream_name = $1 ORDER BY revision DESC LIMIT 1`;
