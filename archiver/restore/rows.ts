import { pipeline } from 'node:stream/promises';
import { formatPosition, type Position } from '@careconnect/platform/event-store/event-store.ts';
import type { Client } from 'pg';
import { from } from 'pg-copy-streams';
import { tablesOf } from '../backup/layout.ts';
import type { Rows } from '../backup/manifest.ts';
import { BadBackup, unpack } from '../target/parcel.ts';
import type { Target } from '../target/target.ts';

/** Into these tables and no other, for rows are all that is taken from the file. @throws BadBackup */
export const restoreRows = async (
  client: Client,
  target: Target,
  parcel: Rows,
  allowed: readonly string[],
): Promise<void> => {
  const missing = new Map(Object.entries(parcel.tables));
  for await (const { table, columns, rows } of tablesOf(await unpack(target, parcel))) {
    if (!allowed.includes(table)) throw new BadBackup(`${parcel.file} holds rows of ${table}, where none belong`);
    const copying = client.query(from(`COPY ${table} (${columns}) FROM STDIN`));
    await pipeline(rows, copying);
    if (missing.get(table) !== copying.rowCount)
      throw new BadBackup(`${parcel.file} holds ${copying.rowCount} rows of ${table}, not ${missing.get(table)}`);
    missing.delete(table);
  }
  for (const table of missing.keys()) throw new BadBackup(`${parcel.file} holds no rows of ${table}`);
};

/** The log tells of erasures that the copy of the vault may be older than: their keys are destroyed before anything is opened. */
export const sealFor = async (client: Client, erased: readonly string[]): Promise<void> => {
  if (erased.length === 0) return;
  await client.query(
    `UPDATE vault.person_keys SET wrapped_key = NULL, erased_at = now(), fingerprint = encode(sha256(wrapped_key), 'hex')
      WHERE wrapped_key IS NOT NULL AND (person_id = ANY ($1::uuid[]) OR keeper_id = ANY ($1::uuid[]))`,
    [erased],
  );
};

/** Places in the log are others now: of those who go on, and of letters that wait for a read model to have passed one. */
export const restoreCheckpoints = async (
  client: Client,
  reached: ReadonlyMap<string, Position>,
  head: Position | null,
): Promise<void> => {
  for (const [name, { commit, prepare }] of reached)
    await client.query(
      `INSERT INTO projection.checkpoints (name, commit_position, prepare_position) VALUES ($1, $2, $3)
       ON CONFLICT (name) DO UPDATE SET commit_position = excluded.commit_position,
              prepare_position = excluded.prepare_position`,
      [name, String(commit), String(prepare)],
    );
  if (head) await client.query("UPDATE notify.letters SET position = $1 WHERE state = 'due'", [formatPosition(head)]);
};
