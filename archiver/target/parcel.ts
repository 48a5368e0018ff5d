import { createHash } from 'node:crypto';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import type { Target } from './target.ts';

/** A file as a manifest names it: `sha256` (hex) and `bytes` are of the compressed content. */
export type Parcel = Readonly<{ file: string; bytes: number; sha256: string }>;

/** A backup that must not be trusted; says which file, and why. */
export class BadBackup extends Error {
  override readonly name = 'BadBackup';
}

/** Compressed, measured and stored in one go; little of it is in memory at any time. */
export const store = async (target: Target, file: string, content: Readable): Promise<Parcel> => {
  const { stream, measured } = measuring();
  const packing = pipeline(content, createGzip(), stream);
  packing.catch(() => {}); // whoever writes hears of it
  await target.write(file, stream).catch((error) => {
    stream.destroy(); // whoever makes the content would wait for a reader that gave up
    throw error;
  });
  await packing;
  return { file, ...measured() };
};

/** Reads all of it. @throws BadBackup when it is not what was stored */
export const examine = async (target: Target, { file, bytes, sha256 }: Parcel): Promise<void> => {
  const { stream, measured } = measuring();
  await pipeline(await target.read(file), stream.resume());
  const found = measured();
  if (found.sha256 !== sha256 || found.bytes !== bytes)
    throw new BadBackup(`${file} is not what was backed up: its checksum is ${found.sha256}, not ${sha256}`);
};

/** What was stored, unpacked. Examine it before: a broken one fails somewhere in the middle. */
export const unpack = async (target: Target, { file }: Parcel): Promise<Readable> => {
  const packed = await target.read(file);
  const plain = createGunzip();
  pipeline(packed, plain).catch(() => {}); // the reader hears of it
  return plain;
};

const measuring = () => {
  const hash = createHash('sha256');
  let bytes = 0;
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  return { stream, measured: () => ({ bytes, sha256: hash.digest('hex') }) };
};

/** A small text, as it is. */
export const textFrom = async (target: Target, file: string): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of await target.read(file)) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
};

export const writeText = (target: Target, file: string, text: string): Promise<void> =>
  target.write(file, Readable.from([Buffer.from(text)]));
