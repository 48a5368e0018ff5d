export type Lanes<T> = {
  /** How many are worked on at a time. */
  atOnce: number;
  /** How many may wait for their lane, and hold up nobody else. */
  mostWaiting: number;
  /** Items of one lane are worked on in order, one after another. */
  laneOf: (item: T) => string;
};

/**
 * Works on the items, so many at a time. Who waits for an earlier one of the same lane takes no place meanwhile. The first
 * fault ends it, once what is under way has ended.
 */
export const inLanes = <T>(
  items: Iterable<T>,
  { atOnce, mostWaiting, laneOf }: Lanes<T>,
  work: (item: T) => Promise<unknown>,
): Promise<void> =>
  new Promise((resolve, reject) => {
    const iterator = items[Symbol.iterator]();
    /** A lane is busy as long as it stands here. */
    const lanes = new Map<string, T[]>();
    let underWay = 0;
    let waiting = 0;
    let ended = false;
    let fault: { error: unknown } | undefined;

    const start = (item: T, lane: string): void => {
      underWay += 1;
      work(item)
        .catch((error) => {
          fault ??= { error };
        })
        .finally(() => {
          underWay -= 1;
          goOn(lane);
        });
    };

    const goOn = (lane: string): void => {
      const next = lanes.get(lane);
      if (next && next.length > 0 && !fault) {
        waiting -= 1;
        start(next.shift() as T, lane);
      } else lanes.delete(lane);
      pull();
    };

    const pull = (): void => {
      while (!fault && !ended && underWay < atOnce && waiting < mostWaiting) {
        const { done, value: item } = iterator.next();
        if (done) {
          ended = true;
          break;
        }
        const lane = laneOf(item);
        const queue = lanes.get(lane);
        if (queue) {
          queue.push(item);
          waiting += 1;
        } else {
          lanes.set(lane, []);
          start(item, lane);
        }
      }
      if (underWay > 0) return;
      if (fault) reject(fault.error);
      else if (ended) resolve();
    };

    pull();
  });
