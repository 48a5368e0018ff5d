import { randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import { decrypt, encrypt } from './sealed.ts';

/** The first wraps new keys; the others still unwrap old ones. 32 bytes each. */
export type MasterKeys = readonly { id: string; key: Buffer }[];

/** Reads `id:base64,id:base64`, the current one first. */
export const parseMasterKeys = (text: string): MasterKeys => {
  const keys = text.split(',').map((part) => {
    const [id = '', encoded = ''] = part.trim().split(':');
    const key = Buffer.from(encoded, 'base64');
    if (!/^[\w.-]+$/.test(id) || key.length !== 32) throw new Error('a master key is written as id:base64 of 32 bytes');
    return { id, key };
  });
  if (new Set(keys.map(({ id }) => id)).size !== keys.length) throw new Error('two master keys have one id');
  return keys;
};

/** Null: erased, or never seen. */
type Key = Buffer | null;
type Row = { person_id: string; wrapped_key: Buffer | null; master_key_id: string };

/** An erasure by another process is seen within this time. */
const rememberedForMs = 30_000;
const rememberedAtMost = 10_000;

export const createPersonKeys = (pool: Pool, masterKeys: MasterKeys, now: () => number = Date.now) => {
  const [current] = masterKeys;
  if (!current) throw new Error('no master key is given');
  const remembered = new Map<string, { key: Key; until: number }>();

  const remember = (personId: string, key: Key): void => {
    remembered.delete(personId);
    remembered.set(personId, { key, until: now() + rememberedForMs });
    const [oldest] = remembered.keys();
    if (remembered.size > rememberedAtMost && oldest !== undefined) remembered.delete(oldest);
  };

  const unwrap = ({ person_id, wrapped_key, master_key_id }: Row): Key => {
    if (!wrapped_key) return null;
    const master = masterKeys.find(({ id }) => id === master_key_id);
    if (!master) throw new Error(`master key ${master_key_id} is not configured`);
    return decrypt(master.key, wrapped_key, wrapContext(person_id, master_key_id));
  };

  const select = async (personIds: string[]): Promise<Map<string, Key>> => {
    const { rows } = await pool.query<Row>(
      'SELECT person_id, wrapped_key, master_key_id FROM vault.person_keys WHERE person_id = ANY ($1::uuid[])',
      [personIds],
    );
    return new Map(rows.map((row) => [row.person_id, unwrap(row)]));
  };

  /** Whoever comes second keeps the first one's key. Sorted, so that two batches cannot wait for each other. */
  const make = async (personIds: string[]): Promise<Map<string, Key>> => {
    const made = new Map(personIds.sort().map((personId) => [personId, randomBytes(32)]));
    const wrapped = [...made].map(([personId, key]) => encrypt(current.key, key, wrapContext(personId, current.id)));
    const { rows } = await pool.query<{ person_id: string }>(
      `INSERT INTO vault.person_keys (person_id, wrapped_key, master_key_id)
       SELECT person_id, wrapped_key, $3 FROM unnest($1::uuid[], $2::bytea[]) AS new (person_id, wrapped_key)
       ON CONFLICT DO NOTHING RETURNING person_id`,
      [personIds, wrapped, current.id],
    );
    const ours = new Map<string, Key>(rows.map(({ person_id }) => [person_id, made.get(person_id) ?? null]));
    const known = personIds.filter((personId) => !ours.has(personId));
    return known.length === 0 ? ours : new Map([...ours, ...(await select(known))]);
  };

  const found = together(select);
  const foundOrMade = together(make);

  return {
    /** One statement for all that are not remembered. With `make`, people without a row get a key; the erased never do. */
    async of(personIds: Iterable<string>, options: { make: boolean }): Promise<Map<string, Key>> {
      const keys = new Map<string, Key>();
      const missing: string[] = [];
      for (const personId of new Set(personIds)) {
        const known = remembered.get(personId);
        if (known && known.until > now()) keys.set(personId, known.key);
        else missing.push(personId);
      }
      if (missing.length === 0) return keys;
      const answer = await (options.make ? foundOrMade : found)(missing);
      for (const personId of missing) {
        const key = answer.get(personId);
        if (key !== undefined) remember(personId, key);
        keys.set(personId, key ?? null);
      }
      return keys;
    },
    async erase(personId: string): Promise<void> {
      await pool.query(
        `INSERT INTO vault.person_keys (person_id, wrapped_key, master_key_id, erased_at) VALUES ($1, NULL, $2, now())
         ON CONFLICT (person_id) DO UPDATE SET wrapped_key = NULL, erased_at = now()
         WHERE person_keys.wrapped_key IS NOT NULL`,
        [personId, current.id],
      );
      remember(personId, null);
    },
  };
};

const wrapContext = (personId: string, masterKeyId: string): string => `person key|${personId}|${masterKeyId}`;

/** Asks for what many want at once in one go: while one question is under way, the next one gathers. */
const together = (ask: (ids: string[]) => Promise<Map<string, Key>>) => {
  let next: { ids: Set<string>; answer: Promise<Map<string, Key>> } | undefined;
  let underWay: Promise<unknown> = Promise.resolve();
  const gather = () => {
    const ids = new Set<string>();
    const answer = underWay.then(() => {
      next = undefined;
      return ask([...ids]);
    });
    underWay = answer.catch(() => {});
    return { ids, answer };
  };
  return (ids: readonly string[]): Promise<Map<string, Key>> => {
    next ??= gather();
    for (const id of ids) next.ids.add(id);
    return next.answer;
  };
};
