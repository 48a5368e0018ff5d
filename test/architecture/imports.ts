import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'oxc-parser';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** One import as it stands in a file: of another file of this repository, or of a package. Paths run from the root. */
export type Import = { from: string; to: { file: string } | { package: string } };

/** Every file of the repository that holds code: tracked by git, or new and not ignored. */
export const sourceFiles = (): string[] =>
  execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.ts', '*.tsx', '*.mjs'], {
    cwd: root,
  })
    .toString()
    .split('\n')
    .filter((file) => file !== '' && existsSync(join(root, file)));

export const sourceOf = (file: string): string => readFileSync(join(root, file), 'utf8');

export const importsOf = (file: string): Import[] => imports(file, () => true);

/** Those that are still there when the file runs: of types nothing is left. */
export const importsWhenRunning = (file: string): Import[] => imports(file, ({ isType }) => !isType);

const imports = (file: string, counts: (entry: { isType: boolean }) => boolean): Import[] => {
  const { module } = parseSync(file, sourceOf(file));
  const named = [
    ...module.staticImports
      .filter(({ entries }) => entries.length === 0 || entries.some(counts))
      .map(({ moduleRequest }) => moduleRequest.value),
    ...module.staticExports.flatMap(({ entries }) =>
      entries.filter(counts).flatMap(({ moduleRequest }) => moduleRequest?.value ?? []),
    ),
    ...module.dynamicImports.flatMap(({ moduleRequest }) =>
      literal(sourceOf(file).slice(moduleRequest.start, moduleRequest.end)),
    ),
  ];
  return [...new Set(named)].map((specifier) => ({ from: file, to: targetOf(file, specifier) }));
};

const literal = (expression: string): string[] => /^['"]([^'"]+)['"]$/.exec(expression)?.slice(1) ?? [];

const targetOf = (file: string, specifier: string): Import['to'] => {
  if (specifier.startsWith('.')) return { file: relative(root, join(root, dirname(file), specifier)) };
  if (specifier.startsWith('@careconnect/')) return { file: specifier.slice('@careconnect/'.length) };
  const parts = specifier.split('/');
  return { package: specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? specifier) };
};
