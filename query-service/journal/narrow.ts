import type { DoctorId } from '@careconnect/domain/ids.ts';
import { doctorStream } from '@careconnect/domain/streams.ts';
import type { Pool } from 'pg';
import type { Filters } from './filters.ts';

/** A place in the log, as the journal's rows have it. */
export type Place = readonly [commit: string, prepare: string];
/** Both exclusive. */
export type Stretch = { after: Place; before: Place };

/** Gives a value to the statement, and answers its parameter. */
type Give = (value: unknown) => string;

/**
 * The places of all events of the narrowest thing that is asked for, the latest `most` of them. Each statement has one way
 * only to be carried out that comes in order: the planner would rather believe that what is common is everywhere.
 */
export const narrowest = async (
  pool: Pool,
  filters: Filters,
  stretch: Stretch,
  most: number,
  give: Give,
): Promise<{ by: keyof Filters | null; sql: string }> => {
  const { stream, correlationId, subject, actorId, type, actorRole } = filters;
  if (stream !== undefined) return { by: 'stream', sql: few(`stream_name = ${give(stream)}`, stretch, give) };
  if (correlationId !== undefined)
    return { by: 'correlationId', sql: few(`correlation_id = ${give(correlationId)}`, stretch, give) };
  if (subject !== undefined) return { by: 'subject', sql: await about(pool, subject, stretch, most, give) };
  if (actorId !== undefined)
    return { by: 'actorId', sql: latest(['actor_id', actorId, 'actor_id IS NOT NULL'], stretch, most, give) };
  if (type !== undefined) return { by: 'type', sql: latest(['type', type], stretch, most, give) };
  if (actorRole !== undefined)
    return { by: 'actorRole', sql: latest(['actor_role', actorRole, 'actor_role IS NOT NULL'], stretch, most, give) };
  return { by: null, sql: ofLog(stretch, most, give) };
};

const place = 'commit_position, prepare_position';
const pair = (give: Give, [commit, prepare]: Place): string => `${give(commit)}::bigint, ${give(prepare)}::bigint`;
const within = ({ after, before }: Stretch, give: Give): string =>
  `(${place}) > (${pair(give, after)}) AND (${place}) < (${pair(give, before)})`;

/** There are few, and their index does not know the order of the log. */
const few = (condition: string, stretch: Stretch, give: Give): string =>
  `SELECT ${place} FROM journal.events WHERE ${condition} AND ${within(stretch, give)}`;

const ofLog = (stretch: Stretch, most: number, give: Give): string =>
  `SELECT ${place} FROM journal.events WHERE ${within(stretch, give)}
    ORDER BY commit_position DESC, prepare_position DESC LIMIT ${give(most)}`;

type Key = readonly [column: string, value: string, ofIndex?: string];

/** The index begins with the key and goes on with the place: whatever else is asked, it is entered where the stretch ends. */
const latest = (
  [column, value, ofIndex = 'true']: Key,
  { after, before }: Stretch,
  most: number,
  give: Give,
): string => {
  const key = give(value);
  return `
    SELECT ${place} FROM journal.events
     WHERE (${column}, ${place}) > (${key}, ${pair(give, after)}) AND (${column}, ${place}) < (${key}, ${pair(give, before)})
       AND ${ofIndex}
     ORDER BY ${column} DESC, commit_position DESC, prepare_position DESC LIMIT ${give(most)}`;
};

/** What patients do names their doctor too. Of a doctor it is what lies on their days, and what is about nobody else. */
const about = async (pool: Pool, subject: string, stretch: Stretch, most: number, give: Give): Promise<string> => {
  const { rowCount } = await pool.query({
    name: 'is-doctor',
    text: 'SELECT FROM journal.events WHERE stream_name = $1 LIMIT 1',
    values: [doctorStream(subject as DoctorId)],
  });
  const others = few(`subjects @> ARRAY[${give(subject)}]::uuid[] AND ${notOfVisits}`, stretch, give);
  const visits = rowCount
    ? latest(['substr(stream_name, 11, 36)', subject, `category = 'doctorDay'`], stretch, most, give)
    : few(`subjects @> ARRAY[${give(subject)}]::uuid[] AND ${ofVisits}`, stretch, give);
  return `(${visits}) UNION (${others})`;
};

// Spelled as the two indexes are.
const ofVisits = `category IN ('doctorDay', 'patientVisits', 'payment', 'feedback')`;
const notOfVisits = `(category NOT IN ('doctorDay', 'patientVisits', 'payment', 'feedback') OR type IN ('TimeBlocked', 'TimeUnblocked'))`;
