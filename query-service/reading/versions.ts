import type { Listener } from '@careconnect/platform/postgres/listening.ts';
import { projections } from '@careconnect/schema/projections.ts';
import { type Part, versionsChannel } from '@careconnect/schema/versions.ts';
import { LRUCache } from 'lru-cache';
import type { Pool } from 'pg';

export type Versions = {
  /** Null when somebody must be asked. */
  known(parts: readonly Part[]): string | null;
  /** One look by key, whatever the parts are made of. */
  of(parts: readonly Part[]): Promise<string>;
  /** The rows are others from now on. */
  forget(): void;
};

/** The rows as a whole: they may be made anew. */
const rows = 'rows';

/**
 * Which versions the parts of answers have. What was asked for once is kept up by what the projections tell, in order, before
 * they tell their position: whoever waited for a position finds every version that belongs to it.
 */
export const partVersions = (pool: Pool, listener: Listener): Versions => {
  const versions = new LRUCache<string, bigint>({ max: 100_000 });
  let listening = 0;

  const forget = (): void => {
    listening += 1;
    versions.clear();
  };
  const learn = (part: string, version: bigint): bigint => {
    const known = versions.get(part) ?? 0n;
    const newest = known > version ? known : version;
    versions.set(part, newest);
    return newest;
  };
  listener.on(versionsChannel, {
    hear(message) {
      for (const [part, version] of JSON.parse(message) as [string, string][]) learn(part, BigInt(version));
    },
    begin: async () => forget(),
  });

  const known = (parts: readonly Part[]): string | null => {
    if (!listener.isConnected()) return null;
    let all = '';
    for (const part of [rows, ...parts]) {
      const version = versions.get(part);
      if (version === undefined) return null;
      all += `${version} `;
    }
    return all;
  };

  return {
    known,
    async of(parts) {
      const ready = known(parts);
      if (ready !== null) return ready;
      const began = listening;
      const all = [rows, ...parts];
      const found = await pool.query<{ part: string; version: string }>({
        name: 'versions',
        text: sql,
        values: [projections.clinic, parts],
      });
      const read = new Map(found.rows.map(({ part, version }) => [part, BigInt(version)]));
      // What was told meanwhile may be newer; what was told of other rows is void.
      const isTold = began === listening && listener.isConnected();
      return all.map((part) => `${isTold ? learn(part, read.get(part) ?? 0n) : (read.get(part) ?? 0n)} `).join('');
    },
    forget,
  };
};

const sql = `
  SELECT '${rows}' AS part, generation AS version FROM projection.checkpoints WHERE name = $1
   UNION ALL SELECT part, position FROM read.versions WHERE part = ANY ($2)
   UNION ALL SELECT part, version FROM availability.versions WHERE part = ANY ($2)`;
