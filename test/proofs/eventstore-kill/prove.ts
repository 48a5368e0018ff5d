import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EventStoreDBClient, START } from '@eventstore/db-client';
import { startEventStoreProcess } from '../../support/event-store-process.ts';
import { randomFrom } from './random.ts';
import type { Promised, WriterMessage } from './writers.ts';

export interface Finding {
  kills: number;
  acknowledged: number;
  retries: number;
  /** Acknowledged events that are not where the store said they were. */
  lost: number;
  /** Events that stand in the log more than once. */
  twice: number;
  /** Streams whose writer was refused although it went by what the store had told it. */
  refused: number;
}

const WRITERS = 16;
const WRITERS_SCRIPT = fileURLToPath(new URL('./writers.ts', import.meta.url));

/** Kills an event store with -9, again and again, while writers append to it, and compares what it kept with what it said. */
export async function proveKills(kills: number, seed: number, say: (line: string) => void): Promise<Finding> {
  const folder = await mkdtemp(join(tmpdir(), 'eventstore-kill-'));
  const store = await startEventStoreProcess(join(folder, 'log'));
  const writers = await beginWriting(store.url, seed);
  const random = randomFrom(seed);
  try {
    for (let kill = 1; kill <= kills; kill++) {
      await writers.acknowledgedMore(1 + Math.floor(random() * 2_000));
      await store.kill();
      await store.start();
      say(`kill ${kill} of ${kills}: ${writers.count()} events acknowledged so far`);
    }
    await writers.acknowledgedMore(1);
    const { promised, refused, retries } = await writers.stop();
    await store.kill();
    await store.start();
    const kept = await everythingIn(store.url);
    return { kills, retries, refused: refused.length, ...compare(promised, kept) };
  } finally {
    writers.end();
    await store.kill();
    await rm(folder, { recursive: true });
  }
}

async function beginWriting(url: string, seed: number) {
  const child: ChildProcess = fork(WRITERS_SCRIPT, [url, String(WRITERS), String(seed)], {
    execArgv: ['--import', 'tsx'],
  });
  let events = 0;
  let retries = 0;
  let done: Extract<WriterMessage, { is: 'done' }> | undefined;
  child.on('message', (message: WriterMessage) => {
    if (message.is === 'done') done = message;
    else ({ events, retries } = message);
  });
  const exited = once(child, 'exit');
  return {
    count: () => events,
    async acknowledgedMore(wanted: number): Promise<void> {
      const target = events + wanted;
      while (events < target) {
        const [ended] = await Promise.race([once(child, 'message').then(() => [false]), exited.then(() => [true])]);
        if (ended) throw new Error('the writers ended before their time');
      }
    },
    async stop() {
      child.send('stop');
      await exited;
      if (!done) throw new Error('the writers did not say what was promised');
      return { promised: done.promised, refused: done.refused, retries };
    },
    end: () => void child.kill('SIGKILL'),
  };
}

async function everythingIn(url: string): Promise<Promised> {
  const client = EventStoreDBClient.connectionString(url);
  const kept: Promised = {};
  for await (const { event } of client.readAll({ fromPosition: START })) {
    if (!event) continue;
    kept[event.streamId] ??= [];
    const ids = kept[event.streamId] as string[];
    if (event.revision !== BigInt(ids.length)) throw new Error(`a gap in ${event.streamId} at ${event.revision}`);
    ids.push(event.id);
  }
  await client.dispose();
  return kept;
}

function compare(promised: Promised, kept: Promised): Pick<Finding, 'acknowledged' | 'lost' | 'twice'> {
  let acknowledged = 0;
  let lost = 0;
  for (const [stream, ids] of Object.entries(promised)) {
    acknowledged += ids.length;
    lost += ids.filter((id, revision) => kept[stream]?.[revision] !== id).length;
  }
  const all = Object.values(kept).flat();
  return { acknowledged, lost, twice: all.length - new Set(all).size };
}
