import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect } from 'chai';
import S3rver from 's3rver';
import { bucketTarget } from './bucket.ts';
import { folderTarget } from './folder.ts';
import { store, textFrom, unpack, writeText } from './parcel.ts';
import { MissingFile, type Target } from './target.ts';

const namesIn = async (target: Target, folder: string): Promise<string[]> => {
  const names: string[] = [];
  for await (const name of target.list(folder)) names.push(name);
  return names.sort();
};

const keepsItsWord = (targetNow: () => Target) => {
  it('keeps what was written, and replaces it', async () => {
    const target = targetNow();
    await writeText(target, 'backups/a.json', 'one');
    await writeText(target, 'backups/a.json', 'another');
    expect(await textFrom(target, 'backups/a.json')).to.equal('another');
  });

  it('takes what does not fit into memory at once, and gives it back the same', async () => {
    const target = targetNow();
    const line = `${'0123456789abcdef'.repeat(64)}\n`;
    const lines = async function* () {
      for (let n = 0; n < 40_000; n += 1) yield `${Math.random()} ${line}`;
    };
    const parcel = await store(target, 'log/b/000001.ndjson.gz', Readable.from(lines()));
    let length = 0;
    for await (const chunk of await unpack(target, parcel)) length += (chunk as Buffer).length;
    expect(length).to.be.greaterThan(40_000 * line.length);
  });

  it('lists what lies below a folder, and nothing else; removes what there is and what there is not', async () => {
    const target = targetNow();
    await writeText(target, 'tables/x/one', '1');
    await writeText(target, 'tables/y/two', '2');
    await writeText(target, 'tablesAlike/three', '3');
    expect(await namesIn(target, 'tables')).to.deep.equal(['tables/x/one', 'tables/y/two']);
    for (const _ of [1, 2]) await target.remove('tables/x/one');
    expect(await namesIn(target, 'tables')).to.deep.equal(['tables/y/two']);
    expect(await namesIn(target, 'nothing')).to.deep.equal([]);
  });

  it('says that a file is missing', async () => {
    const failure = await targetNow()
      .read('backups/none.json')
      .catch((error) => error);
    expect(failure).to.be.instanceOf(MissingFile);
    expect(failure.message).to.equal('backups/none.json is missing');
  });

  it('shows nothing of what broke off while it was written, and keeps the older content', async () => {
    const target = targetNow();
    await writeText(target, 'vault/manifest.json', 'whole');
    const broken = async function* () {
      yield 'half';
      throw new Error('it broke off');
    };
    for (const file of ['vault/manifest.json', 'vault/new'])
      expect(await target.write(file, Readable.from(broken())).catch(({ message }) => message)).to.equal(
        'it broke off',
      );
    expect(await textFrom(target, 'vault/manifest.json')).to.equal('whole');
    expect(await target.read('vault/new').catch((error) => error)).to.be.instanceOf(MissingFile);
  });
};

describe('A folder as the target of backups', () => {
  let path: string;
  before(async () => {
    path = await mkdtemp(join(tmpdir(), 'careconnect-target-'));
  });
  after(() => rm(path, { recursive: true, force: true }));
  keepsItsWord(() => folderTarget(path));
});

describe('A bucket as the target of backups', () => {
  let path: string;
  let server: S3rver;
  let target: Target;
  before(async () => {
    path = await mkdtemp(join(tmpdir(), 'careconnect-bucket-'));
    server = new S3rver({
      port: 0,
      address: '127.0.0.1',
      silent: true,
      directory: path,
      configureBuckets: [{ name: 'kept', configs: [] }],
    });
    const { port } = (await server.run()) as AddressInfo;
    const credentials = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' };
    target = bucketTarget({ bucket: 'kept', endpoint: `http://127.0.0.1:${port}`, credentials });
  });
  after(async () => {
    await server.close();
    await rm(path, { recursive: true, force: true });
  });
  keepsItsWord(() => target);
});
