import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { MissingFile, type Target } from './target.ts';

/** Backups in a folder of this machine, or one that is mounted here. */
export const folderTarget = (root: string): Target => {
  const at = (file: string): string => join(root, ...file.split('/'));
  return {
    async write(file, content) {
      const path = at(file);
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      const unfinished = `${path}.part`;
      await pipeline(content, createWriteStream(unfinished, { mode: 0o600, flush: true }));
      await rename(unfinished, path);
      await settle(dirname(path));
    },
    async read(file) {
      const stream = createReadStream(at(file));
      await new Promise<void>((resolve, reject) => {
        stream.once('open', () => resolve());
        stream.once('error', (error: NodeJS.ErrnoException) =>
          reject(error.code === 'ENOENT' ? new MissingFile(file) : error),
        );
      });
      return stream as Readable;
    },
    async *list(folder) {
      const entries = await readdir(at(folder), { recursive: true, withFileTypes: true }).catch(absent);
      for (const entry of entries)
        if (entry.isFile()) yield relative(root, join(entry.parentPath, entry.name)).split(sep).join('/');
    },
    remove: (file) => rm(at(file), { force: true }),
  };
};

const absent = (error: NodeJS.ErrnoException): [] => {
  if (error.code !== 'ENOENT') throw error;
  return [];
};

/** The name itself is safe once its folder is. */
const settle = async (folder: string): Promise<void> => {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};
