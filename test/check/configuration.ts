import { readFileSync, writeFileSync } from 'node:fs';
import { settings as archiver } from '@careconnect/archiver/settings.ts';
import { settings as commandService } from '@careconnect/command-service/settings.ts';
import { settings as gateway } from '@careconnect/gateway/settings.ts';
import { settings as notifier } from '@careconnect/notifier/settings.ts';
import { type ConfigTable, describeConfig } from '@careconnect/platform/config/config.ts';
import { settings as projectors } from '@careconnect/projectors/settings.ts';
import { settings as queryService } from '@careconnect/query-service/settings.ts';
import { settings as migrations } from '@careconnect/schema/settings.ts';

const file = new URL('../../docs/configuration.md', import.meta.url);
/** What each process reads. */
export const settingsOf: Readonly<Record<string, ConfigTable>> = {
  ...{ 'command-service': commandService, 'query-service': queryService, projectors, notifier, archiver, gateway },
  'npm run migrate': migrations,
};

const text = `# Configuration

Every process reads its settings from the environment, once, at its start. One that is missing or wrong ends the process with a
line for each problem; the value of a secret is never shown. \`npm start\` makes all of them itself.

${Object.entries(settingsOf)
  .map(([name, table]) => `## ${name}\n\n${describeConfig(table)}\n`)
  .join('\n')}`;

/** Whether docs/configuration.md says what the processes read. */
export const configurationIsDocumented = (): boolean => {
  if (readFileSync(file, 'utf8') === text) return true;
  console.error('docs/configuration.md is out of step: npm run document writes it anew');
  return false;
};

export const documentConfiguration = (): void => writeFileSync(file, text);
