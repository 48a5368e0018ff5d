import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { isLibraryFault } from './library-faults.ts';

const guard = fileURLToPath(new URL('./library-faults.ts', import.meta.url));

/** Runs code in a guarded process; `alive` is printed if it survives. */
const run = (code: string) =>
  spawnSync(
    process.execPath,
    [
      '--import',
      'tsx',
      '--input-type=module',
      '--eval',
      `import { guardAgainstLibraryFaults } from '${guard}';
       guardAgainstLibraryFaults(() => console.log('told'));
       const fault = new TypeError('undefined is not iterable');
       fault.stack = 'TypeError: undefined is not iterable\\n    at Object.x (/app/node_modules/@eventstore/db-client/dist/streams/appendToStream/batchAppend.js:30:9)\\n    at ours (/app/main.ts:1:1)';
       setTimeout(() => console.log('alive'), 50);
       ${code}`,
    ],
    { encoding: 'utf8' },
  );

const stack = (...frames: string[]) =>
  Object.assign(new Error('x'), { stack: ['Error: x', ...frames.map((frame) => `    at ${frame}`)].join('\n') });

describe('the guard against the client library', () => {
  it('keeps the process alive and tells when the library throws outside any promise', () => {
    expect(run('setImmediate(() => { throw fault; });')).to.include({ status: 0, stdout: 'told\nalive\n' });
    expect(run('Promise.reject(fault);')).to.include({ status: 0, stdout: 'told\nalive\n' });
  });

  it('stands again, when asked, after somebody has removed all listeners', () => {
    const again =
      "process.removeAllListeners('unhandledRejection'); guardAgainstLibraryFaults(() => {}); Promise.reject(fault);";
    expect(run(again)).to.include({ status: 0, stdout: 'told\nalive\n' });
  });

  it('lets every other uncaught exception end the process as ever', () => {
    const thrown = run("setImmediate(() => { throw new Error('our own fault'); });");
    expect(thrown).to.include({ status: 1, stdout: '' });
    expect(thrown.stderr).to.contain('our own fault');
    expect(run("Promise.reject(new Error('our own fault'));")).to.include({ status: 1, stdout: '' });
    const handled = run("process.on('uncaughtException', (e) => console.log(e.message)); throw new Error('handled');");
    expect(handled).to.include({ status: 0, stdout: 'handled\nalive\n' });
  });

  it('knows the library by what stands on top of the stack', () => {
    const library = 'x (/app/node_modules/@eventstore/db-client/dist/Client/index.js:1:1)';
    const grpc = 'y (/app/node_modules/@grpc/grpc-js/build/src/call.js:1:1)';
    const ours = 'z (/app/platform/event-store/subscribing.ts:1:1)';
    const node = 'emit (node:events:519:28)';
    expect(isLibraryFault(stack(library, ours))).to.equal(true);
    expect(isLibraryFault(stack(node, library))).to.equal(true);
    expect(isLibraryFault(stack(grpc, node, library))).to.equal(true);
    expect(isLibraryFault(stack(ours, library))).to.equal(false);
    expect(isLibraryFault(stack(grpc, ours))).to.equal(false);
    expect(isLibraryFault(stack(node))).to.equal(false);
    expect(isLibraryFault('text')).to.equal(false);
  });
});
