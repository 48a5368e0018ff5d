import { existsSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { importsWhenRunning, root } from '../architecture/imports.ts';

/** Whatever the programs import when they run, and the image does not hold: files, or packages that are for development alone. */
export const missingInImage = (dockerfile: string, programs: readonly string[]): string[] => {
  const workspaces = [...dockerfile.matchAll(/--workspace=(\S+)/g)].map(([, name = '']) => name);
  const folders = new Set([...dockerfile.matchAll(/^COPY (\S+) \1$/gm)].map(([, name = '']) => name));
  const installed = new Set(['', ...workspaces].flatMap(dependenciesOf));
  const missing = new Set<string>();
  const seen = new Set<string>();
  const follow = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    if (!folders.has(file.split('/')[0] ?? '') || !existsSync(join(root, file))) {
      missing.add(`the image does not hold ${file}`);
      return;
    }
    if (!/\.m?[tj]s$/.test(file)) return;
    for (const { to } of importsWhenRunning(file))
      if ('file' in to) follow(to.file);
      else if (!isBuiltin(to.package) && !installed.has(to.package))
        missing.add(`the image does not hold the package ${to.package}, which ${file} imports`);
  };
  for (const program of programs) follow(program);
  return [...missing];
};

const dependenciesOf = (workspace: string): string[] =>
  Object.keys(JSON.parse(readFileSync(join(root, workspace, 'package.json'), 'utf8')).dependencies ?? {});
