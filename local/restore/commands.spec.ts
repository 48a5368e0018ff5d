import { spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { takeBackup } from '@careconnect/archiver/backup/take.ts';
import { folderOfItsOwn, type House, openHouse } from '@careconnect/archiver/spec/house.ts';
import { folderTarget } from '@careconnect/archiver/target/folder.ts';
import { booked } from '@careconnect/domain/spec/clinic.ts';
import { drAna, person } from '@careconnect/projectors/spec/people.ts';
import { expect } from 'chai';
import { repository } from '../system/node-process.ts';

const key = randomBytes(32);

/** How it ended, and all it said. */
const run = (command: string, args: string[], env: Record<string, string>) =>
  new Promise<{ code: number | null; lines: string[] }>((resolve, reject) => {
    const child = spawn(process.execPath, [join(repository, `local/${command}.mjs`), ...args], {
      env: { ...process.env, ...env },
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (text: Buffer) => {
        said += text;
      });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, lines: said.trimEnd().split('\n') }));
  });

describe('npm run restore, and npm run verify', () => {
  const folder = folderOfItsOwn();
  let [live, empty]: House[] = [];
  beforeEach(async () => {
    [live, empty] = await Promise.all([openHouse(), openHouse()]);
    await live.tell(...drAna, ...person(1), ...booked(1));
  });
  afterEach(() => Promise.all([live?.close(), empty?.close()]));

  it('bring a backup back, and say whether all is well', async () => {
    if (!live || !empty) return expect.fail('no house');
    const { store, databaseUrl } = live;
    const needs = { store, databaseUrl, target: folderTarget(folder.path), key, signal: new AbortController().signal };
    const { backupId, log, rows } = await takeBackup(needs, randomUUID(), new Date().toISOString());
    const env = {
      EVENTSTORE_URL: empty.eventStore.url,
      DATABASE_URL: empty.databaseUrl,
      BACKUP_KEY: key.toString('base64'),
    };

    const restored = await run('restore', [folder.path], env);
    expect(restored.lines.at(-1)).to.equal(`restore: ${log.events} events, ${Object.keys(rows.tables).length} tables`);
    expect(restored.code).to.equal(0);
    expect(await empty.rows()).to.deep.equal(await live.rows());

    const well = await run('verify', [folder.path], env);
    expect(well.lines.at(-1)).to.equal(`verify: ${log.events} events, 1 backups, 0 faults`);
    expect(well.code).to.equal(0);

    const again = await run('restore', [folder.path], env);
    expect(again).to.deep.include({ code: 1 });
    expect(again.lines.at(-1)).to.equal('the event store holds events already');

    await appendFile(join(folder.path, 'log', backupId, '000001.ndjson.gz'), 'x');
    const broken = await run('verify', [folder.path], env);
    expect(broken.lines.at(-1)).to.equal(`verify: ${log.events} events, 0 backups, 1 faults`);
    expect(broken.lines.join()).to.include(`log/${backupId}/000001.ndjson.gz is not what was backed up`);
    expect(broken.code).to.equal(1);
  });

  it('tell what they are for', async () => {
    for (const command of ['restore', 'verify'])
      expect((await run(command, ['--help'], {})).lines[0]).to.match(new RegExp(`^npm run ${command}`));
  });
});
