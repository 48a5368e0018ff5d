import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const sources = [
  'client/src',
  'client/public',
  'client/index.html',
  'client/vite.config.ts',
  'domain',
  'package-lock.json',
];

/** Whether what was built is newer than all it is made of. */
export const clientIsBuilt = (root) => {
  const page = join(root, 'client/dist/index.html');
  if (!existsSync(page)) return false;
  const built = statSync(page).mtimeMs;
  return sources.every((source) => newest(join(root, source)) <= built);
};

const newest = (path) => {
  if (!existsSync(path)) return 0;
  const { mtimeMs } = statSync(path);
  if (!statSync(path).isDirectory()) return mtimeMs;
  const inside = readdirSync(path).filter((name) => name !== 'node_modules');
  return Math.max(mtimeMs, ...inside.map((name) => newest(join(path, name))));
};
