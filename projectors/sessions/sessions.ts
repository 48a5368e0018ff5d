import { assertNever } from '@careconnect/domain/assert-never.ts';
import type { SessionEvent } from '@careconnect/domain/session/events.ts';
import { categories, prefixesOf } from '@careconnect/domain/streams.ts';
import type { UserEvent } from '@careconnect/domain/user/events.ts';
import type { StoredEvent } from '@careconnect/platform/event-store/event-store.ts';
import type { PoolClient } from 'pg';
import { byCategory, placeOf, type Recorded } from '../recorded.ts';
import { lastOfEach, records } from '../records.ts';

/** What it reads. */
const read = ['user', 'session'] as const;
export const sessionsRebuiltFrom = prefixesOf(...read);

/** All of them: whoever waits for the position of any command waits until its event was seen, not for the next of ours. */
export const sessionStreams = prefixesOf(...categories);

/** Sign-ins and what became of them. Where they came from stays sealed, as it stands in the log. */
export const projectSessions =
  (schemas = 'sessions') =>
  async (client: PoolClient, events: StoredEvent[]): Promise<void> => {
    await client.query(`SET LOCAL search_path TO ${schemas}; SET LOCAL enable_seqscan TO off`);
    const of = byCategory<(typeof read)[number]>(events);
    const eras = lastOfEach('user_id', of('user').flatMap(eraOf));
    if (eras.length > 0) await client.query({ name: 'eras', text: upsertEras, values: [records(eras)] });
    const rows = lastOfEach('session_id', of('session').map(rowOf));
    if (rows.length > 0) await client.query({ name: 'sessions', text: upsert, values: [records(rows)] });
  };

const eraOf = ({ type, data }: Recorded<UserEvent>) =>
  type === 'PasswordChanged' || type === 'UserDeactivated' || type === 'UserErased'
    ? [{ user_id: data.userId, era: data.era }]
    : [];

const upsertEras = `
  INSERT INTO eras AS known (user_id, era)
  SELECT user_id, era FROM json_to_recordset($1) AS told (user_id uuid, era integer)
  ON CONFLICT (user_id) DO UPDATE SET era = excluded.era WHERE known.era < excluded.era`;

type Row = {
  session_id: string;
  user_id: string;
  era?: number;
  sealed?: object;
  started_at?: string;
  used_at?: string;
  ends_at?: string;
  ended_at?: string;
  position: string;
};

const rowOf = (event: Recorded<SessionEvent>): Row => {
  const { type, data } = event;
  const row = { session_id: data.sessionId, user_id: data.userId, position: placeOf(event) };
  switch (type) {
    case 'SessionStarted': {
      const { era, device, network, startedAt, endsAt } = data;
      return { ...row, era, sealed: { device, network }, started_at: startedAt, used_at: startedAt, ends_at: endsAt };
    }
    case 'SessionRefreshed':
      return { ...row, used_at: data.refreshedAt };
    case 'SessionEnded':
      return { ...row, ended_at: data.endedAt };
    default:
      return assertNever(event);
  }
};

// A session of which the beginning is not known has nothing to show: its row would be refused, and is left out.
const upsert = `
  WITH told AS (
    SELECT * FROM json_to_recordset($1) AS told (session_id uuid, user_id uuid, era integer, sealed jsonb,
           started_at timestamptz, used_at timestamptz, ends_at timestamptz, ended_at timestamptz, position bigint)
  ), known AS (
    UPDATE sessions AS known SET used_at = coalesce(told.used_at, known.used_at),
           ended_at = coalesce(told.ended_at, known.ended_at), position = told.position
      FROM told WHERE told.session_id = known.session_id AND known.position < told.position
  )
  INSERT INTO sessions (session_id, user_id, era, sealed, started_at, used_at, ends_at, ended_at, position)
  SELECT session_id, user_id, era, sealed, started_at, used_at, ends_at, ended_at, position
    FROM told WHERE started_at IS NOT NULL
  ON CONFLICT (session_id) DO NOTHING`;
