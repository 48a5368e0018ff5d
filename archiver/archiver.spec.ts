import { randomBytes, randomUUID } from 'node:crypto';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { addPatient, at, book, daysOf, onboard } from '@careconnect/command-service/spec/clinic.ts';
import { type Service, startService } from '@careconnect/command-service/spec/service.ts';
import { personalFields } from '@careconnect/domain/personal.ts';
import { readConfig } from '@careconnect/platform/config/config.ts';
import { connectEventStore } from '@careconnect/platform/event-store/eventstoredb.ts';
import type { Serving } from '@careconnect/platform/http/server.ts';
import { silentLog } from '@careconnect/platform/logging/logger.ts';
import { inProcessBus } from '@careconnect/platform/messaging/in-process.ts';
import type { MessageBus } from '@careconnect/platform/messaging/message-bus.ts';
import { createVault, parseMasterKeys } from '@careconnect/platform/personal-data/vault.ts';
import { createPool } from '@careconnect/platform/postgres/postgres.ts';
import { type Projection, runProjection } from '@careconnect/platform/subscription/runner.ts';
import { clinicStreams, projectClinic } from '@careconnect/projectors/clinic/clinic.ts';
import { runRelay } from '@careconnect/projectors/relay.ts';
import { archiverQueue, topology } from '@careconnect/schema/topology.ts';
import { until } from '@careconnect/test/support/until.ts';
import { expect } from 'chai';
import type { Pool } from 'pg';
import { tablesOf } from './backup/layout.ts';
import { newestManifest, type VaultManifest, withVault } from './backup/manifest.ts';
import { settings } from './settings.ts';
import { folderOfItsOwn } from './spec/house.ts';
import { startArchiver } from './start.ts';
import { folderTarget } from './target/folder.ts';
import { unpack } from './target/parcel.ts';

const key = randomBytes(32);

/** A command service, the projectors that matter here, and the archiver, as they hear of one another in a real system. */
describe('The archiver', () => {
  const folder = folderOfItsOwn();
  let service: Service;
  let pool: Pool;
  let running: { stop(): Promise<unknown> }[];
  let projection: Projection;
  let bus: MessageBus;
  const busOfItsOwn = () =>
    inProcessBus({ topology: { ...topology, queues: [archiverQueue], unheard: ['#'] }, log: silentLog });

  beforeEach(async () => {
    service = await startService();
    const { EVENTSTORE_URL, DATABASE_URL, MASTER_KEY } = service.environment as Record<string, string>;
    pool = createPool({ url: DATABASE_URL ?? '' });
    const store = connectEventStore({ url: EVENTSTORE_URL ?? '' });
    const vault = createVault({ pool, masterKeys: parseMasterKeys(MASTER_KEY ?? ''), fields: personalFields });
    bus = busOfItsOwn();
    projection = runProjection({
      ...{ name: 'clinic', store, pool, streamPrefixes: clinicStreams, open: vault.open },
      handle: projectClinic(() => {}),
    });
    running = [projection, runRelay({ store, pool, bus }), { stop: () => store.close() }];
    archive = (changes = {}) =>
      startArchiver(
        readConfig(settings, {
          ...{ PORT: '0', EVENTSTORE_URL, DATABASE_URL, AMQP_URL: 'amqp://nowhere', BACKUP_AT: 'never' },
          ...{ BACKUP_TARGET: folder.path, BACKUP_KEY: key.toString('base64'), ...changes },
        }),
        silentLog,
        bus,
      ).then((archiver) => {
        running.unshift(archiver);
        return archiver;
      });
  });
  let archive: (changes?: Record<string, string>) => Promise<Serving>;
  afterEach(async () => {
    for (const { stop } of running) await stop();
    await pool.end();
    await service.stop();
  });

  const backups = async () =>
    (await pool.query('SELECT * FROM backup_logs JOIN read.backup_details USING (backup_id) ORDER BY started_at')).rows;
  const finished = async (count = 1) => {
    await until('the backups are finished', async () => {
      const all = await backups();
      return all.length >= count && all.every(({ status }) => status !== 'PENDING');
    });
    return backups();
  };

  it('takes a backup when an admin asks for one, and says what came of it', async () => {
    const { port } = await archive();
    const backupId = randomUUID();
    const admin = service.person('ADMIN');
    for (const status of [201, 200])
      expect(await service.ask('PUT', `/backups/${backupId}`, { as: admin, body: {} })).to.include({ status });
    const [row] = await finished();
    expect(row).to.deep.include({ backup_id: backupId, status: 'SUCCESS', error_message: null });
    expect(row.asked_by).to.deep.equal({ userId: admin.userId, role: 'ADMIN' });
    const { newest } = await newestManifest(folderTarget(folder.path), key);
    expect(newest?.backupId).to.equal(backupId);
    expect(newest?.log.events).to.equal(Number(row.events));
    expect(Number(row.bytes)).to.be.greaterThan(0);
    const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    expect(metrics).to.include(`careconnect_backup_bytes ${row.bytes}\n`).and.include('careconnect_archiver_work 0\n');
  });

  it('takes one every day, once, whoever asks for it', async () => {
    await archive({ BACKUP_AT: '00:00' });
    await archive({ BACKUP_AT: '00:00' });
    const [row, ...more] = await finished();
    expect(row).to.deep.include({ status: 'SUCCESS', asked_by: { policy: true } });
    expect(more).to.deep.equal([]);
  });

  it('says why one failed', async () => {
    await rm(folder.path, { recursive: true });
    await writeFile(folder.path, 'a file, where a folder should be');
    await archive();
    await service.ask('PUT', `/backups/${randomUUID()}`, { as: service.person('ADMIN'), body: {} });
    const [row] = await finished();
    expect(row.status).to.equal('FAILURE');
    expect(row.error_message).to.match(/ENOTDIR/);
  });

  it('says of one that nobody has taken for long that nothing came of it', async () => {
    const backupId = randomUUID();
    await service.ask('PUT', `/backups/${backupId}`, { as: service.person('ADMIN'), body: {} });
    await until('it is asked for', async () => (await backups()).length === 1);
    // As in a system that was restored: what the archiver had heard of is gone.
    await pool.query("UPDATE backup_logs SET created_at = created_at - interval '2 hours'");
    let heard = false;
    const consumer = await bus.consume(archiverQueue, async () => {
      heard = true;
    });
    await until('somebody else has heard of it', () => heard);
    await consumer.stop();
    await archive();
    const [row] = await finished();
    expect(row).to.include({ status: 'FAILURE', error_message: 'nobody has taken it within an hour' });
  });

  it('drills the newest backup once in some days, by the program it is given', async () => {
    const marks = async () => (await readdir(folder.path)).filter((name) => name.startsWith('drilled'));
    await service.ask('PUT', `/backups/${randomUUID()}`, { as: service.person('ADMIN'), body: {} });
    const program = `require('fs').mkdtempSync(process.argv[1])`;
    const first = await archive();
    await finished();
    await pool.query("UPDATE backup_logs SET updated_at = updated_at - interval '2 hours'");
    await first.stop();
    running.shift();
    bus = busOfItsOwn();
    const drilling = {
      DRILL_COMMAND: [process.execPath, '-e', program, join(folder.path, 'drilled')].join(','),
      DRILL_EVERY_DAYS: '7',
    };
    const done = async (kind: string) =>
      (await pool.query('SELECT FROM archiver.work WHERE kind = $1 AND done_at IS NOT NULL', [kind])).rowCount === 1;
    const second = await archive(drilling);
    await until('it has drilled', () => done('drill'));
    await second.stop();
    running.shift();
    bus = busOfItsOwn();
    // It looks for what is due before it does what there is to do.
    await pool.query("INSERT INTO archiver.work (work_id, kind) VALUES ($1, 'vault')", [randomUUID()]);
    await archive(drilling);
    await until('another has looked', () => done('vault'));
    const { rowCount } = await pool.query("SELECT FROM archiver.work WHERE kind = 'drill'");
    expect(rowCount).to.equal(1);
    expect(await marks()).to.have.length(1);
  });

  /** Whose keys the copy of the vault holds. */
  const keysKept = async (): Promise<string[]> => (await withVault(folderTarget(folder.path), key, keysIn)) ?? [];

  const keysIn = async (manifest: VaultManifest): Promise<string[]> => {
    const target = folderTarget(folder.path);
    const people: string[] = [];
    for await (const { columns, rows } of tablesOf(await unpack(target, manifest.rows))) {
      let text = '';
      for await (const bytes of rows) text += bytes;
      const [person, key] = ['person_id', 'wrapped_key'].map((name) => columns.split(', ').indexOf(name));
      for (const row of text.split('\n').map((line) => line.split('\t')))
        if (row[key ?? -1]?.startsWith('\\\\x')) people.push(row[person ?? -1] ?? '');
    }
    return people;
  };

  it('forgets which messages were handled long ago, and keeps the others in mind', async () => {
    const [old, young] = [randomUUID(), randomUUID()];
    await pool.query(
      "INSERT INTO messaging.inbox VALUES ('notifier', $1, now() - interval '31 days'), ('notifier', $2, now() - interval '29 days')",
      [old, young],
    );
    await archive();
    const known = async () => (await pool.query('SELECT message_id FROM messaging.inbox')).rows;
    await until('the old one is forgotten', async () => (await known()).length === 1);
    expect(await known()).to.deep.equal([{ message_id: young }]);
  });

  it('keeps no key of whoever is erased, as soon as it hears of it', async () => {
    await archive();
    const userId = randomUUID();
    const account = { email: 'rosa@example.com', name: 'Rosa Lima', password: 'a long enough secret' };
    await service.ask('PUT', `/users/${userId}`, { body: account });
    const { patientId } = await addPatient(service, service.person('PATIENT', userId));
    const other = await addPatient(service);
    await service.ask('PUT', `/backups/${randomUUID()}`, { as: service.person('ADMIN'), body: {} });
    await finished();
    expect(await keysKept()).to.include.members([userId, patientId, other.patientId]);
    const erased = await service.ask('POST', `/users/${userId}/erasure`, { as: service.person('ADMIN') });
    expect(erased.status).to.equal(200);
    await until('the copy of the vault is renewed', async () => !(await keysKept()).includes(patientId));
    expect(await keysKept())
      .to.include(other.patientId)
      .and.not.to.include(userId);
  });

  it('has archived what was closed long ago, and leaves alone what is open', async () => {
    const [doctor, patient, as] = [await onboard(service), await addPatient(service), service.person('ADMIN')];
    const day = '2026-01-15';
    const past = { as, more: { requestedAt: `${day}T08:00:00.000Z` } };
    const [closed, open] = [
      await book(service, doctor, patient, { ...past, startsAt: at('09:30', day), day }),
      await book(service, doctor, patient, { ...past, startsAt: at('10:30', day), day }),
    ];
    const cancellation = `${daysOf(doctor, day)}/${closed.body.appointmentId}/cancellation`;
    expect((await service.ask('POST', cancellation, { as, body: { reason: 'ill' } })).status).to.equal(200);
    await until('the read model shows it', async () => {
      const { rowCount } = await pool.query('SELECT FROM read.appointment_details WHERE closed');
      return rowCount === 1;
    });
    await archive();
    await until('it is archived', async () => (await pool.query('SELECT FROM archived_appointments')).rowCount === 1);
    const { rows } = await pool.query('SELECT appointment_id, status FROM appointments');
    expect(rows).to.deep.equal([{ appointment_id: open.body.appointmentId, status: 'CONFIRMED' }]);
  });
});
