import type { Pool } from 'pg';

type Client = { query(text: string, values: unknown[]): Promise<unknown> };

export type Kind = 'backup' | 'vault' | 'drill';
/** Something the archiver has heard of and not yet done. */
export type Work = Readonly<{ workId: string; kind: Kind }>;

/** Quiet when it is there already, done or not. */
export const enter = async (client: Client, { workId, kind }: Work): Promise<void> => {
  await client.query('INSERT INTO archiver.work (work_id, kind) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
    workId,
    kind,
  ]);
};

export const nextWork = async (pool: Pool): Promise<Work | null> => {
  const { rows } = await pool.query<Work>(
    `SELECT work_id AS "workId", kind FROM archiver.work WHERE done_at IS NULL ORDER BY created_at, work_id LIMIT 1`,
  );
  return rows[0] ?? null;
};

export const isDone = async (client: Client, workId: string): Promise<void> => {
  await client.query('UPDATE archiver.work SET done_at = now() WHERE work_id = $1', [workId]);
};
