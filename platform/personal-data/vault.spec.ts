import { randomBytes, randomUUID } from 'node:crypto';
import { type RunningEventStore, startEventStore } from '@careconnect/local/eventstore/server.ts';
import { type FreshDatabase, freshDatabase } from '@careconnect/test/support/postgres.ts';
import { expect } from 'chai';
import type { Pool } from 'pg';
import type { EventStore, EventToAppend, StoredEvent } from '../event-store/event-store.ts';
import { connectEventStore } from '../event-store/eventstoredb.ts';
import { hashOf } from '../event-store/hash.ts';
import { failureOf, metadata } from '../event-store/spec/events.ts';
import { createPool } from '../postgres/postgres.ts';
import { createPersonKeys } from './person-keys.ts';
import { isSealed } from './sealed.ts';
import { createVault, keyedHash, parseMasterKeys, sealing, TamperedField, type Vault } from './vault.ts';

const fields = {
  PersonAdded: { person: 'personId', fields: ['name', 'born', 'notes'] },
  ChildAdded: { person: 'childId', keeper: 'personId', fields: ['name'] },
  PersonMoved: { person: 'personId', fields: ['address'] },
} as const;
type Data = Record<string, unknown>;
const event = (type: string, data: Data): EventToAppend => ({ id: randomUUID(), type, data, metadata });
const added = (personId: string, name = 'Ada'): EventToAppend =>
  event('PersonAdded', { personId, name, born: null, notes: { text: 'knee', urgent: true }, visible: 'yes' });
const asStored = (events: EventToAppend[]): StoredEvent[] =>
  events.map((each, i) => ({
    ...each,
    streamName: 's',
    revision: BigInt(i),
    position: { commit: BigInt(i), prepare: BigInt(i) },
    metadata: { ...metadata, previousHash: null },
  }));
const dataOf = (events: { data: unknown }[]) => events.map(({ data }) => data as Data);

describe('the vault', () => {
  const masterKeys = [{ id: 'm1', key: randomBytes(32) }];
  let database: FreshDatabase;
  let pool: Pool;
  let queries: string[];
  const vaultOf = (keys = masterKeys): Vault => createVault({ pool, masterKeys: keys, fields });

  before(async () => {
    database = await freshDatabase();
    pool = createPool({ url: database.url, max: 4 });
    queries = [];
    const query = pool.query.bind(pool) as (...given: unknown[]) => unknown;
    pool.query = ((...given: unknown[]) => {
      queries.push(String(given[0]).trim().slice(0, 6));
      return query(...given);
    }) as typeof pool.query;
  });
  after(async () => {
    await pool.end();
    await database.drop();
  });

  it('seals the personal fields and nothing else, and opens them again', async () => {
    const person = randomUUID();
    const [sealed] = await vaultOf().seal([added(person)]);
    const data = sealed?.data as Data;
    expect(isSealed(data.name) && isSealed(data.notes)).to.equal(true);
    expect(data).to.include({ personId: person, born: null, visible: 'yes' });
    expect(JSON.stringify(sealed)).not.to.match(/"Ada"|"knee"/);
    const [opened] = await vaultOf().open(asStored(sealed ? [sealed] : []));
    expect(opened?.data).to.deep.equal(added(person).data);
  });

  it('leaves events without personal data alone, and asks nobody', async () => {
    const before = queries.length;
    const events = [
      event('RoomBuilt', { name: 'Blue' }),
      event('constructor', {}),
      event('PersonMoved', { personId: 'x' }),
    ];
    expect(await vaultOf().seal(events)).to.deep.equal(events);
    expect(queries.length).to.equal(before);
  });

  it('asks once for all the keys of a batch, and not again for those it knows', async () => {
    const people = Array.from({ length: 100 }, () => randomUUID());
    const sealed = asStored(await vaultOf().seal(people.map((person) => added(person))));
    const vault = vaultOf();
    const before = queries.length;
    await vault.open([...sealed, ...sealed]);
    await vault.open(sealed);
    expect(queries.slice(before)).to.deep.equal(['SELECT']);
  });

  it('makes one key for a person, however many ask at once', async () => {
    const person = randomUUID();
    const sealed = await Promise.all(Array.from({ length: 10 }, () => vaultOf().seal([added(person)])));
    const opened = await vaultOf().open(asStored(sealed.flat()));
    expect(dataOf(opened).every(({ name }) => name === 'Ada')).to.equal(true);
  });

  it('opens the fields of an erased person as null, and keeps the others', async () => {
    const [ada, bob] = [randomUUID(), randomUUID()];
    const sealed = asStored(
      await vaultOf().seal([added(ada), added(bob, 'Bob'), event('PersonMoved', { personId: ada, address: 'x' })]),
    );
    const vault = vaultOf();
    await vault.open(sealed);
    await vault.erase(ada);
    for (const each of [vault, vaultOf()]) {
      const [first, second, third] = dataOf(await each.open(sealed));
      expect(first).to.include({ name: null, notes: null, visible: 'yes' });
      expect(second).to.include({ name: 'Bob' });
      expect(third).to.include({ address: null });
    }
    const { rows } = await pool.query('SELECT wrapped_key FROM vault.person_keys WHERE person_id = $1', [ada]);
    expect(rows).to.deep.equal([{ wrapped_key: null }]);
  });

  it('never makes a new key for an erased person: what comes late is not kept', async () => {
    const [known, unknown] = [randomUUID(), randomUUID()];
    await vaultOf().seal([added(known)]);
    for (const person of [known, unknown]) {
      await vaultOf().erase(person);
      await vaultOf().erase(person);
      const [late] = dataOf(await vaultOf().seal([added(person)]));
      expect(late).to.include({ name: null, notes: null, visible: 'yes' });
    }
  });

  const child = (personId: string, childId: string) => event('ChildAdded', { personId, childId, name: 'Leo' });

  it('erases with somebody those who are in their care, and says which keys there were', async () => {
    const [ada, leo, mia, other] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
    const sealed = asStored(
      await vaultOf().seal([added(ada), child(ada, leo), child(ada, mia), child(other, randomUUID())]),
    );
    const vault = vaultOf();
    expect(await vault.keptFor(ada)).to.have.members([leo, mia]);
    const erased = await vault.erase(ada);
    expect(erased.map(({ personId }) => personId)).to.have.members([ada, leo, mia]);
    for (const { fingerprint, erasedAt } of erased) {
      expect(fingerprint).to.match(/^[0-9a-f]{64}$/);
      expect(Math.abs(Date.parse(erasedAt) - Date.now())).to.be.below(60_000);
    }
    for (const each of [vault, vaultOf()])
      expect(dataOf(await each.open(sealed)).map(({ name }) => name)).to.deep.equal([null, null, null, 'Leo']);
    expect(await vaultOf().erase(ada)).to.deep.equal(erased);
    expect([await vault.knows(ada), await vault.knows(leo), await vault.knows(randomUUID())]).to.deep.equal([
      false,
      false,
      false,
    ]);
  });

  it('makes no key for somebody in the care of who is erased, whichever comes first', async () => {
    for (let n = 0; n < 20; n += 1) {
      const [ada, leo] = [randomUUID(), randomUUID()];
      await vaultOf().seal([added(ada)]);
      await Promise.all([vaultOf().seal([child(ada, leo)]), vaultOf().erase(ada)]);
      expect(await vaultOf().knows(leo), String(n)).to.equal(false);
      const [late] = dataOf(await vaultOf().seal([child(ada, randomUUID())]));
      expect(late).to.include({ name: null });
    }
  });

  it('hears of an erasure elsewhere within half a minute', async () => {
    let now = 0;
    const person = randomUUID();
    const keys = createPersonKeys(pool, masterKeys, () => now);
    await keys.of([{ personId: person }], { make: true });
    await vaultOf().erase(person);
    now = 30_000;
    expect((await keys.of([{ personId: person }], { make: false })).get(person)).to.equal(null);
  });

  it('notices what was changed or moved to another person, event or field', async () => {
    const [ada, bob] = [randomUUID(), randomUUID()];
    const vault = vaultOf();
    const [first, second] = asStored(await vault.seal([added(ada), added(bob)]));
    const data = first?.data as Data & { name: { $sealed: string } };
    const flipped = Buffer.from(data.name.$sealed, 'base64url');
    flipped[14] = (flipped[14] ?? 0) ^ 1;
    const forged: Data[] = [
      { ...data, name: { $sealed: flipped.toString('base64url') } },
      { ...data, name: data.notes },
      { ...data, personId: bob },
      { ...data, name: { $sealed: '' } },
      { ...(second?.data as Data), name: data.name },
    ];
    for (const each of forged) {
      const [stored] = asStored([event('PersonAdded', each)]);
      expect(await failureOf(vault.open(stored ? [stored] : []))).to.be.instanceOf(TamperedField);
    }
  });

  it('needs the master key that wrapped a key, and lives on through a change of master keys', async () => {
    const person = randomUUID();
    const sealed = asStored(await vaultOf().seal([added(person)]));
    const next = { id: 'm2', key: randomBytes(32) };
    expect(dataOf(await vaultOf([next, ...masterKeys]).open(sealed))[0]).to.include({ name: 'Ada' });
    const unopened = await failureOf(vaultOf([next]).open(sealed));
    expect(unopened).to.have.property('message', 'master key m1 is not configured');
    const wrong = [{ id: 'm1', key: randomBytes(32) }];
    expect(await failureOf(vaultOf(wrong).open(sealed))).to.be.instanceOf(TamperedField);
  });

  it('refuses personal data of nobody', async () => {
    const failure = await failureOf(vaultOf().seal([event('PersonAdded', { name: 'Ada' })]));
    expect(failure).to.have.property('message', 'PersonAdded has personal data but its personId is no id');
  });

  it('reads master keys from text, and refuses any other text', () => {
    const [a, b] = [randomBytes(32), randomBytes(32)];
    expect(parseMasterKeys(`k2:${b.toString('base64')}, k1:${a.toString('base64')}`)).to.deep.equal([
      { id: 'k2', key: b },
      { id: 'k1', key: a },
    ]);
    for (const text of ['', 'k1', 'k1:AAAA', `k1:${a.toString('base64')},k1:${b.toString('base64')}`]) {
      expect(() => parseMasterKeys(text)).to.throw(/master key/);
    }
  });

  it('names what is personal by a keyed hash', () => {
    expect(keyedHash('secret', 'ada@example.org')).to.match(/^[0-9a-f]{64}$/);
    expect(keyedHash('secret', 'ada@example.org')).to.equal(keyedHash(Buffer.from('secret'), 'ada@example.org'));
    expect(keyedHash('other', 'ada@example.org')).not.to.equal(keyedHash('secret', 'ada@example.org'));
  });

  describe('around an event store', () => {
    let server: RunningEventStore;
    let raw: EventStore;

    before(async () => {
      server = await startEventStore();
      raw = connectEventStore({ url: server.url });
    });
    after(async () => {
      await raw.close();
      await server.stop();
    });
    const all = async (events: AsyncIterable<StoredEvent>) => {
      const found = [];
      for await (const each of events) found.push(each);
      return found;
    };

    it('keeps everything personal out of the log, gives it back, and keeps the chain whole after an erasure', async () => {
      const person = randomUUID();
      const vault = vaultOf();
      const store = sealing(raw, vault);
      const many = Array.from({ length: 250 }, (_, i) => added(person, `Name ${i}`));
      await store.append('person-1', 'no_stream', many);
      await store.append('person-1', 249n, [event('PersonMoved', { personId: person, address: 'Elm 1' })]);
      const lying = await all(raw.readStream('person-1'));
      expect(JSON.stringify(dataOf(lying))).not.to.match(/"Name |"knee"|"Elm /);
      const opened = await all(store.readStream('person-1'));
      expect(dataOf(opened.slice(0, -1))).to.deep.equal(dataOf(many));
      await vault.erase(person);
      expect(dataOf(await all(store.readStream('person-1', { from: 249n })))).to.deep.include({
        personId: person,
        address: null,
      });
      expect(lying.map((each) => each.metadata.previousHash)).to.deep.equal([null, ...lying.slice(0, -1).map(hashOf)]);
    });
  });
});
