import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEventStore } from '@careconnect/local/eventstore/server.ts';
import { allCases } from './all-cases.ts';
import { type Server, serverAt } from './store.ts';
import { type Case, run } from './suite.ts';

type Started = { server: Server; stop: () => Promise<void> };

async function inMemory(): Promise<Started> {
  const emulator = await startEventStore({});
  return { server: serverAt(emulator.url), stop: emulator.stop };
}

async function onDisk(): Promise<Started> {
  const data = await mkdtemp(join(tmpdir(), 'conformance-'));
  let emulator = await startEventStore({ data });
  const server = serverAt(emulator.url, async () => {
    await emulator.stop();
    emulator = await startEventStore({ data, port: emulator.port });
  });
  const stop = async () => {
    await emulator.stop();
    await rm(data, { recursive: true });
  };
  return { server, stop };
}

/** The same cases that `npm run conformance` asks of any event store. */
function conforms(start: () => Promise<Started>, cases: readonly Case[]): void {
  let started: Started;
  before(async () => {
    started = await start();
  });
  after(async () => {
    await started.server.close();
    await started.stop();
  });
  for (const one of cases) {
    it(`${one.subject}: ${one.name}`, async function () {
      const outcome = await run(one, started.server);
      if (outcome.is === 'failed') throw outcome.error;
      if (outcome.is === 'skipped') this.skip();
    });
  }
}

describe('The event-store emulator answers like EventStoreDB', () => {
  describe('in memory', () => {
    conforms(
      inMemory,
      allCases.filter(({ needsRestart }) => !needsRestart),
    );
  });
  describe('on disk', () => conforms(onDisk, allCases));
});
