import { expect } from 'chai';
import { BadOption, parseCommandLine } from './options.ts';

const run = (args: string[], env = {}) => {
  const command = parseCommandLine(args, env);
  return command.is === 'run' ? command.options : undefined;
};

describe('The command line of the event store', () => {
  it('listens on the port clients expect, unless told otherwise', () => {
    expect(run(['--memory'])).to.deep.equal({ port: 2113 });
    expect(run(['--memory', '--port', '0'])).to.deep.equal({ port: 0 });
  });

  it('keeps the log in a folder or in memory, and wants to be told which', () => {
    expect(run(['--data', 'here'])).to.deep.equal({ port: 2113, data: 'here' });
    expect(() => run([])).to.throw(BadOption, 'either --data DIR or --memory');
    expect(() => run(['--data', 'here', '--memory'])).to.throw(BadOption, 'either');
  });

  it('asks for certificate and key together', () => {
    expect(run(['--memory', '--cert', 'c', '--key', 'k'])?.tls).to.deep.equal({ certFile: 'c', keyFile: 'k' });
    expect(() => run(['--memory', '--cert', 'c'])).to.throw(BadOption, 'belong together');
  });

  it('takes the password from the environment only', () => {
    const credentials = run(['--memory', '--username', 'ops'], { EVENTSTORE_PASSWORD: 'secret' })?.credentials;
    expect(credentials).to.deep.equal({ username: 'ops', password: 'secret' });
    expect(() => run(['--memory', '--username', 'ops'])).to.throw(BadOption, 'EVENTSTORE_PASSWORD');
  });

  it('says in one line what it does not understand', () => {
    for (const args of [
      ['--memory', '--prot', '1'],
      ['--memory', '--port', 'x'],
      ['--memory', 'extra'],
    ])
      expect(() => run(args))
        .to.throw(BadOption)
        .with.property('message')
        .that.does.not.include('\n');
  });
});
