import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { ClassicLevel } from 'classic-level';
import { type Log, openLog } from '../log/log.ts';
import { failureOf } from '../spec/store-in-spec.ts';
import { aboutKey } from './keys.ts';
import { openInFolder } from './open.ts';
import { idOf } from './record.ts';

const NOTHING = new Uint8Array();

/** Appends of several events each; answers their ids, append by append. */
async function appendSome(log: Log, appends: number, dataBytes = 40): Promise<string[][]> {
  const written: string[][] = [];
  for (let i = 0; i < appends; i++) {
    const ids = Array.from({ length: 1 + (i % 3) }, () => randomUUID());
    const events = ids.map((id) => ({
      id,
      type: 'E',
      isJson: false,
      data: Buffer.alloc(dataBytes, i),
      metadata: NOTHING,
    }));
    await log.submit({ is: 'append', stream: `s${i % 4}`, expected: { is: 'any' }, events });
    written.push(ids);
  }
  return written;
}

async function idsIn(folder: string): Promise<string[]> {
  const storage = await openInFolder(folder);
  const ids: string[] = [];
  for (let from = 0; ; ) {
    const page = await storage.logForwards(from, 1_000);
    const newest = page.at(-1);
    if (!newest) break;
    ids.push(...page.map(({ bytes }) => idOf(bytes)));
    from = newest.position + 1;
  }
  await storage.close();
  return ids;
}

describe('A log in a folder', () => {
  let place: string;
  let folder: string;
  beforeEach(() => {
    place = mkdtempSync(join(tmpdir(), 'eventstore-durable-'));
    folder = join(place, 'log');
  });
  afterEach(() => rmSync(place, { recursive: true }));

  const open = async (where = folder) => openLog(await openInFolder(where));

  /** A copy as a kill leaves it: the process is not asked, its files are taken as they are. */
  function asKilled(name: string): string {
    const copy = join(place, name);
    cpSync(folder, copy, { recursive: true });
    rmSync(join(copy, 'LOCK'));
    return copy;
  }

  function writeAheadLog(of: string): string {
    const logs = readdirSync(of).filter((file) => /^\d+\.log$/.test(file));
    return join(of, logs.sort().at(-1) ?? '');
  }

  it('is there after a restart, with its numbers and its rules', async () => {
    const log = await open();
    const written = await appendSome(log, 20);
    await log.close();
    expect(await idsIn(folder)).to.deep.equal(written.flat());
    const again = await open();
    const event = { id: randomUUID(), type: 'E', isJson: false, data: NOTHING, metadata: NOTHING };
    const outcome = await again.submit({ is: 'append', stream: 's0', expected: { is: 'noStream' }, events: [event] });
    expect(outcome).to.deep.equal({ is: 'wrongVersion', current: 8 });
    await again.close();
  });

  it('forgets after a restart which ids it has seen, as the real one does', async () => {
    const event = { id: randomUUID(), type: 'E', isJson: false, data: NOTHING, metadata: NOTHING };
    const again = { is: 'append', stream: 's', expected: { is: 'any' }, events: [event] } as const;
    const first = await open();
    for (let i = 0; i < 2; i++)
      expect(await first.submit({ ...again, events: [event] })).to.include({ lastRevision: 0 });
    await first.close();
    const second = await open();
    expect(await second.submit({ ...again, events: [event] })).to.include({ lastRevision: 1 });
    await second.close();
  });

  it('holds, wherever its tail is torn off, whole appends from the first on and nothing else', async () => {
    const log = await open();
    const written = await appendSome(log, 12);
    const whole = writeAheadLog(asKilled('whole'));
    const size = statSync(whole).size;
    const ends = new Set<number>();
    for (let cut = size; cut >= 0; cut -= 97) {
      const copy = asKilled(`cut-${cut}`);
      truncateSync(writeAheadLog(copy), cut);
      const ids = await idsIn(copy);
      expect(ids).to.deep.equal(written.flat().slice(0, ids.length));
      const appends = written.findIndex((_, i) => written.slice(0, i).flat().length === ids.length);
      expect(ids.length === written.flat().length || appends >= 0, `${ids.length} events at ${cut}`).to.equal(true);
      ends.add(ids.length);
      rmSync(copy, { recursive: true });
    }
    expect(ends.size).to.equal(written.length + 1);
    await log.close();
  });

  it('notices damage in the middle of it, and never shows an altered event', async () => {
    const log = await open();
    const written = await appendSome(log, 60, 2_000);
    const size = statSync(writeAheadLog(folder)).size;
    const findings = new Set<string>();
    for (let at = 100; at < size; at += Math.floor(size / 12)) {
      const copy = asKilled(`damaged-${at}`);
      const file = writeAheadLog(copy);
      const bytes = readFileSync(file);
      bytes[at] = (bytes[at] ?? 0) ^ 0xff;
      writeFileSync(file, bytes);
      const outcome = await idsIn(copy).catch((error: Error) => error.message);
      if (typeof outcome === 'string') expect(outcome).to.match(/is damaged: records after position \d+ are missing$/);
      else expect(outcome).to.deep.equal(written.flat().slice(0, outcome.length));
      findings.add(typeof outcome === 'string' ? 'noticed' : 'shortened');
      rmSync(copy, { recursive: true });
    }
    expect([...findings]).to.include('noticed');
    await log.close();
  });

  it('acknowledges nothing that a full disk did not take, and goes on when there is room again', async () => {
    const script = fileURLToPath(new URL('../spec/append-on-small-disk.ts', import.meta.url));
    const command = 'ulimit -f 2000; exec "$0" --import tsx "$1" "$2"';
    const { stdout } = await promisify(execFile)('sh', ['-c', command, process.execPath, script, folder]);
    const { acknowledged, failed } = JSON.parse(stdout) as { acknowledged: string[]; failed: number };
    expect(failed).to.be.greaterThan(0);
    expect(acknowledged).to.have.length(300 - failed);
    expect(await idsIn(folder)).to.deep.equal(acknowledged);
  });

  it('belongs to one event store at a time', async () => {
    const log = await open();
    const failure = await failureOf(openInFolder(folder));
    expect(failure.message).to.equal(`the folder ${folder} is in use by another event store`);
    await log.close();
  });

  it('is not opened in a format of another version, nor in a database of something else', async () => {
    await (await openInFolder(folder)).close();
    const level = new ClassicLevel<Buffer, Buffer>(folder, { keyEncoding: 'buffer', valueEncoding: 'buffer' });
    await level.put(aboutKey('format'), Buffer.from('2'));
    await level.close();
    expect((await failureOf(openInFolder(folder))).message).to.include('has format 2, this version reads format 1');

    const elsewhere = join(place, 'else');
    const other = new ClassicLevel(elsewhere);
    await other.put('a', 'b');
    await other.close();
    expect((await failureOf(openInFolder(elsewhere))).message).to.include('holds a database of something else');
  });

  it('says in one line when there is no folder to be had', async () => {
    const file = join(place, 'file');
    writeFileSync(file, '');
    const { message } = await failureOf(openInFolder(join(file, 'log')));
    expect(message).to.match(/^the folder .* cannot be opened: /);
    expect(message).not.to.include('\n');
  });
});
