import type { ClientBase, Pool, PoolClient } from 'pg';
import { comparePositions, type EventStore, type Mark, type Position } from '../event-store/event-store.ts';

/** Where positions are told: `name commit.prepare`, `name start` without one, `name withdrawn` when the rows are not to be read. */
export const channel = 'careconnect_projection';

export type Checkpoint = {
  position: Position | null;
  /** The event at the position, by which the log is known; null where none was seen since the rows were made anew. */
  mark: Mark | null;
};

type Row = { commit_position: string | null; prepare_position: string | null };

/** Another process moved this checkpoint, or a commit of ours was not confirmed: what we know of it is out of date. */
export class CheckpointMoved extends Error {
  override readonly name = 'CheckpointMoved';
}

/**
 * The log does not reach as far as the checkpoint, or holds another event there: it was restored from an older copy. The rows
 * must be rebuilt.
 */
export class LogOlderThanCheckpoint extends Error {
  override readonly name = 'LogOlderThanCheckpoint';
  constructor(projection: string) {
    super(`the log is older than the checkpoint of ${projection}, or grew out of an older copy; rebuild it`);
  }
}

export const toPosition = ({ commit_position, prepare_position }: Row): Position | null =>
  commit_position === null || prepare_position === null
    ? null
    : { commit: BigInt(commit_position), prepare: BigInt(prepare_position) };

/** No position: from the start. */
export const loadCheckpoint = async (pool: Pool, name: string): Promise<Checkpoint> => {
  await pool.query('INSERT INTO projection.checkpoints (name) VALUES ($1) ON CONFLICT DO NOTHING', [name]);
  const { rows } = await pool.query<Row & { mark: { id: string; streamName: string; revision: string } | null }>(
    'SELECT commit_position, prepare_position, mark FROM projection.checkpoints WHERE name = $1',
    [name],
  );
  const [row] = rows;
  const mark = row?.mark ?? null;
  return { position: row ? toPosition(row) : null, mark: mark && { ...mark, revision: BigInt(mark.revision) } };
};

/** Null: it has read nothing yet, or never ran. */
export const readCheckpoint = async (
  client: Pool | ClientBase,
  name: string,
  lock: '' | 'FOR UPDATE' = '',
): Promise<Position | null> => {
  const { rows } = await client.query<Row>(
    `SELECT commit_position, prepare_position FROM projection.checkpoints WHERE name = $1 ${lock}`,
    [name],
  );
  return rows[0] ? toPosition(rows[0]) : null;
};

/** False: the log was restored from an older copy. It may have grown past the checkpoint since, but with other events. */
export const isWithinLog = async (store: EventStore, { position, mark }: Checkpoint): Promise<boolean> => {
  if (!position) return true;
  const head = await store.head();
  if (head === null || comparePositions(position, head) > 0) return false;
  if (!mark) return true;
  for await (const { id } of store.readStream(mark.streamName, { from: mark.revision, maxCount: 1 }))
    return id === mark.id;
  return false;
};

/** Throws LogOlderThanCheckpoint. A subscription from beyond the end would wait in silence and then skip events. */
export const expectWithinLog = async (store: EventStore, name: string, checkpoint: Checkpoint): Promise<void> => {
  if (!(await isWithinLog(store, checkpoint))) throw new LogOlderThanCheckpoint(name);
};

/**
 * Moves the checkpoint within the transaction of the rows. It only moves from where this process believes it to be: should
 * two ever believe they own a projection, the second one's transaction waits for the first and then fails whole.
 */
export const moveCheckpoint = async (
  client: PoolClient,
  name: string,
  from: Position | null,
  to: Position,
  mark: Mark | null = null,
): Promise<void> => {
  const { rowCount } = await client.query(
    `UPDATE projection.checkpoints SET commit_position = $2, prepare_position = $3, mark = $6, updated_at = now()
     WHERE name = $1 AND commit_position IS NOT DISTINCT FROM $4 AND prepare_position IS NOT DISTINCT FROM $5
       AND (commit_position IS NULL OR (commit_position, prepare_position) < ($2, $3))`,
    [
      name,
      String(to.commit),
      String(to.prepare),
      from && String(from.commit),
      from && String(from.prepare),
      mark && { ...mark, revision: String(mark.revision) },
    ],
  );
  if (rowCount !== 1) throw new CheckpointMoved(`the checkpoint of ${name} is not where it was left`);
};

/** The last that is told in the transaction: whoever hears it has heard all that was changed up to there. */
export const tellCheckpoint = async (client: ClientBase, name: string, to: Position): Promise<void> => {
  await client.query('SELECT pg_notify($1, $2)', [channel, `${name} ${to.commit}.${to.prepare}`]);
};

/** Nobody may read these rows any more, until they are made anew. */
export const withdraw = async (client: Pool | ClientBase, name: string): Promise<void> => {
  await client.query('UPDATE projection.checkpoints SET withdrawn_at = coalesce(withdrawn_at, now()) WHERE name = $1', [
    name,
  ]);
  await client.query('SELECT pg_notify($1, $2)', [channel, `${name} withdrawn`]);
};

/** With rows that were made anew, wherever the old ones stood. */
export const replaceCheckpoint = async (client: ClientBase, name: string, to: Position | null): Promise<void> => {
  await client.query(
    `INSERT INTO projection.checkpoints (name, commit_position, prepare_position) VALUES ($1, $2, $3)
     ON CONFLICT (name) DO UPDATE SET commit_position = $2, prepare_position = $3, mark = NULL, updated_at = now(),
            withdrawn_at = NULL, generation = checkpoints.generation + 1`,
    [name, to && String(to.commit), to && String(to.prepare)],
  );
  await client.query('SELECT pg_notify($1, $2)', [channel, `${name} start`]);
  if (to) await tellCheckpoint(client, name, to);
};
