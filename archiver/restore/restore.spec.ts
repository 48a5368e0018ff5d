import { fork } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { DomainEvent } from '@careconnect/domain/events.ts';
import { patientId } from '@careconnect/domain/ids.ts';
import { appointment, asPatient, booked, cancelled, patient, user } from '@careconnect/domain/spec/clinic.ts';
import { drAna, person } from '@careconnect/projectors/spec/people.ts';
import { expect } from 'chai';
import { beginningOf, ending } from '../backup/layout.ts';
import { type Manifest, manifestOf, newestManifest, readManifest, writeManifest } from '../backup/manifest.ts';
import { forgetOldBackups } from '../backup/retention.ts';
import { takeBackup } from '../backup/take.ts';
import { renewVault } from '../backup/vault.ts';
import { verifyAll } from '../backup/verify.ts';
import { folderOfItsOwn, type House, openHouse } from '../spec/house.ts';
import { folderTarget } from '../target/folder.ts';
import { store } from '../target/parcel.ts';
import type { Target } from '../target/target.ts';
import { restoreBackup } from './restore.ts';

const key = randomBytes(32);
const at = '2026-11-21T08:00:00.000Z';
const notes = 'It hurts when I laugh.';
/** A process that backs up, killed once it has written so many files. */
const killedAfter = (written: number, [eventStoreUrl, databaseUrl, path]: [string, string, string]): Promise<void> =>
  new Promise((resolve, reject) => {
    const program = new URL('../spec/backup-process.ts', import.meta.url);
    const args = [eventStoreUrl, databaseUrl, path, key.toString('base64')];
    const child = fork(program, args, { execArgv: ['--import', 'tsx'] });
    child.on('message', (count) => (count === written ? child.kill('SIGKILL') : child.send('go on')));
    child.on('exit', (code, signal) =>
      signal === 'SIGKILL' ? resolve() : reject(new Error(`it ended with ${code} before it was killed`)),
    );
  });

const withNotes = (event: DomainEvent): DomainEvent =>
  event.type === 'AppointmentRequested' ? { ...event, data: { ...event.data, notes } } : event;

describe('A backup', () => {
  const folder = folderOfItsOwn();
  const target = () => folderTarget(folder.path);
  let live: House;
  let empty: House;
  beforeEach(async () => {
    [live, empty] = await Promise.all([openHouse(), openHouse()]);
    await live.tell(...drAna, ...person(1), ...person(2), ...booked(1).map(withNotes), ...booked(2));
    await live.pool.query(
      `INSERT INTO notify.letters (letter_id, appointment_id, stream, revision, kind, channel, user_id, position, event, correlation_id)
       VALUES ($1, $2, 'doctorDay', 0, 'confirmation', 'email', $3, 'old', '{}', $1)`,
      [randomUUID(), randomUUID(), user(1)],
    );
  });
  afterEach(() => Promise.all([live.close(), empty.close()]));

  const take = (eventsPerSegment = 4, { store, databaseUrl } = live): Promise<Manifest> => {
    const needs = { store, databaseUrl, target: target(), key, signal: new AbortController().signal, eventsPerSegment };
    return takeBackup(needs, randomUUID(), new Date().toISOString());
  };
  const restore = async (into = empty): Promise<void> => {
    const { store, databaseUrl } = into;
    const { newest } = await newestManifest(target(), key);
    if (!newest) throw new Error('there is no backup');
    await restoreBackup({ store, databaseUrl, target: target(), key }, newest);
  };
  /** As `npm run restore -- FOLDER --backup ID` does. */
  const restoreNamed = async (backupId: string): Promise<void> => {
    const { store, databaseUrl } = empty;
    const manifest = await readManifest(target(), key, manifestOf(backupId));
    await restoreBackup({ store, databaseUrl, target: target(), key }, manifest);
  };
  const refused = (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => expect.fail('it was not refused'),
      (error: Error) => error.message,
    );

  it('restored, gives the same log and the same rows', async () => {
    await take();
    await restore();
    const [before, after] = [await live.log(), await empty.log()];
    const known = ({ position: _, ...event }: (typeof before)[number]) => event;
    expect(after.map(known)).to.deep.equal(before.map(known));
    expect(await empty.rows()).to.deep.equal(await live.rows());
    const { rows } = await empty.pool.query("SELECT notes FROM appointments WHERE notes <> ''");
    expect(rows).to.deep.equal([{ notes }]);
  });

  it('holds what no replay brings back; letters wait for places that there are', async () => {
    await live.rows();
    await take();
    await restore();
    const { rows } = await empty.pool.query('SELECT user_id, position FROM notify.letters');
    expect(rows).to.have.length(1);
    expect(rows[0].user_id).to.equal(user(1));
    expect(rows[0].position).not.to.equal('old');
  });

  it('has what lies ahead thought of anew by whoever reminds people', async () => {
    const [startsAt, endsAt] = ['2136-11-24T12:30:00.000Z', '2136-11-24T13:00:00.000Z'];
    await live.tell(
      ...booked(3).map((event) => ({ ...event, data: { ...event.data, startsAt, endsAt } }) as DomainEvent),
    );
    await take();
    await restore();
    const { rows } = await empty.pool.query("SELECT DISTINCT data->>'appointmentId' AS id FROM reminders.job");
    expect(rows).to.deep.equal([{ id: appointment(3) }]);
  });

  it('means the same days where dates are written in another way', async () => {
    const { rows } = await live.pool.query<{ name: string }>('SELECT current_database() AS name');
    await live.pool.query(`ALTER DATABASE ${rows[0]?.name} SET datestyle = 'SQL, DMY'`);
    const handled = "INSERT INTO messaging.inbox VALUES ('notifier', $1, '2026-03-04T05:06:07.123456Z')";
    await live.pool.query(handled, [randomUUID()]);
    await take();
    await restore();
    const when = 'SELECT extract(epoch FROM handled_at)::text AS at FROM messaging.inbox';
    expect((await empty.pool.query(when)).rows).to.deep.equal((await live.pool.query(when)).rows);
  });

  it('goes on where those were who told the broker', async () => {
    const [, , third] = await live.log();
    const { commit, prepare } = third?.position ?? {};
    await live.pool.query("INSERT INTO projection.checkpoints VALUES ('relay', $1, $2)", [
      String(commit),
      String(prepare),
    ]);
    await take();
    await restore();
    const { rows } = await empty.pool.query(
      "SELECT commit_position AS at FROM projection.checkpoints WHERE name = 'relay'",
    );
    const told = (await empty.log()).filter(({ position }) => position.commit <= BigInt(rows[0].at));
    expect(told.map(({ id }) => id)).to.deep.equal((await live.log()).slice(0, told.length).map(({ id }) => id));
    expect(told.length).to.be.within(1, 3);
  });

  it('after more events holds them too, and writes them alone', async () => {
    const first = await take();
    await live.tell(...person(3), cancelled(1, asPatient(1), at));
    const second = await take();
    expect(second.log.segments.slice(0, first.log.segments.length)).to.deep.equal(first.log.segments);
    expect(second.log.events).to.equal((await live.log()).length);
    await restore();
    expect(await empty.rows()).to.deep.equal(await live.rows());
  });

  it('of another log begins anew', async () => {
    await take();
    await empty.tell(...person(4), ...person(3), ...drAna);
    const whole = await take(4, empty);
    expect(whole.log.events).to.equal((await empty.log()).length);
  });

  it('with a flipped byte in any file is refused by its name, and nothing is written', async () => {
    const { backupId, log } = await take();
    const files = (await readdir(folder.path, { recursive: true, withFileTypes: true })).filter((each) =>
      each.isFile(),
    );
    expect(files).to.have.length(log.segments.length + 4);
    for (const { parentPath, name } of files) {
      const path = join(parentPath, name);
      const whole = await readFile(path);
      const flipped = Buffer.from(whole);
      const middle = Math.floor(flipped.length / 2);
      flipped[middle] = (flipped[middle] ?? 0) ^ 1;
      await writeFile(path, flipped);
      const { faults } = await verifyAll(target(), key);
      expect(faults.join(), path).to.include(name);
      expect(await refused(restoreNamed(backupId)), path).to.include(name);
      await writeFile(path, whole);
    }
    expect(await empty.log()).to.deep.equal([]);
    const { rows } = await empty.pool.query('SELECT FROM notify.letters');
    expect(rows).to.deep.equal([]);
    await restoreNamed(backupId);
    expect(await empty.rows()).to.deep.equal(await live.rows());
  });

  it('with a file missing, or signed by somebody else, is refused', async () => {
    const { backupId } = await take();
    expect((await verifyAll(target(), randomBytes(32))).faults.join()).to.include(
      `${backupId}.json: its signature is wrong`,
    );
    await rm(join(folder.path, 'log', backupId, '000002.ndjson.gz'));
    expect(await refused(restore())).to.include('000002.ndjson.gz is missing');
  });

  it('whose rows belong elsewhere, or are others than it says, is refused, though it is signed', async () => {
    const manifest = await take();
    const forge = async (content: string, tables: Record<string, number>): Promise<void> => {
      const parcel = await store(target(), 'tables/forged.sql.gz', Readable.from([Buffer.from(content)]));
      await writeManifest(target(), key, { ...manifest, rows: { ...parcel, madeBy: 'hand', tables } });
    };
    const somebody = `${beginningOf('throttle.tries', 'key')}somebody\n${ending}`;
    for (const [content, tables, message] of [
      [`${beginningOf('migrations.applied', 'name')}evil\n${ending}`, {}, 'rows of migrations.applied, where none'],
      [`${beginningOf('vault.person_keys', 'person_id')}${ending}`, {}, 'rows of vault.person_keys, where none'],
      ['DROP TABLE throttle.tries;\n', {}, 'a statement that is not known: DROP TABLE'],
      [somebody, { 'throttle.tries': 2 }, 'holds 1 rows of throttle.tries, not 2'],
      [somebody, { 'throttle.tries': 1, 'notify.letters': 1 }, 'holds no rows of notify.letters'],
    ] as const) {
      await forge(content, tables);
      expect(await refused(restoreNamed(manifest.backupId))).to.include(message);
    }
    expect((await empty.pool.query('SELECT FROM throttle.tries')).rowCount).to.equal(0);
    expect(await empty.log()).to.deep.equal([]);
  });

  it('that is cut off by a kill, wherever, is none; the next one tidies up and is whole', async () => {
    const { segments } = (await take(1)).log;
    await rm(folder.path, { recursive: true });
    for (const written of [1, Math.floor(segments.length / 2), segments.length, segments.length + 2]) {
      await killedAfter(written, [live.eventStore.url, live.databaseUrl, folder.path]);
      expect((await newestManifest(target(), key)).newest).to.equal(null);
    }
    const left = new Set(await readdir(join(folder.path, 'log')));
    expect(left.size).to.equal(4);
    const { backupId, takenAt } = await take();
    await forgetOldBackups(target(), key, { days: 1, most: 1 }, takenAt);
    const files = await readdir(join(folder.path, 'log'), { recursive: true, withFileTypes: true });
    expect(files.filter((file) => file.isFile()).every(({ parentPath }) => parentPath.endsWith(backupId))).to.equal(
      true,
    );
    await restore();
    expect(await empty.rows()).to.deep.equal(await live.rows());
  });

  it('is forgotten when it is too old, or there are too many; never the newest, nor what it needs', async () => {
    const ids: string[] = [];
    for (const n of [11, 12, 13, 14]) {
      await live.tell(...person(n));
      ids.push((await take()).backupId);
    }
    const names = async () => (await newestManifest(target(), key)).all.map(({ backupId }) => backupId);
    const now = new Date().toISOString();
    await forgetOldBackups(target(), key, { days: 1, most: 3 }, now);
    expect(await names()).to.deep.equal(ids.toReversed().slice(0, 3));
    const nextYear = new Date(Date.now() + 365 * 24 * 60 * 60_000).toISOString();
    await forgetOldBackups(target(), key, { days: 1, most: 3 }, nextYear);
    expect(await names()).to.deep.equal(ids.slice(-1));
    expect((await verifyAll(target(), key)).faults).to.deep.equal([]);
    await restore();
    expect(await empty.rows()).to.deep.equal(await live.rows());
  });

  it('is restored to an empty target alone', async () => {
    await take();
    expect(await refused(restore(live))).to.include('the event store holds events already');
    await empty.pool.query("INSERT INTO throttle.tries (key) VALUES ('somebody')");
    expect(await refused(restore())).to.include('throttle.tries holds rows already');
  });

  it('is examined and restored with the copy of the vault that takes the place of the one that was there', async () => {
    await take();
    const renewedOnce = (): Target => {
      let renewed = false;
      return {
        ...target(),
        read: async (file) => {
          if (file.startsWith('vault/') && file.endsWith('.sql.gz') && !renewed) {
            renewed = true;
            await renewVault({ databaseUrl: live.databaseUrl, target: target(), key }, at);
          }
          return target().read(file);
        },
      };
    };
    expect((await verifyAll(renewedOnce(), key)).faults).to.deep.equal([]);
    const { newest } = await newestManifest(target(), key);
    const { store, databaseUrl } = empty;
    await restoreBackup({ store, databaseUrl, target: renewedOnce(), key }, newest as Manifest);
    const keys = 'SELECT person_id, wrapped_key FROM vault.person_keys ORDER BY person_id';
    expect((await empty.pool.query(keys)).rows).to.deep.equal((await live.pool.query(keys)).rows);
  });

  describe('and somebody who was erased after it', () => {
    const erase = async () => {
      await live.vault.erase(patient(1), user(1));
      const account = { userId: user(1), by: 'OWNER', emailHash: null, contactId: null, era: 1, erasedAt: at } as const;
      await live.tell({ type: 'UserErased', data: account });
      await live.tell({
        type: 'PatientErased',
        data: { patientId: patientId(patient(1)), userId: user(1), erasedAt: at },
      });
    };
    const isReadable = async (): Promise<boolean> => JSON.stringify(await empty.rows()).includes(notes);

    it('leaves them unreadable, for the vault has no past', async () => {
      await take();
      await erase();
      await renewVault({ databaseUrl: live.databaseUrl, target: target(), key }, at);
      await restore();
      expect((await empty.log()).some(({ type }) => type === 'UserErased')).to.equal(false);
      expect(await isReadable()).to.equal(false);
    });

    it('leaves them unreadable even with an older copy of the vault, for the log tells of it', async () => {
      await take();
      const vault = await Promise.all(
        (await readdir(join(folder.path, 'vault'))).map(async (name) => {
          const path = join(folder.path, 'vault', name);
          return { path, content: await readFile(path) };
        }),
      );
      await erase();
      await take();
      for (const { path, content } of vault) await writeFile(path, content);
      await restore();
      expect(await isReadable()).to.equal(false);
      const { rows } = await empty.pool.query(
        'SELECT count(*)::integer AS keys FROM vault.person_keys WHERE wrapped_key IS NOT NULL',
      );
      expect(rows[0].keys).to.be.greaterThan(1);
    });
  });
});
