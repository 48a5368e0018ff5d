import { randomBytes, randomUUID } from 'node:crypto';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newestManifest } from '@careconnect/archiver/backup/manifest.ts';
import { takeBackup } from '@careconnect/archiver/backup/take.ts';
import { folderOfItsOwn, type House, masterKey, openHouse } from '@careconnect/archiver/spec/house.ts';
import { folderTarget } from '@careconnect/archiver/target/folder.ts';
import { asPatient, booked, cancelled } from '@careconnect/domain/spec/clinic.ts';
import { drAna, person } from '@careconnect/projectors/spec/people.ts';
import { expect } from 'chai';
import { type Drilled, drill } from './drill.ts';

const key = randomBytes(32);

describe('A restore drill', () => {
  const folder = folderOfItsOwn();
  let house: House;
  beforeEach(async () => {
    house = await openHouse();
    await house.tell(...drAna, ...person(1), ...person(2), ...booked(1), ...booked(2));
    await house.rows();
    const { store, databaseUrl } = house;
    const needs = { store, databaseUrl, target: folderTarget(folder.path), key, signal: new AbortController().signal };
    await takeBackup(needs, randomUUID(), new Date().toISOString());
  });
  afterEach(() => house.close());

  const drilled = async (): Promise<Drilled> => {
    const target = folderTarget(folder.path);
    const { newest } = await newestManifest(target, key);
    if (!newest) throw new Error('there is no backup');
    return drill({ live: house, target, key, masterKeys: [masterKey] }, newest);
  };
  const databases = async () =>
    (await house.pool.query("SELECT FROM pg_database WHERE datname LIKE 'drill%'")).rowCount;

  it('finds everything the same, and leaves nothing behind', async () => {
    const { events, tables, rows, differences } = await drilled();
    expect(differences).to.deep.equal([]);
    expect(events).to.equal((await house.log()).length);
    expect(tables).to.be.greaterThan(15);
    expect(rows).to.be.greaterThan(10);
    expect(await databases()).to.equal(0);
  });

  it('leaves aside what has changed since the backup', async () => {
    await house.tell(...person(3), cancelled(1, asPatient(1), '2026-11-21T08:00:00.000Z'));
    await house.rows();
    const { differences, rows } = await drilled();
    expect(differences).to.deep.equal([]);
    expect(rows).to.be.greaterThan(3);
  });

  it('names a table whose live rows are not what the backup makes of them', async () => {
    await house.pool.query("UPDATE patients SET last_name = 'Somebody' WHERE last_name = 'Costa 1'");
    expect((await drilled()).differences).to.deep.equal(['public.patients: 2 rows restored, 2 live']);
  });

  it('is refused by a backup that is broken, and leaves nothing behind either', async () => {
    const { newest } = await newestManifest(folderTarget(folder.path), key);
    const [segment] = newest?.log.segments ?? [];
    await appendFile(join(folder.path, segment?.file ?? ''), 'x');
    expect(await drilled().catch(({ message }) => message)).to.include(segment?.file);
    expect(await databases()).to.equal(0);
  });
});
