import { isUuid } from '@careconnect/domain/ids.ts';
import { categories, categoryOf, prefixesOf } from '@careconnect/domain/streams.ts';
import type { StoredEvent } from '@careconnect/platform/event-store/event-store.ts';
import type { PoolClient } from 'pg';
import { records } from '../records.ts';

export const journalStreams = prefixesOf(...categories);

/** Every event as it stands in the log, personal fields sealed, with what auditors ask by. A fact that comes again is known. */
export const projectJournal =
  (schemas = 'journal') =>
  async (client: PoolClient, events: StoredEvent[]): Promise<void> => {
    await client.query(`SET LOCAL search_path TO ${schemas}`);
    await client.query({ name: 'journal', text: insert, values: [records(events.map(rowOf))] });
  };

const rowOf = (event: StoredEvent) => {
  const { id, streamName, revision, position, type, data, metadata } = event;
  const { actor, correlationId, causationId, recordedAt, imported } = metadata;
  return {
    commit_position: String(position.commit),
    prepare_position: String(position.prepare),
    stream_name: streamName,
    category: categoryOf(streamName),
    revision: String(revision),
    event_id: id,
    type,
    actor_id: actor?.userId,
    actor_role: actor?.role,
    correlation_id: correlationId,
    causation_id: causationId,
    recorded_at: recordedAt,
    imported: imported === true,
    subjects: subjectsOf(data as object),
    // As text within the text: whatever they hold arrives as it is.
    data: JSON.stringify(data),
    metadata: JSON.stringify(metadata),
  };
};

/** Every id its data names, except the actor's, which stands apart. */
const subjectsOf = (data: object): string[] => [
  ...new Set(Object.entries(data).flatMap(([name, value]) => (name.endsWith('Id') && isUuid(value) ? [value] : []))),
];

const insert = `
  INSERT INTO events (commit_position, prepare_position, stream_name, category, revision, event_id, type, actor_id,
                      actor_role, correlation_id, causation_id, recorded_at, imported, subjects, data, metadata)
  SELECT commit_position, prepare_position, stream_name, category, revision, event_id, type, actor_id,
         actor_role, correlation_id, causation_id, recorded_at, imported, subjects, data::json, metadata::json
    FROM json_to_recordset($1) AS told (commit_position bigint, prepare_position bigint, stream_name text, category text,
         revision bigint, event_id uuid, type text, actor_id text, actor_role text, correlation_id text, causation_id text,
         recorded_at timestamptz, imported boolean, subjects uuid[], data text, metadata text)
  ON CONFLICT (commit_position, prepare_position) DO NOTHING`;
