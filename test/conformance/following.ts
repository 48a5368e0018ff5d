import type { Position, ResolvedEvent } from '@eventstore/db-client';
import { recorded } from './answers.ts';

type Subscription = AsyncIterable<ResolvedEvent> & {
  on(event: 'confirmation' | 'caughtUp', listener: () => void): unknown;
  unsubscribe(): Promise<void>;
};

/** A running subscription and what has come out of it so far. */
export type Follower = {
  readonly seen: ResolvedEvent[];
  readonly marks: string[];
  readonly checkpoints: Position[];
  /** Why the subscription ended: an error, `ended` without one, or nothing while it runs. */
  over(): { error?: unknown } | undefined;
  /** Waits until the condition holds; fails when the subscription ends or too much time passes before. */
  until(what: string, holds: (follower: Follower) => boolean): Promise<void>;
  untilSeen(count: number): Promise<void>;
  untilCaughtUp(): Promise<void>;
  untilOver(): Promise<{ error?: unknown }>;
  stop(): Promise<void>;
};

export type Following = {
  /** Opens the subscription; again, after the last event seen, when the server dropped a consumer that was too slow. */
  open: (after: ResolvedEvent | undefined, checkpoint: (position: Position) => void) => Subscription;
  /** Awaited after each event: the reader's own speed. */
  pace?: (count: number) => Promise<void> | void;
};

const patience = 12_000;

/** Pulls events one by one, so that a slow reader holds the server back instead of filling memory. */
export function follow({ open, pace }: Following): Follower {
  const waiting = new Set<() => void>();
  const changed = () => {
    for (const look of [...waiting]) look();
  };
  let current: Subscription | undefined;
  let stopped = false;
  let over: { error?: unknown } | undefined;

  const follower: Follower = {
    seen: [],
    marks: [],
    checkpoints: [],
    over: () => over,
    until: (what, holds) => wait(what, () => holds(follower), false),
    untilSeen: (count) => follower.until(`${count} events came`, ({ seen }) => seen.length >= count),
    untilCaughtUp: () => follower.until('it caught up', ({ marks }) => marks.includes('caughtUp')),
    untilOver: async () => {
      await wait('the subscription ended', () => over !== undefined, true);
      return over ?? {};
    },
    stop: async () => {
      stopped = true;
      await current?.unsubscribe();
    },
  };

  async function pump(): Promise<void> {
    current = open(follower.seen.at(-1), (position) => {
      follower.checkpoints.push(position);
      changed();
    });
    for (const mark of ['confirmation', 'caughtUp'] as const) {
      current.on(mark, () => {
        follower.marks.push(mark);
        changed();
      });
    }
    for await (const resolved of current) {
      if (stopped) break;
      follower.seen.push(resolved);
      changed();
      await pace?.(follower.seen.length);
    }
  }

  async function pumpOn(): Promise<void> {
    try {
      await pump();
      over = {};
    } catch (error) {
      if (!stopped && droppedAsTooSlow(error)) return pumpOn();
      over = { error };
    }
    changed();
  }

  function wait(what: string, holds: () => boolean, mayEnd: boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => finish(new Error(`waited in vain until ${what}; ${soFar(follower)}`)), patience);
      const finish = (error?: Error) => {
        clearTimeout(timer);
        waiting.delete(look);
        error ? reject(error) : resolve();
      };
      const look = () => {
        if (holds()) finish();
        else if (over && !mayEnd) finish(new Error(`ended before ${what} (${over.error}); ${soFar(follower)}`));
      };
      waiting.add(look);
      look();
    });
  }

  void pumpOn();
  return follower;
}

/** 23.10 drops a live subscriber that does not keep up ("Client resubscription required"); it may come back at once. */
function droppedAsTooSlow(error: unknown): boolean {
  return error instanceof Error && 'type' in error && error.type === 'timeout' && /too slow/i.test(error.message);
}

function soFar({ seen, marks }: Follower): string {
  const last = seen.at(-1);
  const where = last ? `, the last ${recorded(last).streamId}@${recorded(last).revision}` : '';
  return `so far ${seen.length} events${where}, marks: ${marks.join(' ') || 'none'}`;
}
