import type { Pool } from 'pg';
import type { EventStore, EventToAppend, StoredEvent } from '../event-store/event-store.ts';

/** Per event type: the key in its data that names the person, and which of its fields are theirs. */
export type PersonalFields = Readonly<Record<string, Readonly<{ person: string; fields: readonly string[] }>>>;

/** The first is used for new keys; the others still unwrap. 32 bytes each. */
export type MasterKeys = readonly { id: string; key: Buffer }[];

export type Vault = {
  seal(events: EventToAppend[]): Promise<EventToAppend[]>;
  /** Fields of an erased person open as null. Throws TamperedField. */
  open(events: StoredEvent[]): Promise<StoredEvent[]>;
  /** Deletes the key: from then on the person's fields are null everywhere, also in restored logs. */
  erase(personId: string): Promise<void>;
};

export declare function createVault(options: { pool: Pool; masterKeys: MasterKeys; fields: PersonalFields }): Vault;
/** `id:base64,id:base64`, current first. */
export declare function parseMasterKeys(text: string): MasterKeys;
/** Seals what is appended, opens what readStream gives. What subscribe gives stays sealed: the runner opens it by batch. */
export declare function sealing(store: EventStore, vault: Vault): EventStore;
/** HMAC-SHA-256, hex. */
export declare function keyedHash(secret: string | Buffer, text: string): string;
