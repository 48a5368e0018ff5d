import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { openInMemory } from '../storage/open.ts';
import { streamOf, typeOf } from '../storage/record.ts';
import type { WriteCommand } from './commands.ts';
import { type Log, openLog } from './log.ts';
import { scavenge } from './scavenge.ts';

const NOTHING = new Uint8Array();
const running = new AbortController().signal;

function append(stream: string, count: number, data: Uint8Array = NOTHING, type = 'E'): WriteCommand {
  const events = Array.from({ length: count }, (_, i) => ({
    id: randomUUID(),
    type: type === 'E' ? `E${i}` : type,
    isJson: true,
    data,
    metadata: NOTHING,
  }));
  return { is: 'append', stream, expected: { is: 'any' }, events };
}

const rules = (stream: string, metadata: object) =>
  append(`$$${stream}`, 1, Buffer.from(JSON.stringify(metadata)), '$metadata');

async function left(log: Log): Promise<string[]> {
  const records = await log.storage.logForwards(0, 10_000);
  return records.map(({ bytes }) => `${streamOf(bytes)}:${typeOf(bytes)}`);
}

describe('Scavenging', () => {
  it('removes what count, cut and deletion have hidden, and old metadata', async () => {
    const log = await openLog(await openInMemory());
    await log.submit(append('kept', 2));
    await log.submit(append('counted', 5));
    await log.submit(rules('counted', { $maxCount: 4 }));
    await log.submit(rules('counted', { $maxCount: 2 }));
    await log.submit(append('cut', 4));
    await log.submit(rules('cut', { $tb: 3 }));
    await log.submit(append('gone', 3));
    await log.submit({ is: 'softDelete', stream: 'gone', expected: { is: 'any' } });
    await log.submit(append('dead', 3));
    await log.submit(rules('dead', { $maxCount: 9 }));
    await log.submit({ is: 'tombstone', stream: 'dead', expected: { is: 'any' } });

    expect(await scavenge(log.storage, log.lastPosition, running)).to.equal(3 + 1 + 3 + 2 + 3 + 1);
    expect(await left(log)).to.deep.equal([
      'kept:E0',
      'kept:E1',
      'counted:E3',
      'counted:E4',
      '$$counted:$metadata',
      'cut:E3',
      '$$cut:$metadata',
      'gone:E2',
      '$$gone:$metadata',
      'dead:$streamDeleted',
    ]);
    await log.close();
  });

  it('keeps the numbering of every stream', async () => {
    const log = await openLog(await openInMemory());
    await log.submit(append('s', 3));
    await log.submit({ is: 'softDelete', stream: 's', expected: { is: 'any' } });
    await scavenge(log.storage, log.lastPosition, running);
    expect(await log.submit(append('s', 1))).to.include({ is: 'written', lastRevision: 3 });
    await log.close();
  });

  it('takes long streams page by page, and nothing the second time', async () => {
    const log = await openLog(await openInMemory());
    await log.submit(append('long', 1_300));
    await log.submit(rules('long', { $maxCount: 1 }));
    expect(await scavenge(log.storage, log.lastPosition, running)).to.equal(1_299);
    expect(await scavenge(log.storage, log.lastPosition, running)).to.equal(0);
    await log.close();
  });
});
