import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { instantOf } from '@careconnect/domain/time/wall.ts';
import { expect } from 'chai';
import { BadFile, type BadRow, type Request, readRows } from './rows.ts';

const header = 'requested_at,appointment_day,patient_key,gender,age,clinic,sms_reminder';
const good = '2016-05-02 08:17:28,2016-05-04,11443,M,34,VILA RUBIM,1';
const now = Date.parse('2020-01-01T00:00:00Z');

describe('The rows of a file of requests', () => {
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'careconnect-rows-'));
  });
  after(() => rm(folder, { recursive: true }));

  const read = async (text: string): Promise<(Request | BadRow)[]> => {
    const file = join(folder, 'rows.csv');
    await writeFile(file, text);
    const rows: (Request | BadRow)[] = [];
    for await (const row of readRows(file, now)) rows.push(row);
    return rows;
  };
  const requests = async (...rows: string[]) =>
    (await read([header, ...rows].join('\n'))).filter((row): row is Request => 'key' in row);
  const problemsOf = async (...rows: string[]) =>
    (await read([header, ...rows].join('\n'))).flatMap((row) =>
      'problem' in row ? [`${row.line}: ${row.problem}`] : [],
    );

  it('are requests at a time of the clinics’ own clock', async () => {
    const [summer, winter] = await requests(good.replace('2016-05-02', '2015-12-03'), good);
    expect(instantOf(summer?.requestedAt ?? 0)).to.equal('2015-12-03T10:17:28.000Z');
    expect(instantOf(winter?.requestedAt ?? 0)).to.equal('2016-05-02T11:17:28.000Z');
    expect(winter).to.deep.include({ line: 3, date: '2016-05-04', gender: 'MALE', age: 34, clinic: 'VILA RUBIM' });
  });

  it('have names of their own that stay the same, also when a row stands there twice', async () => {
    const [first, second, other] = await requests(good, good, good.replace('34', '35'));
    const [again] = await requests(good);
    expect(new Set([first?.key, second?.key, other?.key]).size).to.equal(3);
    expect(again?.key).to.equal(first?.key);
  });

  it('may come in any order of columns, with quotes, a mark at the beginning and either end of line', async () => {
    const text =
      '\uFEFFclinic,age,gender,patient_key,appointment_day,requested_at\r\n"A, ""B""",0,F,1,2016-05-04,2016-05-02 08:00:00\r\n';
    const [row] = await read(text);
    expect(row).to.deep.include({ line: 2, clinic: 'A, "B"', age: 0, gender: 'FEMALE' });
  });

  it('that cannot be are named with their line and what is allowed; nothing else is lost', async () => {
    const problems = await problemsOf(
      good,
      '2016-05-02 08:17:28,2016-05-04,11443,M,34',
      good.replace('2016-05-02', '2016-02-30'),
      good.replace('08:17:28', '25:00:00'),
      good.replace('2016-05-04', '04.05.2016'),
      good.replace('2016-05-04', '2016-05-01'),
      good.replace(',M,', ',X,'),
      good.replace(',34,', ',-1,'),
      good.replace(',34,', ',121,'),
      good.replace('2016-05-02', '2020-01-02').replace('2016-05-04', '2020-01-03'),
      '"2016-05-02 08:17:28,2016-05-04,11443,M,34,VILA RUBIM,1',
      good,
    );
    expect(problems).to.deep.equal([
      '3: clinic missing',
      '4: requested_at "2016-02-30 08:17:28" is no date and time (allowed: yyyy-mm-dd HH:mm:ss)',
      '5: requested_at "2016-05-02 25:00:00" is no date and time (allowed: yyyy-mm-dd HH:mm:ss)',
      '6: appointment_day "04.05.2016" is no date (allowed: yyyy-mm-dd)',
      '7: appointment_day 2016-05-01 lies before requested_at 2016-05-02',
      '8: gender "X" is unknown (allowed: F, M, O)',
      '9: age "-1" is impossible (allowed: 0 to 120)',
      '10: age "121" is impossible (allowed: 0 to 120)',
      '11: requested_at "2020-01-02 08:17:28" lies in the future',
      '12: a quote does not close',
    ]);
  });

  it('need a first line that names the columns', async () => {
    for (const text of ['', 'requested_at,clinic\n']) {
      const error = await read(text).catch((e) => e);
      expect(error).to.be.instanceOf(BadFile);
      expect(error.message).to.contain('appointment_day');
    }
  });
});
