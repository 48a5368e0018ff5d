import type { Pool } from 'pg';
import type { EventStore, EventToAppend, StoredEvent } from '../event-store/event-store.ts';
import { createPersonKeys, type ErasedKey, type KeyWanted, type MasterKeys } from './person-keys.ts';
import { isSealed, openValue, sealValue } from './sealed.ts';

export { type ErasedKey, type MasterKeys, parseMasterKeys } from './person-keys.ts';
export { keyedHash, TamperedField } from './sealed.ts';

/**
 * Per event type: the key in its data that names the person, and which of its fields are theirs; where a key is made for
 * somebody who is in the care of somebody else, the key that names the keeper.
 */
export type PersonalFields = Readonly<
  Record<string, Readonly<{ person: string; keeper?: string; fields: readonly string[] }>>
>;

export type Vault = {
  /** A personal field of an erased person is not kept: it becomes null. */
  seal(events: EventToAppend[]): Promise<EventToAppend[]>;
  /** Fields of an erased person open as null. Throws TamperedField. */
  open(events: StoredEvent[]): Promise<StoredEvent[]>;
  /**
   * Deletes their keys and those kept for them, at once: from then on the fields of all of them are null, in every copy of
   * the log. Seen everywhere within 30 s. Answers what was deleted, also when it is asked again.
   */
  erase(...personIds: string[]): Promise<ErasedKey[]>;
  /** Whose keys are kept for this person, erased ones included. */
  keptFor(personId: string): Promise<string[]>;
  /** Whether there is a key, so something that it opens may lie in the log. */
  knows(personId: string): Promise<boolean>;
};

type AnyEvent = { type: string; data: unknown };
type Personal = KeyWanted & { fields: readonly string[]; data: Record<string, unknown> };

/** Personal data is sealed with a key per person; the keys lie in Postgres, wrapped by a master key that does not. */
export const createVault = (options: { pool: Pool; masterKeys: MasterKeys; fields: PersonalFields }): Vault => {
  const keys = createPersonKeys(options.pool, options.masterKeys);

  const personalIn = ({ type, data }: AnyEvent): Personal | null => {
    const declared = Object.hasOwn(options.fields, type) ? options.fields[type] : undefined;
    if (!declared) return null;
    const values = data as Record<string, unknown>;
    const fields = declared.fields.filter((field) => values[field] !== null && values[field] !== undefined);
    if (fields.length === 0) return null;
    const personId = values[declared.person];
    if (typeof personId !== 'string') throw new Error(`${type} has personal data but its ${declared.person} is no id`);
    const keeperId = declared.keeper === undefined ? undefined : values[declared.keeper];
    const keeper = typeof keeperId === 'string' ? { keeperId: keeperId.toLowerCase() } : {};
    return { personId: personId.toLowerCase(), ...keeper, fields, data: values };
  };

  const change = async <E extends AnyEvent>(
    events: E[],
    make: boolean,
    one: (key: Buffer | null, value: unknown, context: string) => unknown,
  ): Promise<E[]> => {
    const personal = events.map(personalIn);
    const people = personal.filter((found) => found !== null);
    if (people.length === 0) return events;
    const keyOf = await keys.of(people, { make });
    return events.map((event, i) => {
      const found = personal[i];
      if (!found) return event;
      const key = keyOf.get(found.personId) ?? null;
      const changed = found.fields.map((field) => [
        field,
        one(key, found.data[field], `${found.personId}|${event.type}|${field}`),
      ]);
      return { ...event, data: { ...found.data, ...Object.fromEntries(changed) } };
    });
  };

  return {
    seal: (events) => change(events, true, (key, value, context) => (key ? sealValue(key, value, context) : null)),
    open: (events) =>
      change(events, false, (key, value, context) => {
        if (!isSealed(value)) return value;
        return key ? openValue(key, value, context) : null;
      }),
    erase: (...personIds) => keys.erase(personIds.map((personId) => personId.toLowerCase())),
    keptFor: (personId) => keys.keptFor(personId.toLowerCase()),
    knows: (personId) => keys.knows(personId.toLowerCase()),
  };
};

/** Seals what is appended, opens what readStream gives. What subscribe gives stays sealed: a runner opens it by batch. */
export const sealing = (store: EventStore, vault: Vault): EventStore => ({
  ...store,
  append: async (streamName, expected, events) => store.append(streamName, expected, await vault.seal(events)),
  async *readStream(streamName, options) {
    let batch: StoredEvent[] = [];
    for await (const event of store.readStream(streamName, options)) {
      if (batch.push(event) < 200) continue;
      yield* await vault.open(batch);
      batch = [];
    }
    yield* await vault.open(batch);
  },
});
