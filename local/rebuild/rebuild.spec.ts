import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { booked, user } from '@careconnect/domain/spec/clinic.ts';
import { type LivingLog, openLivingLog } from '@careconnect/projectors/spec/living-log.ts';
import { drAna, person } from '@careconnect/projectors/spec/people.ts';
import { expect } from 'chai';
import { repository } from '../system/node-process.ts';

describe('npm run rebuild', () => {
  let log: LivingLog;
  beforeEach(async () => {
    log = await openLivingLog();
    await log.happens(...drAna, ...person(1), ...booked(1));
  });
  afterEach(() => log.close());

  /** How it ended, and all it said. */
  const run = (...args: string[]) =>
    new Promise<{ code: number | null; said: string }>((resolve, reject) => {
      const [{ id, key } = { id: '', key: Buffer.of() }] = log.masterKeys;
      const places = {
        EVENTSTORE_URL: log.url,
        DATABASE_URL: log.databaseUrl,
        MASTER_KEY: `${id}:${key.toString('base64')}`,
      };
      const child = spawn(process.execPath, [join(repository, 'local/rebuild.mjs'), ...args], {
        env: { ...process.env, ...places },
      });
      let said = '';
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (text: Buffer) => {
          said += text;
        });
      child.on('error', reject);
      child.on('close', (code) => resolve({ code, said: said.trimEnd() }));
    });

  it('makes all read models, and says what was not right', async () => {
    const first = await run();
    expect(first.code, first.said).to.equal(0);
    expect(first.said.split('\n').at(-1)).to.match(/^rebuild: \d+ read models, \d+ events, differences: 0$/);
    await log.pool.query("UPDATE app_users SET name = 'Somebody' WHERE user_id = $1", [user(1)]);
    const { said } = await run('clinic');
    expect(said).to.contain(`public.app_users ["${user(1)}"]: was another`);
    expect(said.split('\n').at(-1)).to.match(/^rebuild: 1 read models, \d+ events, differences: 1$/);
    expect((await run('clinic')).said).to.contain('differences: 0');
  });

  it('names those that there are', async () => {
    const { code, said } = await run('clinics');
    expect(code).to.equal(1);
    expect(said).to.contain('There is no read model clinics; there are clinic, ');
  });
});
