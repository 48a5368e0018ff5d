import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { folderOfItsOwn, type House, openHouse } from '@careconnect/archiver/spec/house.ts';
import { appointment, asPatient, booked, cancelled } from '@careconnect/domain/spec/clinic.ts';
import type { EventStore } from '@careconnect/platform/event-store/event-store.ts';
import { drAna, person } from '@careconnect/projectors/spec/people.ts';
import { evidenceOf } from '@careconnect/query-service/journal/evidence/evidence.ts';
import { expect } from 'chai';
import { type Evidence, examineEvidence } from './evidence.ts';

describe('Evidence, verified', () => {
  const folder = folderOfItsOwn();
  let house: House;
  let evidence: Evidence;
  beforeEach(async () => {
    house = await openHouse();
    await house.tell(...drAna, ...person(1), ...booked(1), cancelled(1, asPatient(1), '2026-11-21T08:00:00.000Z'));
    await house.rows();
    const pieces: string[] = [];
    for await (const piece of (await evidenceOf(house.pool, appointment(1), '2026-11-22T00:00:00.000Z')) ?? [])
      pieces.push(piece);
    evidence = JSON.parse(pieces.join(''));
  });
  afterEach(() => house.close());

  const store = (): EventStore | null => house.store;
  const nothing = (): EventStore | null => null;
  const differences = async (changed: Evidence, log = store) => (await examineEvidence(changed, log())).differences;
  const withEvents = (events: Evidence['events']): Evidence => ({ ...evidence, events });
  const alter = (k: number, more: object): Evidence =>
    withEvents(evidence.events.map((event, n) => (n === k ? { ...event, ...more } : event)));

  it('is the same as the log, also when more has happened since', async () => {
    await house.tell(...person(2), ...booked(2));
    expect(await examineEvidence(evidence, house.store)).to.deep.equal({ events: 4, differences: [] });
    expect(await examineEvidence(evidence, null)).to.deep.equal({ events: 4, differences: [] });
  });

  it('tells an event that says something else than the log', async () => {
    const changed = alter(1, { data: { ...(evidence.events[1]?.data as object), time: '10:30' } });
    const [own, chain, log, ...more] = await differences(changed);
    expect(own).to.include('at revision 1').and.to.include('its hash is not that of what it says');
    expect(chain).to.include('breaks at revision 2');
    expect(log).to.include('at revision 1').and.to.include('the log has another event');
    expect(more).to.deep.equal([]);
    expect(await differences(changed, nothing)).to.deep.equal([own, chain]);
  });

  it('tells what was left out, and what was put in', async () => {
    const [last] = await differences(withEvents(evidence.events.slice(0, -1)), nothing);
    expect(last).to.include('the file tells of 4 events, and holds 3');
    const [, middle] = await differences(withEvents(evidence.events.filter((_, k) => k !== 1)), nothing);
    expect(middle).to.include('revision 0 comes before it');
    const [one] = evidence.events;
    if (!one) throw new Error('the evidence holds events');
    const [stray] = await differences(withEvents([...evidence.events, { ...one, stream: 'user-x' }]), nothing);
    expect(stray).to.include('does not tell of this stream');
  });

  it('tells a file that holds together and is not what happened', async () => {
    const other = await openHouse();
    await other.tell(...drAna, ...person(1), ...booked(1), cancelled(1, asPatient(1), '2026-11-21T09:00:00.000Z'));
    const found = await examineEvidence(evidence, other.store);
    await other.close();
    expect(found.differences).to.have.length(4);
    for (const difference of found.differences) expect(difference).to.include('the log has another event');
  });

  it('is verified by a command, with the log or alone', async () => {
    const file = join(folder.path, 'evidence.json');
    await writeFile(file, JSON.stringify(evidence));
    expect(await verify(['--evidence', file], house.eventStore.url)).to.deep.equal([
      0,
      'verify: 4 events, 0 differences\n',
    ]);
    await writeFile(file, JSON.stringify(alter(3, { type: 'AppointmentExpired' })));
    const [code, said] = await verify(['--evidence', file, '--offline'], house.eventStore.url);
    expect([code, said.split('\n').at(-2)]).to.deep.equal([1, 'verify: 4 events, 1 differences within the file']);
  });
});

const verify = (args: string[], url: string): Promise<[number, string]> =>
  new Promise((resolve) => {
    const command = fileURLToPath(new URL('../verify.mjs', import.meta.url));
    execFile(process.execPath, [command, ...args], { env: { ...process.env, EVENTSTORE_URL: url } }, (error, stdout) =>
      resolve([error ? Number(error.code) : 0, stdout]),
    );
  });
