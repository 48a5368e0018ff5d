import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { type Log, openLog } from '../log/log.ts';
import { openInMemory } from '../storage/open.ts';
import { revisionOf } from '../storage/record.ts';
import { type Subscriber, subscribeToAll, subscribeToStream } from './subscribe.ts';

const NOTHING = new Uint8Array();

async function append(log: Log, stream: string, count: number): Promise<void> {
  const events = Array.from({ length: count }, () => ({
    id: randomUUID(),
    type: 'E',
    isJson: true,
    data: NOTHING,
    metadata: NOTHING,
  }));
  await log.submit({ is: 'append', stream, expected: { is: 'any' }, events });
}

/** A client that takes one thing at a time, when the spec lets it. */
function slowSubscriber() {
  const leaving = new AbortController();
  const heard: string[] = [];
  let taken: (() => void) | undefined;
  let offered: (() => void) | undefined;
  const offer = (what: string) => () => {
    heard.push(what);
    offered?.();
    return new Promise<void>((resolve) => {
      taken = resolve;
    });
  };
  const subscriber: Subscriber = {
    gone: leaving.signal,
    confirmed: offer('confirmed'),
    event: (record) => offer(`event ${revisionOf(record.bytes)}`)(),
    checkpoint: offer('checkpoint'),
    caughtUp: offer('caughtUp'),
    fellBehind: offer('fellBehind'),
  };
  return {
    subscriber,
    heard,
    /** Takes what is offered now and waits for the next offer. */
    async takeUntil(what: string): Promise<void> {
      while (heard.at(-1) !== what) {
        const next = new Promise<void>((resolve) => {
          offered = resolve;
        });
        taken?.();
        await next;
      }
    },
    leave() {
      leaving.abort();
      taken?.();
    },
  };
}

describe('A subscriber who takes nothing', () => {
  it('is offered one event and no more, whatever is appended meanwhile', async () => {
    const log = await openLog(await openInMemory());
    await append(log, 's', 5);
    const client = slowSubscriber();
    const ended = subscribeToAll(log, { after: 0 }, client.subscriber);
    await client.takeUntil('event 0');
    for (let i = 0; i < 20; i++) await append(log, 's', 100);
    expect(client.heard).to.deep.equal(['confirmed', 'event 0']);
    client.leave();
    expect(await ended).to.deep.equal({ is: 'gone' });
    await log.close();
  });

  it('has fallen behind when he was live and many events pass him, and catches up again', async () => {
    const log = await openLog(await openInMemory());
    const client = slowSubscriber();
    const ended = subscribeToStream(log, { stream: 's', after: Infinity }, client.subscriber);
    await client.takeUntil('caughtUp');
    await append(log, 's', 1_200);
    await client.takeUntil('event 1199');
    const marks = () => client.heard.filter((what) => !what.startsWith('event'));
    expect(marks()).to.deep.equal(['confirmed', 'caughtUp', 'fellBehind']);
    expect(client.heard).to.have.length(3 + 1_200);
    client.heard.push('');
    await client.takeUntil('caughtUp');
    client.leave();
    await ended;
    await log.close();
  });
});
