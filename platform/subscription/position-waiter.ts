import pg from 'pg';
import { comparePositions, type Position } from '../event-store/event-store.ts';
import { pause } from '../event-store/patience.ts';
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

/** Knows how far each projection is, from notifications; asks the database only after it has (re)connected. */
export const createPositionWaiter = (options: { databaseUrl: string; maxWaiters?: number }): PositionWaiter => {
  const { databaseUrl, maxWaiters = 10_000 } = options;
  const positions = new Map<string, Position>();
  const withdrawn = new Set<string>();
  const waiters = new Map<string, Set<Waiter>>();
  const stopping = new AbortController();
  let waiting = 0;
  let connected = false;

  const learn = (projection: string, position: Position): void => {
    positions.set(projection, position);
    for (const waiter of waiters.get(projection) ?? []) {
      if (comparePositions(position, waiter.position) >= 0) waiter.settle(true);
    }
  };

  const hear = (payload: string): void => {
    const [, projection = '', said = '', commit = '', prepare = ''] =
      /^(.+) (withdrawn|start|(\d+)\.(\d+))$/.exec(payload) ?? [];
    if (commit) learn(projection, { commit: BigInt(commit), prepare: BigInt(prepare) });
    else positions.delete(projection);
    if (said === 'withdrawn') withdrawn.add(projection);
    else withdrawn.delete(projection);
  };

  const listen = async (): Promise<void> => {
    const client = new pg.Client({
      connectionString: databaseUrl,
      connectionTimeoutMillis: 3_000,
      application_name: 'careconnect-positions',
      keepAlive: true,
    });
    let leave = () => {};
    const gone = new Promise<void>((resolve) => {
      leave = resolve;
    });
    client.on('error', leave);
    client.on('end', leave);
    stopping.signal.addEventListener('abort', leave);
    const heard = new Set<string>();
    client.on('notification', ({ payload = '' }) => {
      heard.add(payload.slice(0, payload.lastIndexOf(' ')));
      hear(payload);
    });
    try {
      await client.connect();
      positions.clear();
      withdrawn.clear();
      // Listen first, and let what is told win over what is read: it is newer.
      await client.query(`LISTEN ${channel}`);
      const { rows } = await client.query(
        'SELECT name, commit_position, prepare_position, withdrawn_at IS NOT NULL AS withdrawn FROM projection.checkpoints',
      );
      for (const row of rows.filter(({ name }) => !heard.has(name))) {
        const position = toPosition(row);
        if (row.withdrawn) withdrawn.add(row.name);
        else if (position) learn(row.name, position);
      }
      connected = true;
      await gone;
    } finally {
      connected = false;
      stopping.signal.removeEventListener('abort', leave);
      await client.end().catch(() => {});
    }
  };

  const keepListening = async (): Promise<void> => {
    for (let failures = 0; !stopping.signal.aborted; failures += 1) {
      await listen().then(
        () => {
          failures = 0;
        },
        () => {},
      );
      await pause(failures, 2_000, stopping.signal);
    }
  };
  const listening = keepListening();

  return {
    waitFor(projection, position, timeoutMs = 2_000) {
      const known = positions.get(projection);
      if (known && comparePositions(known, position) >= 0) return Promise.resolve(true);
      if (waiting >= maxWaiters || stopping.signal.aborted) return Promise.resolve(false);
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
    isConnected: () => connected,
    async close() {
      stopping.abort();
      for (const line of waiters.values()) for (const waiter of line) waiter.settle(false);
      await listening;
    },
  };
};
