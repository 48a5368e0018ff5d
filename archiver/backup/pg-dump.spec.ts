import { execFile } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { booked, user } from '@careconnect/domain/spec/clinic.ts';
import { isAlive } from '@careconnect/local/system/leftover.ts';
import { drAna, person } from '@careconnect/projectors/spec/people.ts';
import { databaseOnInstalled, installedPostgres } from '@careconnect/test/support/installed-postgres.ts';
import { freshDatabase } from '@careconnect/test/support/postgres.ts';
import { until } from '@careconnect/test/support/until.ts';
import { expect } from 'chai';
import pg from 'pg';
import { restoreBackup } from '../restore/restore.ts';
import { folderOfItsOwn, type House, openHouse } from '../spec/house.ts';
import { folderTarget } from '../target/folder.ts';
import { unpack } from '../target/parcel.ts';
import { type Manifest, newestManifest, readVaultManifest } from './manifest.ts';
import { environmentFor } from './pg-dump.ts';
import { takeBackup } from './take.ts';

const run = promisify(execFile);
const key = randomBytes(32);
const program = (name: string) => join(installedPostgres ?? '', name);
const pgDump = program('pg_dump');
const told = 'Don\'t\t\\.\n\\.\nand "so" on';

/** On a server of the version that is installed, with a pg_dump of the same. */
(installedPostgres ? describe : describe.skip)('A backup where there is a pg_dump', () => {
  const folder = folderOfItsOwn();
  const target = () => folderTarget(folder.path);
  const houses: House[] = [];
  const house = async (databaseOf = databaseOnInstalled): Promise<House> => {
    const opened = await openHouse(databaseOf);
    houses.push(opened);
    return opened;
  };
  before('both servers run', async () => {
    for (const databaseOf of [databaseOnInstalled, freshDatabase]) await (await databaseOf()).drop();
  });
  afterEach(() => Promise.all(houses.splice(0).map((opened) => opened.close())));

  const lived = async (databaseOf = databaseOnInstalled): Promise<House> => {
    const live = await house(databaseOf);
    await live.tell(...drAna, ...person(1), ...person(2), ...booked(1));
    await live.rows();
    await live.pool.query(
      `INSERT INTO notify.letters (letter_id, appointment_id, stream, revision, kind, channel, user_id, position, event, correlation_id)
       VALUES ($1, $1, $3, 0, 'confirmation', 'email', $2, 'old', '{"a": "\\\\"}', $1)`,
      [randomUUID(), user(1), told],
    );
    await live.pool.query("INSERT INTO throttle.tries (key) SELECT 'somebody ' || n FROM generate_series(1, 5000) n");
    return live;
  };
  const take = (
    { store, databaseUrl }: House,
    pgDump?: string,
    signal = new AbortController().signal,
  ): Promise<Manifest> => {
    const needs = { store, databaseUrl, target: target(), key, pgDump, signal };
    return takeBackup(needs, randomUUID(), new Date().toISOString());
  };
  const restored = async (manifest: Manifest, into: House): Promise<House> => {
    await restoreBackup({ store: into.store, databaseUrl: into.databaseUrl, target: target(), key }, manifest);
    return into;
  };
  /** All there is in the tables that a backup keeps, but for places in the log. */
  const keptBy = async ({ pool }: House) => {
    const kept: Record<string, unknown> = {};
    for (const table of ['vault.person_keys', 'notify.letters', 'messaging.inbox', 'throttle.tries'])
      kept[table] = (await pool.query(`SELECT to_jsonb(t) - 'position' AS row FROM ${table} t ORDER BY 1`)).rows;
    return kept;
  };
  const refused = (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => expect.fail('it was not refused'),
      ({ message }) => message,
    );

  for (const [named, madeBy, title] of [
    [pgDump, 'pg_dump (PostgreSQL) ', 'has its rows from it'],
    ['never', 'COPY (PostgreSQL) ', 'has its rows by COPY if that is wanted'],
  ] as const)
    it(`${title}, and gives them back, to a server of another version as well`, async () => {
      const live = await lived();
      const manifest = await take(live, named);
      expect(manifest.rows.madeBy).to.include(madeBy);
      expect((await readVaultManifest(target(), key))?.rows.madeBy).to.include(madeBy);
      expect(manifest.rows.tables).to.include({ 'notify.letters': 1, 'throttle.tries': 5_000 });
      for (const databaseOf of [databaseOnInstalled, freshDatabase]) {
        const again = await restored(manifest, await house(databaseOf));
        expect(await keptBy(again)).to.deep.equal(await keptBy(live));
        expect(await again.rows()).to.deep.equal(await live.rows());
      }
    });

  it('has its rows from the one on the PATH, unless another is named, and by COPY where none is there', async () => {
    const live = await lived();
    const { PATH } = process.env;
    try {
      process.env.PATH = installedPostgres;
      expect((await take(live)).rows.madeBy).to.match(/^pg_dump/);
      process.env.PATH = folder.path;
      expect((await take(live)).rows.madeBy).to.match(/^COPY/);
    } finally {
      process.env.PATH = PATH;
    }
  });

  it('holds nothing but what no replay brings back: no name, and none of the vault among the rest', async () => {
    const live = await lived();
    const { rows } = await take(live, pgDump);
    const dumped = await text(await unpack(target(), rows));
    expect(dumped.match(/^COPY \S+/gm)).to.deep.equal(Object.keys(rows.tables).map((table) => `COPY ${table}`));
    expect(dumped).not.to.match(/Costa|CREATE|vault/);
    const vault = (await readVaultManifest(target(), key))?.rows;
    expect(Object.keys(vault?.tables ?? {})).to.deep.equal(['vault.person_keys']);
  });

  it('can be read by psql, whichever tool wrote it', async () => {
    const live = await lived();
    for (const named of [pgDump, 'never']) {
      const { rows } = await take(live, named);
      const vault = (await readVaultManifest(target(), key))?.rows;
      const other = await house();
      for (const parcel of [rows, vault]) {
        const file = join(folder.path, 'rows.sql');
        await writeFile(file, parcel ? await text(await unpack(target(), parcel)) : '');
        await run(program('psql'), ['-v', 'ON_ERROR_STOP=1', '-f', file, other.databaseUrl]);
      }
      expect(await keptBy(other)).to.deep.equal(await keptBy(live));
    }
  });

  /** Does something of its own first or afterwards, whenever it is not just asked for its version. */
  const wrapped = async (script: string, version = `'${pgDump}' --version`): Promise<string> => {
    const path = join(folder.path, 'pg_dump');
    await writeFile(path, `#!/bin/sh\n[ "$1" = --version ] && exec ${version}\n${script}\n`);
    await chmod(path, 0o755);
    return path;
  };

  it('is of the moment at which it began, whoever writes meanwhile', async () => {
    const live = await lived();
    const meanwhile = `'${program('psql')}' -q -c "DELETE FROM throttle.tries"`;
    const { rows } = await take(live, await wrapped(`${meanwhile} && exec '${pgDump}' "$@"`));
    expect(rows.tables).to.include({ 'throttle.tries': 5_000 });
    expect((await live.pool.query('SELECT FROM throttle.tries')).rowCount).to.equal(0);
  });

  it('tells no password to whoever looks at the processes of the machine', async () => {
    const live = await lived();
    const seen = join(folder.path, 'seen');
    await take(live, await wrapped(`echo "$@" > '${seen}'; env > '${seen}.env'; exec '${pgDump}' "$@"`));
    const { password } = new URL(live.databaseUrl);
    expect(password).to.have.length.greaterThan(20);
    expect(await readFile(seen, 'utf8'))
      .to.include('--table=vault.person_keys')
      .and.not.include(password);
    expect((await readFile(`${seen}.env`, 'utf8')).split('\n')).to.include(`PGPASSWORD=${password}`);
  });

  it('fails with what pg_dump complains of, and when it ends too early', async () => {
    const live = await lived();
    const cut = `'${pgDump}' "$@" | head -c 60000`;
    for (const [script, message] of [
      ['echo "no such luck" >&2; exit 3', 'pg_dump ended with 3: no such luck'],
      [`${cut}; exit 3`, 'pg_dump ended with 3: '],
      [cut, 'the rows end in the middle of a table'],
      [`'${pgDump}' "$@" --exclude-table=notify.letters`, 'these tables were to be copied'],
      [`'${pgDump}' "$@" --column-inserts`, 'a statement that is not known: INSERT INTO'],
    ] as const)
      expect(await refused(take(live, await wrapped(script)))).to.include(message);
    expect(await refused(take(live, join(folder.path, 'nowhere')))).to.include('ENOENT');
    expect((await newestManifest(target(), key)).newest).to.equal(null);
  });

  it('ends pg_dump with itself when the archiver is stopped', async () => {
    const live = await lived();
    const begun = join(folder.path, 'begun');
    const stopping = new AbortController();
    const hanging = await wrapped(`echo $$ > '${begun}'; exec tail -f /dev/null`);
    const taken = refused(take(live, hanging, stopping.signal));
    const pid = async () => Number(await readFile(begun, 'utf8').catch(() => 0));
    await until('pg_dump runs', async () => (await pid()) > 0);
    stopping.abort();
    expect(await taken).to.equal('The operation was aborted');
    await until('it is gone', async () => !isAlive(await pid()));
  });

  it('has its rows by COPY where the server is newer than it', async () => {
    const live = await lived(freshDatabase);
    const { rows } = await live.pool.query<{ version: string }>("SELECT current_setting('server_version') AS version");
    const [server, installed] = [rows[0]?.version ?? '', (await run(pgDump, ['--version'])).stdout.split(' ')[2] ?? ''];
    const ancient = await wrapped('exit 1', "echo 'pg_dump (PostgreSQL) 9.6.24'");
    const isOlder = Number.parseInt(installed, 10) < Number.parseInt(server, 10);
    for (const named of isOlder ? [ancient, pgDump] : [ancient])
      expect((await take(live, named)).rows.madeBy).to.equal(`COPY (PostgreSQL) ${server}`);
  });
});

describe('The way from pg_dump to the server', () => {
  const folder = folderOfItsOwn();
  const environment = (url: string) => environmentFor(new pg.Client(url), url);

  it('is the one that the archiver takes', () => {
    expect(environment('postgres://ann%40b:p%2Fq%20r@db.example:5433/clinic')).to.include({
      ...{ PGHOST: 'db.example', PGPORT: '5433', PGUSER: 'ann@b', PGPASSWORD: 'p/q r', PGDATABASE: 'clinic' },
      PGSSLMODE: 'disable',
    });
  });

  it('is never less careful than that', async () => {
    const ca = join(folder.path, 'ca.pem');
    await writeFile(ca, 'a certificate');
    const with_ = (words: string) => environment(`postgres://a:b@db.example/clinic?${words}`);
    const system = { PGSSLMODE: 'verify-full', PGSSLROOTCERT: 'system' };
    expect(with_('sslmode=verify-full')).to.include(system);
    expect(with_('ssl=true')).to.include(system);
    expect(with_(`sslmode=verify-full&sslrootcert=${ca}`)).to.include({ ...system, PGSSLROOTCERT: ca });
    expect(with_('sslmode=no-verify')).to.include({ PGSSLMODE: 'require' });
  });

  it('hands over no secret but the password', () => {
    process.env.SOME_SECRET = 'secret';
    expect(environment('postgres://a:b@db.example/clinic')).not.to.have.property('SOME_SECRET');
    delete process.env.SOME_SECRET;
  });
});
