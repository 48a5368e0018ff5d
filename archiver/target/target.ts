import type { Readable } from 'node:stream';

/** Where backups lie. Names are paths with slashes, without a beginning one. */
export type Target = {
  /** Whole or not at all: nothing is found under this name before all of it is safe. An older content is replaced. */
  write(file: string, content: Readable): Promise<void>;
  /** @throws MissingFile */
  read(file: string): Promise<Readable>;
  /** Every file below the folder, unfinished ones included. */
  list(folder: string): AsyncIterable<string>;
  /** Quiet when there is none. */
  remove(file: string): Promise<void>;
};

export class MissingFile extends Error {
  override readonly name = 'MissingFile';
  constructor(readonly file: string) {
    super(`${file} is missing`);
  }
}
