import { randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import { inTransaction } from '../postgres/postgres.ts';
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
type Inserted = { person_id: string; erased: boolean };

/** `keeperId` is whoever the key is kept for: it is erased with theirs. */
export type KeyWanted = { personId: string; keeperId?: string };

/** Which key there was: its fingerprint (SHA-256 of it as it was wrapped, hex; null when there was none) opens nothing. */
export type ErasedKey = { personId: string; fingerprint: string | null; erasedAt: string };

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

  const select = async (people: readonly KeyWanted[]): Promise<Map<string, Key>> => {
    const { rows } = await pool.query<Row>(
      'SELECT person_id, wrapped_key, master_key_id FROM vault.person_keys WHERE person_id = ANY ($1::uuid[])',
      [people.map(({ personId }) => personId)],
    );
    return new Map(rows.map((row) => [row.person_id, unwrap(row)]));
  };

  const make = async (people: readonly KeyWanted[]): Promise<Map<string, Key>> => {
    const sorted = people.toSorted((a, b) => (a.personId < b.personId ? -1 : 1));
    const ids = sorted.map(({ personId }) => personId);
    const made = new Map(ids.map((personId) => [personId, randomBytes(32)]));
    const wrapped = [...made].map(([personId, key]) => encrypt(current.key, key, wrapContext(personId, current.id)));
    const keepers = sorted.map(({ keeperId }) => keeperId ?? null);
    const { rows } = await pool.query<Inserted>(insertKeys, [ids, wrapped, current.id, keepers]);
    const keyOf = ({ person_id, erased }: Inserted): Key => (erased ? null : (made.get(person_id) ?? null));
    const ours = new Map(rows.map((row) => [row.person_id, keyOf(row)]));
    const known = people.filter(({ personId }) => !ours.has(personId));
    return known.length === 0 ? ours : new Map([...ours, ...(await select(known))]);
  };

  const found = together(select);
  const foundOrMade = together(make);

  return {
    /** One statement for all that are not remembered. With `make`, people without a row get a key; the erased never do. */
    async of(people: readonly KeyWanted[], options: { make: boolean }): Promise<Map<string, Key>> {
      const keys = new Map<string, Key>();
      const missing: KeyWanted[] = [];
      for (const person of people) {
        const known = remembered.get(person.personId);
        if (known && known.until > now()) keys.set(person.personId, known.key);
        else missing.push(person);
      }
      if (missing.length === 0) return keys;
      const answer = await (options.make ? foundOrMade : found)(missing);
      for (const { personId } of missing) {
        const key = answer.get(personId);
        if (key !== undefined) remember(personId, key);
        keys.set(personId, key ?? null);
      }
      return keys;
    },
    async erase(personIds: readonly string[]): Promise<ErasedKey[]> {
      const erased = await inTransaction(pool, async (client) => {
        await client.query(eraseNamed, [personIds, current.id]);
        await client.query(eraseKept, [personIds]);
        return (await client.query<ErasedKey>(selectErased, [personIds])).rows;
      });
      for (const { personId } of erased) remember(personId, null);
      return erased;
    },
    async keptFor(personId: string): Promise<string[]> {
      const select = 'SELECT person_id FROM vault.person_keys WHERE keeper_id = $1 ORDER BY created_at, person_id';
      return (await pool.query<{ person_id: string }>(select, [personId])).rows.map(({ person_id }) => person_id);
    },
    async knows(personId: string): Promise<boolean> {
      return Boolean((await select([{ personId }])).get(personId));
    },
  };
};

// Whoever comes second keeps the first one's key. Sorted, so that two batches cannot wait for each other. The keeper's row is
// held meanwhile: an erasure comes before, and there is no key any more, or after, and finds this one.
const insertKeys = `
  WITH keepers AS (
    SELECT person_id, erased_at FROM vault.person_keys WHERE person_id = ANY ($4::uuid[]) ORDER BY person_id FOR SHARE
  )
  INSERT INTO vault.person_keys (person_id, wrapped_key, master_key_id, keeper_id, erased_at)
  SELECT new.person_id, CASE WHEN keepers.erased_at IS NULL THEN wrapped_key END, $3, keeper_id, keepers.erased_at
    FROM unnest($1::uuid[], $2::bytea[], $4::uuid[]) AS new (person_id, wrapped_key, keeper_id)
    LEFT JOIN keepers ON keepers.person_id = new.keeper_id
  ON CONFLICT DO NOTHING RETURNING person_id, wrapped_key IS NULL AS erased`;

const eraseNamed = `
  INSERT INTO vault.person_keys AS known (person_id, wrapped_key, master_key_id, erased_at)
  SELECT person_id, NULL, $2, now() FROM unnest($1::uuid[]) AS named (person_id) ORDER BY person_id
  ON CONFLICT (person_id) DO UPDATE SET wrapped_key = NULL, erased_at = now(),
         fingerprint = encode(sha256(known.wrapped_key), 'hex')
   WHERE known.wrapped_key IS NOT NULL`;

const eraseKept = `
  UPDATE vault.person_keys SET wrapped_key = NULL, erased_at = now(), fingerprint = encode(sha256(wrapped_key), 'hex')
   WHERE keeper_id = ANY ($1::uuid[]) AND wrapped_key IS NOT NULL`;

const selectErased = `
  SELECT person_id AS "personId", fingerprint,
         to_char(erased_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "erasedAt"
    FROM vault.person_keys WHERE person_id = ANY ($1::uuid[]) OR keeper_id = ANY ($1::uuid[])
   ORDER BY created_at, person_id`;

const wrapContext = (personId: string, masterKeyId: string): string => `person key|${personId}|${masterKeyId}`;

/** Asks for what many want at once in one go: while one question is under way, the next one gathers. */
const together = (ask: (people: readonly KeyWanted[]) => Promise<Map<string, Key>>) => {
  let next: { people: Map<string, KeyWanted>; answer: Promise<Map<string, Key>> } | undefined;
  let underWay: Promise<unknown> = Promise.resolve();
  const gather = () => {
    const people = new Map<string, KeyWanted>();
    const answer = underWay.then(() => {
      next = undefined;
      return ask([...people.values()]);
    });
    underWay = answer.catch(() => {});
    return { people, answer };
  };
  return (wanted: readonly KeyWanted[]): Promise<Map<string, Key>> => {
    next ??= gather();
    for (const person of wanted) next.people.set(person.personId, { ...next.people.get(person.personId), ...person });
    return next.answer;
  };
};
