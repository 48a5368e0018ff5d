import { randomBytes, randomUUID } from 'node:crypto';
import { booked, visit } from '@careconnect/domain/spec/clinic.ts';
import { doctorDayStream } from '@careconnect/domain/streams.ts';
import { followChain } from '@careconnect/platform/event-store/follow-chain.ts';
import { drAna, person } from '@careconnect/projectors/spec/people.ts';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { expect } from 'chai';
import { folderOfItsOwn, type House, openHouse } from '../spec/house.ts';
import { folderTarget } from '../target/folder.ts';
import { eventAt } from './log.ts';
import { newestManifest } from './manifest.ts';
import { takeBackup } from './take.ts';
import { verifyLog } from './verify-log.ts';

describe('The chain of hashes of the log', () => {
  const folder = folderOfItsOwn();
  let house: House;
  beforeEach(async () => {
    house = await openHouse();
    await house.tell(...drAna, ...person(1), ...booked(1));
  });
  afterEach(() => house.close());

  /** Past the rules of this house: an event that names no event before it, where there is one. */
  const smuggle = async (): Promise<string> => {
    const { doctorId, date } = visit(1);
    const stream = doctorDayStream(doctorId, date);
    const id = randomUUID();
    const metadata = { $correlationId: id, $causationId: id, actor: null, recordedAt: '2026-11-20T12:00:00.000Z' };
    const client = EventStoreDBClient.connectionString(house.eventStore.url);
    const more = { ...metadata, schemaVersion: 2, previousHash: null };
    await client.appendToStream(stream, jsonEvent({ id, type: 'TimeBlocked', data: {}, metadata: more }));
    await client.dispose();
    return `the chain of ${stream} breaks at revision 3 (TimeBlocked, ${id}): it names another event as the one before it`;
  };

  it('holds for what was appended', async () => {
    expect(await verifyLog(house.store)).to.deep.equal({ events: (await house.log()).length, faults: [] });
  });

  it('tells where it breaks, once a stream', async () => {
    const fault = await smuggle();
    expect((await verifyLog(house.store)).faults).to.deep.equal([fault]);
  });

  it('is followed by a backup: a broken log is not backed up as if it were whole', async () => {
    const fault = await smuggle();
    const [target, key] = [folderTarget(folder.path), randomBytes(32)];
    const needs = {
      store: house.store,
      databaseUrl: house.databaseUrl,
      target,
      key,
      signal: new AbortController().signal,
    };
    const failure = await takeBackup(needs, randomUUID(), new Date().toISOString()).catch(({ message }) => message);
    expect(failure).to.equal(fault);
    expect((await newestManifest(target, key)).newest).to.equal(null);
  });

  it('is followed with a memory for few streams too', async () => {
    await house.tell(...person(2), ...person(3), ...booked(2));
    const chain = followChain((stream, revision) => eventAt(house.store, stream, revision), 1);
    for (const event of await house.log()) await chain.follow(event);
  });
});
