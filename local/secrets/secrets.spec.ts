import { execSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { settings as archiver } from '@careconnect/archiver/settings.ts';
import { settings as commandService } from '@careconnect/command-service/settings.ts';
import { settings as notifier } from '@careconnect/notifier/settings.ts';
import { readConfig } from '@careconnect/platform/config/config.ts';
import { settings as queryService } from '@careconnect/query-service/settings.ts';
import { expect } from 'chai';
import { linesOf } from './lines.ts';

describe('New secrets', () => {
  const parsed = (lines: string[]) =>
    Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));

  it('are what the processes take', () => {
    const secrets = parsed(linesOf());
    const places = {
      EVENTSTORE_URL: 'esdb://store:2113?tls=false',
      DATABASE_URL: `postgres://careconnect:${secrets.POSTGRES_PASSWORD}@postgres/careconnect`,
      AMQP_URL: `amqp://careconnect:${secrets.RABBITMQ_PASSWORD}@broker`,
      ...{ SMTP_URL: 'smtp://mail', PUBLIC_URL: 'https://site.example', BACKUP_TARGET: '/backups' },
    };
    for (const table of [commandService, queryService, notifier, archiver])
      expect(() => readConfig(table, { ...places, ...secrets })).not.to.throw();
  });

  it('are all that is written, as docker-compose.yml says to begin', () => {
    const root = fileURLToPath(new URL('../..', import.meta.url));
    const [command = ''] = /npm run .*secrets/.exec(readFileSync(`${root}docker-compose.yml`, 'utf8')) ?? [];
    const lines = execSync(command, { cwd: root, encoding: 'utf8' }).trimEnd().split('\n');
    expect(lines.map((line) => line.replace(/=.*/, ''))).to.deep.equal(Object.keys(parsed(linesOf())));
  });

  it('need no quotes, whoever reads them', () => {
    for (const line of linesOf()) expect(line).to.match(/^[A-Z_]+=[^\s'"#$`\\][^\s'#$`\\]*$/);
  });

  it('are others each time', () => {
    const [one, other] = [parsed(linesOf()), parsed(linesOf())];
    for (const name of Object.keys(one)) if (name !== 'ADMIN_EMAIL') expect(one[name], name).not.to.equal(other[name]);
  });
});
