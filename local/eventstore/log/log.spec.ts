import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import { openInMemory } from '../storage/open.ts';
import { idOf, revisionOf, sizeInLog, streamOf } from '../storage/record.ts';
import type { Storage } from '../storage/storage.ts';
import type { ProposedEvent, WriteCommand } from './commands.ts';
import type { Expected } from './decide.ts';
import { DeadlinePassed, openLog, StorageFailed } from './log.ts';

const NOTHING = new Uint8Array();
const event = (id: string = randomUUID()): ProposedEvent => ({
  id,
  type: 'E',
  isJson: true,
  data: NOTHING,
  metadata: NOTHING,
});
const append = (stream: string, expected: Expected, ...events: ProposedEvent[]): WriteCommand => ({
  is: 'append',
  stream,
  expected,
  events,
});
const NO_STREAM: Expected = { is: 'noStream' };

async function wholeLog(storage: Storage) {
  const records = [];
  for (let from = 0; ; ) {
    const page = await storage.logForwards(from, 1_000);
    const newest = page.at(-1);
    if (!newest) return records;
    records.push(...page);
    from = newest.position + 1;
  }
}

const step = fc.record({
  stream: fc.constantFrom('a', 'b', 'c'),
  expected: fc.oneof(
    fc.constantFrom<Expected>({ is: 'any' }, NO_STREAM, { is: 'streamExists' }),
    fc.integer({ min: 0, max: 6 }).map((revision): Expected => ({ is: 'revision', revision })),
  ),
  ids: fc.array(fc.constantFrom(...Array.from({ length: 9 }, () => randomUUID())), { minLength: 1, maxLength: 3 }),
});

describe('The log', () => {
  it('holds exactly what it said it wrote, in the order of the commands, however they come together', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), fc.boolean(), async (steps, atOnce) => {
        const log = await openLog(await openInMemory());
        const commands = steps.map(({ stream, expected, ids }) => append(stream, expected, ...ids.map(event)));
        const outcomes = atOnce ? await Promise.all(commands.map((c) => log.submit(c))) : [];
        if (!atOnce) for (const command of commands) outcomes.push(await log.submit(command));

        const streams = new Map<string, string[]>();
        for (const [i, { stream, ids }] of steps.entries()) {
          const held = streams.get(stream) ?? [];
          const outcome = outcomes[i];
          if (outcome?.is === 'written' && outcome.lastRevision === held.length - 1 + ids.length) held.push(...ids);
          // Known before: its last event stands where the answer says. With "any" the others may stand on either side of it.
          else if (outcome?.is === 'written') {
            expect(held).to.include.members(ids);
            expect(held[outcome.lastRevision]).to.equal(ids.at(-1));
          } else expect(outcome).to.deep.equal({ is: 'wrongVersion', current: held.length - 1 });
          streams.set(stream, held);
        }
        const records = await wholeLog(log.storage);
        for (const [stream, held] of streams) {
          const stored = records.filter(({ bytes }) => streamOf(bytes) === stream);
          expect(stored.map(({ bytes }) => idOf(bytes))).to.deep.equal(held);
          expect(stored.map(({ bytes }) => revisionOf(bytes))).to.deep.equal(held.map((_, i) => i));
        }
        for (const [i, record] of records.entries())
          if (i > 0) expect(record.position).to.equal(positionAfter(records[i - 1]));
        await log.close();
      }),
      { numRuns: 60 },
    );
  });

  it('is the same when it is opened again', async () => {
    const storage = await openInMemory();
    const log = await openLog(storage);
    await log.submit(append('s', NO_STREAM, event(), event()));
    const again = await openLog(storage);
    expect(again.lastPosition).to.equal(log.lastPosition);
    expect(await again.submit(append('s', { is: 'revision', revision: 1 }, event()))).to.include({ lastRevision: 2 });
    await again.close();
  });

  it('refuses what comes too late, and does not write it', async () => {
    const log = await openLog(await openInMemory(), () => 1_000);
    const failure = await log.submit(append('s', NO_STREAM, event()), 999).catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(DeadlinePassed);
    expect(await wholeLog(log.storage)).to.deep.equal([]);
    await log.close();
  });
});

describe('A log whose disk fails', () => {
  async function onBrittleDisk() {
    const storage = await openInMemory();
    let failing = false;
    const commit: Storage['commit'] = (operations) =>
      failing ? Promise.reject(new Error('no space left on device')) : storage.commit(operations);
    const log = await openLog({ ...storage, commit });
    return {
      log,
      storage,
      fail: () => {
        failing = true;
      },
      heal: () => {
        failing = false;
      },
    };
  }

  it('acknowledges nothing, decides from the disk afterwards, and goes on when the disk does', async () => {
    const { log, storage, fail, heal } = await onBrittleDisk();
    await log.submit(append('s', NO_STREAM, event()));
    fail();
    const lost = append('s', { is: 'revision', revision: 0 }, event());
    for (const command of [lost, append('t', NO_STREAM, event())])
      expect(await log.submit(command).catch((error: unknown) => error)).to.be.instanceOf(StorageFailed);
    expect(await wholeLog(storage)).to.have.length(1);
    heal();
    expect(await log.submit(lost)).to.include({ is: 'written', lastRevision: 1 });
    expect(await log.submit(append('t', { is: 'any' }, event()))).to.include({ is: 'written', lastRevision: 0 });
    await log.close();
  });

  it('shows its readers nothing of what failed', async () => {
    const { log, fail } = await onBrittleDisk();
    await log.submit(append('s', NO_STREAM, event()));
    const before = log.lastPosition;
    fail();
    await log.submit(append('s', { is: 'any' }, event())).catch(() => {});
    expect(log.lastPosition).to.equal(before);
    expect(await log.recordsAfter(before, 10)).to.deep.equal([]);
    await log.close();
  });
});

const positionAfter = (record: { position: number; bytes: Buffer } | undefined) =>
  record && record.position + sizeInLog(record.bytes);
