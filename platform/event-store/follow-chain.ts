import type { StoredEvent } from './event-store.ts';
import { hashOf } from './hash.ts';

export type { EventMetadata, StoredEvent } from './event-store.ts';
export { hashOf } from './hash.ts';

/** The event is not the one that was appended after the one before it. */
export class BrokenChain extends Error {
  override readonly name = 'BrokenChain';
  constructor(
    readonly event: StoredEvent,
    readonly why: string,
  ) {
    const { id, streamName, revision, type } = event;
    super(`the chain of ${streamName} breaks at revision ${revision} (${type}, ${id}): ${why}`);
  }
}

export type Chain = {
  /** Events in the order of the log. @throws BrokenChain */
  follow(event: StoredEvent): Promise<void>;
};

type Tip = { revision: bigint; hash: string };

/**
 * Each event of a stream names the hash of the one before. The ends of so many streams are remembered; that of another is
 * asked for, so memory stays the same however long the log is.
 */
export const followChain = (
  eventAt: (streamName: string, revision: bigint) => Promise<StoredEvent | null>,
  limit = 100_000,
): Chain => {
  const tips = new Map<string, Tip>();
  const remember = (streamName: string, tip: Tip): void => {
    tips.delete(streamName);
    tips.set(streamName, tip);
    const [oldest] = tips.keys();
    if (tips.size > limit && oldest !== undefined) tips.delete(oldest);
  };
  const before = async ({ streamName, revision }: StoredEvent): Promise<Tip | null> => {
    const tip = tips.get(streamName);
    if (tip || revision === 0n) return tip ?? null;
    const event = await eventAt(streamName, revision - 1n);
    return event && { revision: event.revision, hash: hashOf(event) };
  };
  return {
    async follow(event) {
      const { streamName, revision, metadata } = event;
      const tip = await before(event);
      if (revision !== (tip ? tip.revision + 1n : 0n))
        throw new BrokenChain(
          event,
          tip ? `revision ${tip.revision} comes before it` : 'what comes before it is missing',
        );
      if (metadata.previousHash !== (tip?.hash ?? null))
        throw new BrokenChain(event, 'it names another event as the one before it');
      remember(streamName, { revision, hash: hashOf(event) });
    },
  };
};
