import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect } from 'chai';

const runModule = new URL('./run.ts', import.meta.url).href;
const configModule = new URL('../config/config.ts', import.meta.url).href;

const start = (body: string, stdio: 'pipe' | 'ipc' = 'pipe') => {
  const code = `
    import { run } from ${JSON.stringify(runModule)};
    import { readConfig, port } from ${JSON.stringify(configModule)};
    ${body}`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', code], {
    stdio: ['pipe', 'pipe', 'pipe', ...(stdio === 'ipc' ? (['ipc'] as const) : [])],
    env: { PATH: process.env.PATH },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk));
  // Not the close event: it does not come after an IPC channel was closed from this side.
  const ends = [child.stdout, child.stderr].map((stream) => once(stream as NodeJS.ReadableStream, 'end'));
  const exit = Promise.all([once(child, 'exit'), ...ends]).then(([[code]]) => code as number);
  return { child, output: () => output, exit };
};

const said = async (child: ChildProcess, output: () => string, what: string) => {
  while (!output().includes(what) && child.exitCode === null) await once(child.stdout as NodeJS.ReadableStream, 'data');
};

describe('A process', () => {
  const alive = 'setInterval(() => {}, 1000);';
  const orderly = (options = '{}') => `
    await run('spec', async () => {
      ${alive}
      let stops = 0;
      return { stop: async () => console.log('stop number ' + ++stops) };
    }, ${options});`;

  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    it(`says when it is ready and stops once on ${signal}`, async () => {
      const { child, output, exit } = start(orderly());
      await said(child, output, 'Ready');
      child.kill(signal);
      expect(await exit).to.equal(0);
      expect(output().match(/stop number \d/g)).to.deep.equal(['stop number 1']);
      expect(output()).to.contain('"Stopped"');
    });

  it('stops when its parent goes away, if asked to', async () => {
    const overIpc = start(orderly('{ stopWithParent: true }'), 'ipc');
    await said(overIpc.child, overIpc.output, 'Ready');
    overIpc.child.disconnect();
    expect(await overIpc.exit).to.equal(0);

    const overStdin = start(orderly('{ stopWithParent: true }'));
    await said(overStdin.child, overStdin.output, 'Ready');
    overStdin.child.stdin?.end();
    expect(await overStdin.exit).to.equal(0);
  });

  it('crashes, after a line in the log, on an error that nobody handled', async () => {
    for (const fault of ["setTimeout(() => { throw new Error('lost') }, 1)", "Promise.reject(new Error('lost'))"]) {
      const { output, exit } = start(
        `await run('spec', async () => { ${alive} ${fault}; return { stop: async () => {} }; });`,
      );
      expect(await exit).to.equal(1);
      expect(output()).to.contain('"Unhandled error"').and.to.contain('lost');
    }
  });

  it('prints what is wrong with its configuration as plain lines', async () => {
    const { output, exit } = start(`await run('spec', async () => readConfig({ PORT: port() }, process.env));`);
    expect(await exit).to.equal(78);
    expect(output()).to.equal(
      'The configuration is not usable:\n  PORT is missing: it must be a whole number from 0 to 65535\n',
    );
  });

  it('does not wait for ever for a stop that hangs', async () => {
    const { child, output, exit } = start(
      `await run('spec', async () => { ${alive} return { stop: () => new Promise(() => {}) }; }, { stopTimeoutMs: 50 });`,
    );
    await said(child, output, 'Ready');
    child.kill('SIGTERM');
    expect(await exit).to.equal(1);
    expect(output()).to.contain('Did not stop in time');
  });
});
