import { type EventStore, UnreadableEvent } from '@careconnect/platform/event-store/event-store.ts';
import { BrokenChain, followChain } from '@careconnect/platform/event-store/follow-chain.ts';
import { eventAt } from './log.ts';

export type LogExamined = { events: number; faults: string[] };

const mostFaults = 20;

/** Whether every event of the log is the one that was appended after the one before it. Of a broken stream the first break is told. */
export const verifyLog = async (store: EventStore, onProgress?: (events: number) => void): Promise<LogExamined> => {
  const chain = followChain((stream, revision) => eventAt(store, stream, revision));
  const broken = new Map<string, string>();
  const ending = new AbortController();
  let events = 0;
  try {
    for await (const item of store.subscribe({ after: 'start', signal: ending.signal })) {
      if (item.kind === 'caughtUp' || broken.size >= mostFaults) break;
      if (item.kind !== 'event') continue;
      events += 1;
      onProgress?.(events);
      const { streamName } = item.event;
      if (broken.has(streamName)) continue;
      await chain.follow(item.event).catch((error) => {
        if (!(error instanceof BrokenChain)) throw error;
        broken.set(streamName, error.message);
      });
    }
  } catch (error) {
    if (!(error instanceof UnreadableEvent)) throw error;
    broken.set(error.event.streamName, error.message);
  } finally {
    ending.abort();
  }
  return { events, faults: [...broken.values()] };
};
