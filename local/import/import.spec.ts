import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type System, startSystem } from '@careconnect/local/system/system.ts';
import { until } from '@careconnect/test/support/until.ts';
import { expect } from 'chai';
import pg from 'pg';

const header = 'requested_at,appointment_day,patient_key,gender,age,clinic';
const two = (n: number) => String(n).padStart(2, '0');

/** Synthetic: three clinics, one day that needs two doctors, requests of the same second, patients who return, equal rows. */
const rows = [
  ...Array.from(
    { length: 90 },
    (_, n) => `2016-05-${two(1 + (n % 3))} 10:${two(n % 60)}:00,2016-05-04,${n % 70},${'FMO'[n % 3]},${n % 90},NORTH`,
  ),
  ...Array.from(
    { length: 20 },
    (_, n) => `2016-05-04 09:00:00,2016-05-0${4 + (n % 2)},${200 + n},F,30,"EAST, ""LOW"""`,
  ),
  ...Array.from({ length: 5 }, () => '2016-05-02 08:00:00,2016-05-06,300,M,40,WEST'),
];
const sunday = '2016-05-02 08:00:00,2016-05-08,301,M,40,WEST';
const late = '2016-05-04 20:45:00,2016-05-04,302,M,40,WEST';
const bad = '2016-05-02 08:00:00,2016-05-01,303,M,40,WEST';

describe('An import', function () {
  this.timeout(240_000);
  let dir: string;
  let file: string;
  let system: System;
  const ledger = () => join(dir, 'imports', 'answers.ndjson');

  before(async () => {
    dir = await mkdtemp(join(tmpdir(), 'careconnect-import-'));
    file = join(dir, 'requests.csv');
    await writeFile(file, [header, ...rows, sunday, bad, late, ''].join('\n'));
    system = await startSystem({ dir, port: 0, inProcess: true, logLevel: 'warn', clientFolder: dir });
  });
  after(async () => {
    await system?.stop();
    await rm(dir, { recursive: true });
  });

  const run = (...more: string[]) => {
    const args = ['--import', 'tsx', 'local/import/spec/run.ts', file, '--dir', dir, ...more];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text));
    const ended = once(child, 'exit').then(([code]) => ({ code, output, last: output.trimEnd().split('\n').at(-1) }));
    return { child, ended };
  };

  const state = async () => {
    const client = new pg.Client({ connectionString: system.addresses.database });
    await client.connect();
    try {
      const { rows: found } = await client.query(
        `SELECT appointment_id, doctor_id, patient_id, date, time, status FROM appointments ORDER BY 1`,
      );
      // Each run of an import signs in anew, and is told of by letter and by event.
      const { rows: letters } = await client.query(
        'SELECT count(*)::int AS count FROM notify.letters WHERE appointment_id IS NOT NULL',
      );
      const { rows: events } = await client.query(
        "SELECT count(*)::int AS count FROM journal.events WHERE stream_name NOT LIKE 'session-%'",
      );
      return { appointments: found, letters: letters[0].count, events: events[0].count };
    } finally {
      await client.end();
    }
  };
  const figure = 'import: 117 requests, 115 booked, 2 refused, 1 skipped';

  it('that is killed in the middle goes on where it was, and all three counts agree', async () => {
    const first = run('--at-once', '4');
    const answered = async () => ((await readFile(ledger(), 'utf8').catch(() => '')).match(/"booked"/g) ?? []).length;
    await until('some are booked', async () => (await answered()) >= 20, 60_000);
    first.child.kill('SIGKILL');
    await first.ended;
    const second = await run().ended;
    expect(second.last, second.output).to.equal(figure);
    expect(second.code).to.equal(0);
    expect(second.output).to.contain(
      `line 118 skipped: appointment_day 2016-05-01 lies before requested_at 2016-05-02`,
    );
    expect(second.output).to.contain('2 no-free-slot').and.contain('log 115, rows 115, answers 115: they agree');
  });

  it('asks nothing twice', async () => {
    const before = await state();
    const again = await run().ended;
    expect([again.code, again.last]).to.deep.equal([0, figure]);
    expect(again.output).to.contain('none: all were answered before');
    expect(await state()).to.deep.equal(before);
  });

  it('gets the same answers when it has forgotten all of them', async () => {
    const before = await state();
    await rm(ledger());
    const again = await run().ended;
    expect([again.code, again.last]).to.deep.equal([0, figure]);
    expect(await state()).to.deep.equal(before);
  });

  it('books each request at the earliest free time of its clinic, and writes no letters about them', async () => {
    const { appointments, letters } = await state();
    expect(letters).to.equal(0);
    const crowded = appointments.filter(({ date }) => date === '2016-05-04').map(({ time }) => time);
    expect(crowded.filter((time) => time === '07:00')).to.have.lengthOf(3);
    const kept = new Set(appointments.map(({ doctor_id, date, time }) => `${doctor_id} ${date} ${time}`));
    expect(kept.size).to.equal(115);
  });

  it('adds what is new in a longer file, and leaves alone what was there', async () => {
    const before = await state();
    await writeFile(
      file,
      [header, '2016-05-01 07:00:00,2016-05-04,1,F,1,NORTH', ...rows, sunday, bad, late, ''].join('\n'),
    );
    const longer = await run().ended;
    expect([longer.code, longer.last]).to.deep.equal([0, 'import: 118 requests, 116 booked, 2 refused, 1 skipped']);
    const after = await state();
    expect(after.appointments).to.deep.include.members(before.appointments);
    expect(after.appointments).to.have.lengthOf(116);
  });

  it('says when the counts do not agree', async () => {
    const client = new pg.Client({ connectionString: system.addresses.database });
    await client.connect();
    const { rows: gone } = await client.query(
      'DELETE FROM appointments WHERE appointment_id = (SELECT min(appointment_id::text)::uuid FROM appointments) RETURNING appointment_id',
    );
    await client.end();
    const after = await run().ended;
    expect(after.code).to.equal(1);
    expect(after.output).to.contain(`1 in the log but not in Postgres (${gone[0].appointment_id})`);
  });

  it('says when nothing runs there, and when there is no file', async () => {
    const nowhere = await run('--dir', join(dir, 'nowhere')).ended;
    expect([nowhere.code, nowhere.last]).to.deep.equal([
      1,
      `CareConnect does not run in ${join(dir, 'nowhere')}. Start it first: npm start`,
    ]);
    await rm(file);
    const missing = await run().ended;
    expect([missing.code, missing.last]).to.deep.equal([1, `There is no file ${file}`]);
  });
});
