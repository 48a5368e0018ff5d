import type { ClientBase } from 'pg';
import { comparePositions, type Position } from '../event-store/event-store.ts';
import { createListener, type Listener } from '../postgres/listening.ts';
import { channel, toPosition } from './checkpoint.ts';

export type PositionWaiter = {
  /** True once the projection has passed the position; false after the time-out, or when too many wait. Never throws. */
  waitFor(projection: string, position: Position, timeoutMs?: number): Promise<boolean>;
  /** True while what the projection wrote must not be read: it is being made anew. Nobody who waits for it is let go. */
  isWithdrawn(projection: string): boolean;
  /** What is known without asking anybody. */
  positionOf(projection: string): Position | null;
  /** True while notifications arrive. */
  isConnected(): boolean;
  close(): Promise<void>;
};

type Waiter = { position: Position; settle(passed: boolean): void };

type Options = ({ databaseUrl: string } | { /** Shared with others, who close it. */ listener: Listener }) & {
  maxWaiters?: number;
  /** The rows of a projection are others, from one moment to the next: withdrawn, or made anew. */
  onReplaced?: (projection: string) => void;
};

/** Knows how far each projection is, from notifications; asks the database only after it has (re)connected. */
export const createPositionWaiter = (options: Options): PositionWaiter => {
  const { maxWaiters = 10_000, onReplaced } = options;
  const shared = 'listener' in options;
  const listener = shared ? options.listener : createListener({ ...options, applicationName: 'careconnect-positions' });
  const positions = new Map<string, Position>();
  const withdrawn = new Set<string>();
  const waiters = new Map<string, Set<Waiter>>();
  const heard = new Set<string>();
  let waiting = 0;
  let closed = false;

  const learn = (projection: string, position: Position): void => {
    positions.set(projection, position);
    for (const waiter of waiters.get(projection) ?? []) {
      if (comparePositions(position, waiter.position) >= 0) waiter.settle(true);
    }
  };

  const hear = (payload: string): void => {
    const [, projection = '', said = '', commit = '', prepare = ''] =
      /^(.+) (withdrawn|start|(\d+)\.(\d+))$/.exec(payload) ?? [];
    heard.add(projection);
    if (commit) learn(projection, { commit: BigInt(commit), prepare: BigInt(prepare) });
    else {
      positions.delete(projection);
      onReplaced?.(projection);
    }
    if (said === 'withdrawn') withdrawn.add(projection);
    else withdrawn.delete(projection);
  };

  /** What is told while this is read wins over it: it is newer. */
  const begin = async (client: ClientBase): Promise<void> => {
    heard.clear();
    positions.clear();
    withdrawn.clear();
    const { rows } = await client.query(
      'SELECT name, commit_position, prepare_position, withdrawn_at IS NOT NULL AS withdrawn FROM projection.checkpoints',
    );
    for (const row of rows.filter(({ name }) => !heard.has(name))) {
      const position = toPosition(row);
      if (row.withdrawn) withdrawn.add(row.name);
      else if (position) learn(row.name, position);
    }
  };
  listener.on(channel, { hear, begin });

  return {
    waitFor(projection, position, timeoutMs = 2_000) {
      const known = positions.get(projection);
      if (known && comparePositions(known, position) >= 0) return Promise.resolve(true);
      if (waiting >= maxWaiters || closed) return Promise.resolve(false);
      return new Promise((resolve) => {
        const line = waiters.get(projection) ?? new Set();
        waiters.set(projection, line);
        const waiter: Waiter = {
          position,
          settle(passed) {
            clearTimeout(timer);
            waiting -= 1;
            line.delete(waiter);
            resolve(passed);
          },
        };
        const timer = setTimeout(() => waiter.settle(false), timeoutMs);
        waiting += 1;
        line.add(waiter);
      });
    },
    isWithdrawn: (projection) => withdrawn.has(projection),
    positionOf: (projection) => positions.get(projection) ?? null,
    isConnected: listener.isConnected,
    async close() {
      closed = true;
      for (const line of waiters.values()) for (const waiter of line) waiter.settle(false);
      if (!shared) await listener.close();
    },
  };
};
