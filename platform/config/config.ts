import { NotAllowed, type Setting } from './setting.ts';

export { flag, integer, json, list, oneOf, port, type Setting, setBy, text, url } from './setting.ts';

// biome-ignore lint/suspicious/noExplicitAny: a table mixes settings of all types
export type ConfigTable = Readonly<Record<string, Setting<any>>>;
export type ConfigOf<Table extends ConfigTable> = {
  readonly [Name in keyof Table]: Table[Name] extends Setting<infer T> ? T : never;
};

export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  constructor(readonly problems: readonly string[]) {
    super(`The configuration is not usable:\n${problems.map((line) => `  ${line}`).join('\n')}`);
  }
}

/** Reads every setting of the table, or throws one `ConfigError` that tells all that is wrong. */
export const readConfig = <Table extends ConfigTable>(
  table: Table,
  environment: Readonly<Record<string, string | undefined>>,
): ConfigOf<Table> => {
  const values: Record<string, unknown> = {};
  const problems: string[] = [];
  for (const [name, setting] of Object.entries(table)) {
    const given = environment[name]?.trim();
    if (!given) {
      if (setting.fallback) values[name] = setting.fallback.value;
      else problems.push(`${name} is missing: it must be ${setting.allowed}${because(setting)}`);
      continue;
    }
    try {
      values[name] = setting.read(given);
    } catch (error) {
      if (!(error instanceof NotAllowed)) throw error;
      problems.push(`${name} must be ${setting.allowed}, not ${shown(setting, given)}${because(setting)}`);
    }
  }
  if (problems.length > 0) throw new ConfigError(problems);
  return Object.freeze(values) as ConfigOf<Table>;
};

const because = ({ meaning }: Setting<unknown>): string => (meaning ? ` (${meaning})` : '');

const shown = ({ isSecret }: Setting<unknown>, given: string): string =>
  isSecret ? 'what was given' : `"${given.length > 60 ? `${given.slice(0, 60)}…` : given}"`;

/** The table as Markdown, for the documentation. */
export const describeConfig = (table: ConfigTable): string =>
  [
    '| Variable | Meaning | Allowed | Default |',
    '|---|---|---|---|',
    ...Object.entries(table).map(
      ([name, setting]) => `| \`${name}\` | ${setting.meaning} | ${setting.allowed} | ${defaultOf(setting)} |`,
    ),
  ].join('\n');

const defaultOf = ({ fallback, isSecret }: Setting<unknown>): string => {
  if (!fallback) return '**required**';
  if (fallback.value === undefined) return 'none';
  if (isSecret) return 'set';
  return `\`${Array.isArray(fallback.value) ? fallback.value.join(',') : String(fallback.value)}\``;
};
