import { expect } from 'chai';
import { migrations, misnumbered, misnumberings } from './numbers.ts';

const found = (...files: string[]): string[] => misnumberings(files, { ...migrations, never: [3] });

describe('The numbers of migrations and decisions', () => {
  it('are right in this repository', () => {
    expect(misnumbered()).to.deep.equal([]);
  });

  it('may leave out the ones that never were', () => {
    expect(found('0001_platform.sql', '0002_read.sql', '0004_day_figures.sql')).to.deep.equal([]);
  });

  it('must not be given twice', () => {
    expect(found('0001_platform.sql', '0002_read.sql', '0002_lists.sql')).to.deep.equal([
      'schema/migrations/0002_read.sql: 0002_lists.sql has its number',
    ]);
  });

  it('must not leave a gap, nor begin late', () => {
    expect(found('0002_read.sql', '0006_told.sql')).to.deep.equal([
      'schema/migrations/0002_read.sql: 0001 missing before it',
      'schema/migrations/0006_told.sql: 0004, 0005 missing before it',
    ]);
  });

  it('stand in front of a name, and files that bear none are noticed', () => {
    for (const file of [
      '0001-platform.sql',
      '0001_Platform.sql',
      '1_platform.sql',
      '0001_platform.SQL',
      '0001_.sql',
      'a.md',
    ])
      expect(found(file), file).to.deep.equal([`schema/migrations/${file}: is not called like 0001_some_name.sql`]);
  });
});
