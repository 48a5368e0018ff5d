import type { Instant } from '@careconnect/domain/event.ts';
import { hashOf } from '@careconnect/platform/event-store/follow-chain.ts';
import { lineOf } from '@careconnect/platform/event-store/line.ts';
import { problem } from '@careconnect/platform/http/problem.ts';
import type { Pool } from 'pg';
import { jsonOf } from '../../reading/json-text.ts';
import { eventsOfStream, lastOfStream } from '../stream.ts';

/** Some hundreds are usual. */
const mostEvents = 20_000;

/**
 * The streams in which an appointment came to be what it is, whole and as they were written, as one JSON text, piece by piece;
 * null when there is none. Whole, for a chain with holes proves nothing (docs/adr/0029).
 */
export const evidenceOf = async (
  pool: Pool,
  appointmentId: string,
  now: Instant,
): Promise<AsyncIterable<string> | null> => {
  const { rows } = await pool.query<{ stream_name: string }>({ name: 'streams-about', text, values: [appointmentId] });
  if (rows.length === 0) return null;
  const streams: Stream[] = [];
  for (const { stream_name } of rows) streams.push(await endOf(pool, stream_name));
  if (streams.reduce((sum, { events }) => sum + events, 0) > mostEvents) throw tooLong();
  const about = { appointmentId };
  return jsonOf({ format: 'careconnect evidence 1', about, madeAt: now, streams, events: linesOf(pool, streams) });
};

/** How many events of it are told, and the hash of the last, which vouches for all before. */
type Stream = { stream: string; events: number; tip: string };

const endOf = async (pool: Pool, stream: string): Promise<Stream> => {
  const last = await lastOfStream(pool, stream);
  return { stream, events: Number(last.revision) + 1, tip: hashOf(last) };
};

async function* linesOf(pool: Pool, streams: readonly Stream[]) {
  for (const { stream, events } of streams)
    for await (const [, event] of eventsOfStream(pool, stream)) {
      if (event.revision >= events) break;
      yield { ...lineOf(event), hash: hashOf(event) };
    }
}

const tooLong = () => problem(422, 'evidence-too-long', 'More has happened on its days than fits into one file');

// Spelled first as the index is. The claims of a patient are not in it: they tell of all the visits of that patient.
const text = `
  SELECT stream_name FROM journal.events
   WHERE subjects @> ARRAY[$1]::uuid[] AND category IN ('doctorDay', 'patientVisits', 'payment', 'feedback')
     AND category <> 'patientVisits'
   GROUP BY stream_name ORDER BY min(commit_position), stream_name`;
