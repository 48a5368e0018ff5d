import { expect } from 'chai';
import {
  type ConfigError,
  describeConfig,
  flag,
  integer,
  json,
  list,
  oneOf,
  port,
  readConfig,
  text,
  url,
} from './config.ts';

const table = {
  PORT: port().default(3000).describe('Where HTTP is served'),
  DATABASE_URL: url('postgres', 'postgresql').describe('The read models'),
  LOG_LEVEL: oneOf('info', 'debug').default('info'),
  MASTER_KEY: text().secret().describe('Wraps the keys of persons'),
  RETRIES: integer(0, 10).optional(),
  ORIGINS: list().default([]),
  QUIET: flag().default(false),
};

const good = { DATABASE_URL: 'postgres://user:geheim@localhost/careconnect', MASTER_KEY: 's3cret' };

const problemsOf = (environment: Record<string, string>): readonly string[] => {
  try {
    readConfig(table, environment);
  } catch (error) {
    return (error as ConfigError).problems;
  }
  return [];
};

describe('The configuration', () => {
  it('is read from the environment, typed, with defaults for what is absent or empty', () => {
    const config = readConfig(table, { ...good, PORT: '', ORIGINS: 'http://a, http://b ,', QUIET: 'true', OTHER: 'x' });
    const typed: { PORT: number; LOG_LEVEL: 'info' | 'debug'; RETRIES: number | undefined } = config;
    expect(typed).to.deep.equal({
      ...good,
      PORT: 3000,
      LOG_LEVEL: 'info',
      RETRIES: undefined,
      ORIGINS: ['http://a', 'http://b'],
      QUIET: true,
    });
  });

  it('tells all that is wrong at once: which variable, what is allowed, what was given', () => {
    expect(
      problemsOf({ PORT: '70000', LOG_LEVEL: 'loud', RETRIES: '1.5', QUIET: 'yes', MASTER_KEY: 'x' }),
    ).to.deep.equal([
      'PORT must be a whole number from 0 to 65535, not "70000" (Where HTTP is served)',
      'DATABASE_URL is missing: it must be an address that begins with postgres:// or postgresql:// (The read models)',
      'LOG_LEVEL must be one of info, debug, not "loud"',
      'RETRIES must be a whole number from 0 to 10, not "1.5"',
      'QUIET must be true or false, not "yes"',
    ]);
  });

  it('never shows the value of a secret', () => {
    const problems = problemsOf({ DATABASE_URL: 'mysql://user:geheim@localhost', MASTER_KEY: ' ' }).join();
    expect(problems).to.contain('DATABASE_URL must be').and.to.contain('MASTER_KEY is missing');
    expect(problems).not.to.contain('geheim');
    expect(describeConfig({ KEY: text().secret().default('geheim') })).not.to.contain('geheim');
  });

  it('reads JSON through a check of its own', () => {
    const keys = {
      KEYS: json('a list', (value) => {
        if (!Array.isArray(value)) throw new TypeError();
        return value.length;
      }).secret(),
    };
    expect(readConfig(keys, { KEYS: '[1,2]' }).KEYS).to.equal(2);
    for (const KEYS of ['{}', '[1', 'x'])
      expect(() => readConfig(keys, { KEYS })).to.throw('KEYS must be JSON: a list');
  });

  it('prints itself as a table', () => {
    expect(describeConfig(table).split('\n').slice(0, 4)).to.deep.equal([
      '| Variable | Meaning | Allowed | Default |',
      '|---|---|---|---|',
      '| `PORT` | Where HTTP is served | a whole number from 0 to 65535 | `3000` |',
      '| `DATABASE_URL` | The read models | an address that begins with postgres:// or postgresql:// | **required** |',
    ]);
  });
});
