import { expect } from 'chai';
import type { Import } from './imports.ts';
import { importsOf, sourceFiles } from './imports.ts';
import { brokenBy, brokenInText, violations } from './rules.ts';

const toFile = (from: string, file: string): Import => ({ from, to: { file } });
const toPackage = (from: string, name: string): Import => ({ from, to: { package: name } });

describe('The architecture', () => {
  it('keeps every rule of the house', () => {
    expect(violations()).to.deep.equal([]);
  });

  it('is read from the real imports', () => {
    expect(sourceFiles()).to.include('domain/day/decide.ts');
    expect(importsOf('domain/day/decide.ts')).to.deep.include(toFile('domain/day/decide.ts', 'domain/day/book.ts'));
    expect(importsOf('domain/time/edge.ts')).to.deep.include(toPackage('domain/time/edge.ts', 'temporal-polyfill'));
  });

  const broken: [string, Import][] = [
    ['the domain reaching into the platform', toFile('domain/day/book.ts', 'platform/postgres/pool.ts')],
    ['the domain reading a file', toPackage('domain/day/book.ts', 'node:fs')],
    ['the platform knowing the domain', toFile('platform/http/app.ts', 'domain/ids.ts')],
    ['one service importing another', toFile('notifier/main.ts', 'query-service/main.ts')],
    ['a service importing a stand-in', toFile('projectors/main.ts', 'local/eventstore/server.ts')],
    ['the client importing the platform', toFile('client/src/main.tsx', 'platform/http/app.ts')],
    ['a feature importing its neighbour', toFile('client/src/features/a/x.ts', 'client/src/features/b/y.ts')],
    ['a container beside the wiring', toPackage('command-service/container.ts', 'inversify')],
    ['a route asking the wiring', toFile('command-service/days/routes.ts', 'platform/process/wiring.ts')],
    ['the write side reading a table', toFile('command-service/days/routes.ts', 'schema/documented.ts')],
    ['the read side appending', toFile('query-service/doctors/routes.ts', 'platform/event-store/event-store.ts')],
    ['a second user of the event store client', toPackage('projectors/relay.ts', '@eventstore/db-client')],
    ['a second user of the broker client', toPackage('notifier/main.ts', 'amqplib')],
  ];
  for (const [what, edge] of broken)
    it(`notices ${what}`, () => {
      expect(brokenBy([edge])).to.have.lengthOf(1);
    });

  it('notices files that import each other in a loop', () => {
    const [found] = brokenBy([toFile('domain/a.ts', 'domain/b.ts'), toFile('domain/b.ts', 'domain/a.ts')]);
    expect(found?.detail).to.equal('domain/a.ts > domain/b.ts > domain/a.ts');
  });

  it('notices a second author of a stream name, a domain word in the platform and a clock in the domain', () => {
    const second = `const name = \`doctor\u002d$\u007bid}\`;`;
    expect(brokenInText('projectors/clinic.ts', second)).to.have.lengthOf(1);
    expect(brokenInText('platform/http/app.ts', 'const patient = 1;')).to.have.lengthOf(1);
    expect(brokenInText('domain/day/book.ts', 'const now = Date.now();')).to.have.lengthOf(1);
  });
});
