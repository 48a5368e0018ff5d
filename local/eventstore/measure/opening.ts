/**
 * How long it takes to open a large log, and how much memory: fills one through the storage, then opens it in a process of
 * its own that has seen none of it. Fails when opening takes 3 s or more, or memory grows with the log.
 *   node --import tsx local/eventstore/measure/opening.ts [--events 1000000]
 */
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import type { WriteCommand } from '../log/commands.ts';
import { openLog } from '../log/log.ts';
import { openInFolder } from '../storage/open.ts';

const { values } = parseArgs({
  options: { events: { type: 'string', default: '1000000' }, open: { type: 'string' } },
});
const EVENTS_PER_STREAM = 20;
const SMALL = 10_000;
const LONGEST_OPENING_MS = 3_000;
const MOST_GROWTH_MIB = 64;

interface Opening {
  ms: number;
  mib: number;
}

if (values.open !== undefined) console.log(JSON.stringify(await open(values.open)));
else await compare(Number(values.events));

async function compare(count: number): Promise<void> {
  const small = await fillAndOpen(SMALL);
  const large = await fillAndOpen(count);
  const isGood = large.ms < LONGEST_OPENING_MS && large.mib - small.mib < MOST_GROWTH_MIB;
  console.log(isGood ? 'opening: good' : 'opening: too slow or too large');
  process.exitCode = isGood ? 0 : 1;
}

async function fillAndOpen(count: number): Promise<Opening> {
  const folder = await mkdtemp(join(tmpdir(), 'eventstore-opening-'));
  try {
    await fill(join(folder, 'log'), count);
    const script = fileURLToPath(import.meta.url);
    const { stdout } = await promisify(execFile)(process.execPath, [
      ...['--import', 'tsx', script],
      ...['--open', join(folder, 'log')],
    ]);
    const opening = JSON.parse(stdout) as Opening;
    console.log(`${count} events: opened in ${opening.ms} ms, ${opening.mib} MiB of memory after it`);
    return opening;
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function fill(folder: string, count: number): Promise<void> {
  const log = await openLog(await openInFolder(folder));
  const data = Buffer.from(JSON.stringify({ appointmentId: randomUUID(), note: 'x'.repeat(200) }));
  const stream = (): WriteCommand => ({
    is: 'append',
    stream: `order-${randomUUID()}`,
    expected: { is: 'noStream' },
    events: Array.from({ length: EVENTS_PER_STREAM }, () => ({
      id: randomUUID(),
      type: 'AppointmentRequested',
      isJson: true,
      data,
      metadata: new Uint8Array(),
    })),
  });
  const streams = count / EVENTS_PER_STREAM;
  for (let i = 0; i < streams; i += 32)
    await Promise.all(Array.from({ length: Math.min(32, streams - i) }, () => log.submit(stream())));
  await log.close();
}

/** Also reads the newest event, so that opening is more than opening files. */
async function open(folder: string): Promise<Opening> {
  const began = performance.now();
  const log = await openLog(await openInFolder(folder));
  await log.storage.recordAt(log.lastPosition);
  const ms = Math.round(performance.now() - began);
  const mib = Math.round(process.memoryUsage.rss() / 1024 ** 2);
  await log.close();
  return { ms, mib };
}
