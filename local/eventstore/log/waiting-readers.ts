/** Readers who have seen everything and want to be woken, once, when there is more: in the whole log or about one stream. */
export interface WaitingReaders {
  /** Answers how to take the wish back. */
  add(wake: () => void, stream: string | undefined): () => void;
  /** Something has been written about these streams. */
  wake(streams: string[]): void;
}

export function waitingReaders(): WaitingReaders {
  const ofAll = new Set<() => void>();
  const ofStream = new Map<string, Set<() => void>>();

  function join(group: Set<() => void>, wake: () => void, whenEmpty: () => void): () => void {
    const leave = () => {
      group.delete(once);
      if (group.size === 0) whenEmpty();
    };
    const once = () => {
      leave();
      wake();
    };
    group.add(once);
    return leave;
  }

  return {
    add(wake, stream) {
      if (stream === undefined) return join(ofAll, wake, () => {});
      const group = ofStream.get(stream) ?? new Set();
      ofStream.set(stream, group);
      return join(group, wake, () => ofStream.delete(stream));
    },
    wake(streams) {
      const woken = [...ofAll, ...streams.flatMap((stream) => [...(ofStream.get(stream) ?? [])])];
      for (const wake of woken) wake();
    },
  };
}
