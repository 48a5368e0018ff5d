import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../architecture/imports.ts';

type Numbered = {
  folder: string;
  name: RegExp;
  example: string;
  /** Numbers that no file ever had. */
  never: number[];
};

export const migrations: Numbered = {
  folder: 'schema/migrations',
  name: /^(\d{4})(_[a-z0-9]+)+\.sql$/,
  example: '0001_some_name.sql',
  never: [9, 10, 11, 12, 13],
};

const decisions: Numbered = {
  folder: 'docs/adr',
  name: /^(\d{4})(-[a-z0-9]+)+\.md$/,
  example: '0001-some-name.md',
  never: [],
};

/** Of files that were merged without a conflict although they took one number, or a number too many. */
export const misnumbered = (): string[] =>
  [migrations, decisions].flatMap((numbered) => misnumberings(readdirSync(join(root, numbered.folder)), numbered));

export const misnumberings = (files: string[], { folder, name, example, never }: Numbered): string[] => {
  const found: string[] = [];
  let [last, lastFile] = [0, ''];
  for (const file of files.toSorted()) {
    const number = Number(name.exec(file)?.[1] ?? Number.NaN);
    if (Number.isNaN(number)) {
      found.push(`${folder}/${file}: is not called like ${example}`);
      continue;
    }
    const between = Array.from({ length: Math.max(0, number - last - 1) }, (_, step) => last + 1 + step);
    const missing = between.filter((one) => !never.includes(one)).map((one) => String(one).padStart(4, '0'));
    if (number === last) found.push(`${folder}/${file}: ${lastFile} has its number`);
    if (missing.length > 0) found.push(`${folder}/${file}: ${missing.join(', ')} missing before it`);
    [last, lastFile] = [number, file];
  }
  return found;
};
