import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EventStoreDBClient } from '@eventstore/db-client';
import { expect } from 'chai';
import { inOwnProcess } from './own-process.ts';
import { events, typesIn } from './spec/store-in-spec.ts';

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));
/** Runs it until it ends by itself. */
const run = (args: string[]): Promise<{ code: unknown; stdout: string; stderr: string }> =>
  new Promise((resolve) =>
    execFile(process.execPath, ['--import', 'tsx', MAIN, ...args], (error, stdout, stderr) =>
      resolve({ code: error?.code ?? 0, stdout, stderr }),
    ),
  );

describe('The event store as a process', function () {
  this.timeout(60_000);
  let place: string;
  beforeEach(() => {
    place = mkdtempSync(join(tmpdir(), 'eventstore-process-'));
  });
  afterEach(() => rmSync(place, { recursive: true }));

  it('prints its address when it is ready, stops on a signal, and finds its log again', async () => {
    const args = ['--data', join(place, 'log'), '--port', '0'];
    const first = await inOwnProcess(args);
    expect(first.url).to.match(/^esdb:\/\/127\.0\.0\.1:\d+\?tls=false$/);
    const client = EventStoreDBClient.connectionString(first.url);
    await client.appendToStream('s', events(2));
    await client.dispose();
    await first.end('SIGTERM');
    expect(first.child.exitCode).to.equal(0);

    const second = await inOwnProcess(args);
    const again = EventStoreDBClient.connectionString(second.url);
    expect(await typesIn(again, 's')).to.deep.equal(['E0', 'E1']);
    await again.dispose();
    await second.end('SIGINT');
    expect(second.child.exitCode).to.equal(0);
  });

  it('says in one line why it does not start', async () => {
    const folder = join(place, 'log');
    const running = await inOwnProcess(['--data', folder, '--port', '0']);
    const port = new URL(running.url).port;
    const complaints: [args: string[], complaint: string][] = [
      [['--memory', '--port', port], `eventstore: port ${port} is in use\n`],
      [['--data', folder, '--port', '0'], `eventstore: the folder ${folder} is in use by another event store\n`],
      [[], 'eventstore: give either --data DIR or --memory (--help tells more)\n'],
    ];
    await Promise.all(
      complaints.map(async ([args, stderr]) => expect(await run(args)).to.deep.equal({ code: 1, stderr, stdout: '' })),
    );
    await running.end('SIGTERM');
  });
});
