import { comparePositions, type Position, parsePosition } from '@careconnect/platform/event-store/position.ts';
import type { Listener } from '@careconnect/platform/postgres/listening.ts';
import { toPosition } from '@careconnect/platform/subscription/checkpoint.ts';
import { type Change, changesChannel } from '@careconnect/schema/changes.ts';
import { projections } from '@careconnect/schema/projections.ts';

/** What is new, in order; or that something may have been missed, so that nothing known before can be relied on. */
export type News = readonly Change[] | 'missed';

export type Changes = {
  onNews(hear: (news: News) => void): void;
  /** All since that position; null when that is longer ago than is remembered, or no place in this log. */
  since(position: Position): readonly Change[] | null;
  /** The last that is known; null until there is any. */
  newest(): Position | null;
  /** The rows are others from now on. */
  forget(): void;
};

type Remembered = { position: Position; change: Change };

/** What the read model tells of its changes, and the last of it, for those who come back after a moment. */
export const rememberChanges = (listener: Listener, most = 10_000): Changes => {
  const hearers: ((news: News) => void)[] = [];
  let last: Remembered[] = [];
  /** Everything after it is remembered; null while nothing is certain. */
  let floor: Position | null = null;
  let newest: Position | null = null;
  const tell = (news: News) => {
    for (const hear of hearers) hear(news);
  };

  const begin = (reached: Position | null) => {
    last = [];
    floor = reached;
    newest = reached;
    tell('missed');
  };

  const hear = (message: string): void => {
    const changes = JSON.parse(message) as Change[];
    for (const change of changes) {
      const position = parsePosition(change.at);
      if (!position) throw new TypeError(`the read model told a position that is none: ${change.at}`);
      last.push({ position, change });
      floor ??= position;
      newest = later(newest, position);
    }
    // Seldom, and then many: each costs the same.
    if (last.length > 2 * most)
      for (const { position } of last.splice(0, last.length - most)) floor = later(floor, position);
    tell(changes);
  };

  listener.on(changesChannel, {
    hear,
    async begin(client) {
      const { rows } = await client.query(
        'SELECT commit_position, prepare_position FROM projection.checkpoints WHERE name = $1',
        [projections.clinic],
      );
      begin((rows[0] && toPosition(rows[0])) ?? { commit: 0n, prepare: 0n });
    },
  });

  return {
    onNews: (hearer) => void hearers.push(hearer),
    since: (position) =>
      floor && newest && comparePositions(position, floor) >= 0 && comparePositions(position, newest) <= 0
        ? last.filter((each) => comparePositions(each.position, position) > 0).map(({ change }) => change)
        : null,
    newest: () => newest,
    forget: () => begin(null),
  };
};

const later = (known: Position | null, position: Position): Position =>
  known && comparePositions(known, position) > 0 ? known : position;
