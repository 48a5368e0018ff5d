import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { connectEventStore } from '@careconnect/platform/event-store/eventstoredb.ts';
import { createPool } from '@careconnect/platform/postgres/postgres.ts';
import { createPositionWaiter } from '@careconnect/platform/subscription/position-waiter.ts';
import { projections } from '@careconnect/schema/projections.ts';
import { until } from '@careconnect/test/support/until.ts';
import { expect } from 'chai';
import { signIns } from '../seed/people.ts';
import { isClinicSeeded, seedClinic } from '../seed/seed.ts';
import { CannotStart } from './failure.ts';
import { isAlive } from './leftover.ts';
import { whoRuns } from './lock.ts';
import { demandPort } from './ports.ts';
import { type System, startSystem } from './system.ts';

const answers = async (url: string): Promise<boolean> => {
  const answer = await fetch(url).catch(() => null);
  await answer?.body?.cancel();
  return answer?.status === 200;
};

type Mail = { to: string; subject: string };

/** What the clinic projection has made of the whole log. */
const contentOf = async ({ addresses }: System): Promise<{ doctors: number; appointments: number }> => {
  const store = connectEventStore({ url: addresses.eventStore });
  const positions = createPositionWaiter({ databaseUrl: addresses.database });
  const pool = createPool({ url: addresses.database, max: 1 });
  try {
    const head = await store.head();
    if (head) expect(await positions.waitFor(projections.clinic, head, 30_000)).to.equal(true);
    const { rows } = await pool.query(
      'SELECT (SELECT count(*)::int FROM doctors) AS doctors, (SELECT count(*)::int FROM appointments) AS appointments',
    );
    return rows[0];
  } finally {
    await Promise.all([positions.close(), store.close(), pool.end()]);
  }
};

describe('The system on one machine', function () {
  this.timeout(240_000);
  let dir: string;
  let system: System;
  const said: string[] = [];

  before(async () => {
    dir = await mkdtemp(join(tmpdir(), 'careconnect-system-'));
    const clientFolder = join(dir, 'client');
    system = await startSystem({
      dir,
      port: 0,
      inProcess: true,
      logLevel: 'warn',
      clientFolder,
      say: (line) => said.push(line),
    });
  });
  after(async () => {
    await system?.stop();
    await rm(dir, { recursive: true });
  });

  it('answers at one address: queries, commands and the mailbox', async () => {
    expect(await answers(`${system.url}/queries/doctors`)).to.equal(true);
    expect(await answers(`${system.mailboxUrl}`)).to.equal(true);
    const refused = await fetch(`${system.url}/commands/sessions`, { method: 'POST' });
    expect(refused.status).to.equal(400);
  });

  it('keeps its secrets to whoever runs it', async () => {
    expect((await stat(join(dir, 'secrets.json'))).mode & 0o777).to.equal(0o600);
    for (const name of ['command-service', 'query-service', 'projectors', 'gateway']) {
      const log = await readFile(join(dir, 'logs', `${name}.log`), 'utf8');
      for (const secret of [system.secrets.masterKey, system.secrets.adminPassword, system.secrets.postgresPassword])
        expect(log, name).not.to.contain(secret);
    }
  });

  it('says in one line that messages stay within one process without a broker', () => {
    expect(said.filter((line) => line.startsWith('RabbitMQ'))).to.have.lengthOf(1);
  });

  it('holds a demo clinic, made once however often it is begun, and the letters about it', async () => {
    const { mailboxUrl, folder } = system;
    expect(isClinicSeeded(folder)).to.equal(false);
    await seedClinic(system, () => {});
    expect(isClinicSeeded(folder)).to.equal(true);
    const made = await contentOf(system);
    expect(made.doctors).to.equal(12);
    expect(made.appointments).to.be.greaterThan(300);
    await seedClinic(system, () => {});
    expect(await contentOf(system)).to.deep.equal(made);
    const lettersToPatient = async () => {
      const { items } = (await (await fetch(`${mailboxUrl}mails.json`)).json()) as { items: Mail[] };
      return items.filter(({ subject }) => /^(Confirmed|Please pay): Dr\. /.test(subject));
    };
    await until('both letters are there', async () => (await lettersToPatient()).length >= 2);
    const { name, email } = signIns.patient;
    const letters = (await lettersToPatient()).map(({ to, subject }) => [to, subject.split(':')[0]]);
    // One visit is confirmed at once, the other one waits to be paid.
    expect(letters).to.have.deep.members([
      [`"${name}" <${email}>`, 'Confirmed'],
      [`"${name}" <${email}>`, 'Please pay'],
    ]);
  });

  it('is not started a second time in its folder', async () => {
    const error = await startSystem({ dir, port: 0 }).catch((e) => e);
    expect(error).to.be.instanceOf(CannotStart);
    expect(error.message).to.equal(
      `CareConnect runs in ${dir} already (process ${process.pid}, ${system.url}). Stop it first.`,
    );
    expect(await answers(`${system.url}/queries/doctors`)).to.equal(true);
  });

  it('is not started on a port that somebody else has', async () => {
    const error = await demandPort(Number(new URL(system.url).port)).catch((e) => e);
    expect(error).to.be.instanceOf(CannotStart);
    expect(error.message).to.match(/^Port \d+ is in use by another program\. Choose another: npm start -- --port \d+$/);
  });

  it('starts a service again that died, and says so', async () => {
    const service = system.part('query-service');
    const before = service.pid();
    service.kill();
    await until('it is there again', () => service.pid() !== undefined && service.pid() !== before);
    await service.up();
    expect(await answers(`${system.url}/queries/doctors`)).to.equal(true);
    expect(said).to.include('query-service ended (SIGKILL) and is started again');
  });

  it('keeps a part down until it is wanted, and says meanwhile that it is starting', async () => {
    const service = system.part('query-service');
    await service.down();
    const code = async () => ((await (await fetch(`${system.url}/queries/doctors`)).json()) as { code: string }).code;
    // The first one may still find a connection that died with it.
    await until('it says so', async () => (await code()) === 'starting');
    await service.up();
    expect(await answers(`${system.url}/queries/doctors`)).to.equal(true);
  });
});

describe('A system whose starter was killed', function () {
  this.timeout(240_000);
  let dir: string;
  const started: ChildProcess[] = [];
  const script = fileURLToPath(new URL('./spec/until-killed.ts', import.meta.url));

  before(async () => {
    dir = await mkdtemp(join(tmpdir(), 'careconnect-killed-'));
  });
  after(async () => {
    for (const child of started) if (child.exitCode === null && child.signalCode === null) await stopped(child);
    await rm(dir, { recursive: true });
  });

  const start = async (): Promise<{ child: ChildProcess; url: string; postgres: number }> => {
    const child = spawn(process.execPath, ['--import', 'tsx', script, dir], { stdio: ['ignore', 'pipe', 'inherit'] });
    started.push(child);
    const [line] = await once(child.stdout as NodeJS.ReadableStream, 'data');
    return { child, ...JSON.parse(String(line)) };
  };
  const stopped = async (child: ChildProcess) => {
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    await gone;
  };

  it('leaves nothing running, and starts again with what it had', async () => {
    const first = await start();
    const secrets = await readFile(join(dir, 'secrets.json'), 'utf8');
    first.child.kill('SIGKILL');
    await until(
      'its parts are gone',
      async () => !isAlive(first.postgres) && !(await answers(`${first.url}/health/live`)),
      30_000,
    );
    // As a kill of everything at once leaves it: the name of a process that has another meaning now.
    await writeFile(join(dir, 'postgres', 'data', 'postmaster.pid'), `${process.pid}\n`);
    expect(await whoRuns(dir)).to.equal(null);
    const second = await start();
    expect(await answers(`${second.url}/queries/doctors`)).to.equal(true);
    expect(await readFile(join(dir, 'secrets.json'), 'utf8')).to.equal(secrets);
    await stopped(second.child);
    expect(isAlive(second.postgres)).to.equal(false);
  });
});
