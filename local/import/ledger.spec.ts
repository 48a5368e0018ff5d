import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { type Answer, openLedger } from './ledger.ts';

const booked: Answer = {
  is: 'booked',
  doctor: 1,
  appointmentId: 'an appointment',
  startsAt: '2016-05-02T10:00:00.000Z',
};

describe('The ledger of an import', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'careconnect-ledger-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('knows what was asked and answered, also the next time', () => {
    const file = join(folder, 'deep', 'down', 'answers.ndjson');
    const ledger = openLedger(file);
    ledger.addedPatient('7');
    ledger.ask('a', 0);
    ledger.ask('b', 1);
    ledger.answer('b', booked);
    ledger.close();
    const again = openLedger(file);
    expect(again.entry('a')).to.deep.equal({ is: 'asked', doctor: 0 });
    expect(again.entry('b')).to.deep.equal(booked);
    expect(again.entry('c')).to.equal(undefined);
    expect([again.hasPatient('7'), again.hasPatient('8')]).to.deep.equal([true, false]);
    again.close();
  });

  it('loses no whole line wherever a kill cuts it off, and goes on behind the last one', async () => {
    const whole = join(folder, 'whole');
    const ledger = openLedger(whole);
    for (const key of ['a', 'b', 'ç']) ledger.answer(key, booked);
    ledger.close();
    const bytes = await readFile(whole);
    for (let cut = 0; cut <= bytes.length; cut += 1) {
      const file = join(folder, `cut-${cut}`);
      await writeFile(file, bytes.subarray(0, cut));
      const kept = bytes.subarray(0, cut).filter((byte) => byte === 10).length;
      const torn = openLedger(file);
      expect([...torn.entries()].length, `cut at ${cut}`).to.equal(kept);
      torn.ask('next', 0);
      torn.close();
      const again = openLedger(file);
      expect([...again.entries()].map(([key]) => key)).to.deep.equal([...['a', 'b', 'ç'].slice(0, kept), 'next']);
      again.close();
    }
  });
});
