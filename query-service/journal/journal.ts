import { millisecondsOf } from '@careconnect/domain/time/wall.ts';
import type { Pool } from 'pg';
import { cursorOf, keysAfter, lastPlace, momentAt, type Page } from '../reading/page.ts';
import { type Event, type EventRow, eventColumns, eventOf } from './event.ts';
import type { Filters } from './filters.ts';
import { narrowest, type Place } from './narrow.ts';
import { stretchOf } from './stretch.ts';

export type JournalWanted = Filters & { recordedFrom?: string; recordedTo?: string; limit: number; after?: string };

/** Of what is narrowest, so many events are looked at for the rest that is asked; the next page goes on behind them. */
export const mostLookedAt = 500;

/** Events of the whole log, as they were written, the newest first. A page may be empty and not the last. */
export const journal = async (pool: Pool, { limit, after, ...wanted }: JournalWanted): Promise<Page<Event>> => {
  const { recordedFrom, recordedTo, ...filters } = wanted;
  const stretch = await stretchOf(pool, recordedFrom, recordedTo);
  const cursor = keysAfter(after, ['place', 'place'], [lastPlace, lastPlace]);
  const values: unknown[] = [];
  const give = (value: unknown): string => `$${values.push(value)}`;
  const searched = { ...stretch, before: earlier(stretch.before, cursor) };
  const { by, sql } = await narrowest(pool, filters, searched, mostLookedAt, give);
  const rest = conditionsOf({ ...wanted, ...(by ? { [by]: undefined } : {}) }, give);
  const most = give(rest.length === 0 ? limit + 1 : mostLookedAt);
  const { rows } = await pool.query<Found>(
    `
    WITH narrow AS MATERIALIZED (${sql}),
    looked_at AS MATERIALIZED (
      SELECT * FROM narrow ORDER BY commit_position DESC, prepare_position DESC LIMIT ${most}
    ), found AS (
      SELECT events.* FROM looked_at JOIN journal.events USING (commit_position, prepare_position)
       WHERE ${['true', ...rest].join(' AND ')}
       ORDER BY commit_position DESC, prepare_position DESC LIMIT ${give(limit + 1)}
    ), last AS (
      SELECT commit_position, prepare_position, count(*) OVER () AS looked_at FROM looked_at
       ORDER BY commit_position, prepare_position LIMIT 1
    )
    SELECT last.commit_position AS last_commit, last.prepare_position AS last_prepare, last.looked_at, ${eventColumns}
      FROM last LEFT JOIN found ON true
     ORDER BY found.commit_position DESC, found.prepare_position DESC`,
    values,
  );
  const found = rows.filter(({ commit_position }) => commit_position !== null);
  return { items: found.slice(0, limit).map(eventOf), next: nextOf(rows, found, limit) };
};

type Found = EventRow & { last_commit: string; last_prepare: string; looked_at: string };

const nextOf = ([first]: Found[], found: Found[], limit: number): string | null => {
  const last = found[limit - 1];
  if (last && found.length > limit) return cursorOf([last.commit_position, last.prepare_position]);
  const goesOn = first !== undefined && Number(first.looked_at) === mostLookedAt;
  return goesOn ? cursorOf([first.last_commit, first.last_prepare]) : null;
};

const earlier = (one: Place, other: Place): Place => {
  const [a, b] = [one.map(BigInt), other.map(BigInt)] as [bigint[], bigint[]];
  const apart = a.findIndex((half, k) => half !== b[k]);
  return apart < 0 || (a[apart] ?? 0n) < (b[apart] ?? 0n) ? one : other;
};

type Conditions = Omit<JournalWanted, 'limit' | 'after'>;

const conditionsOf = (
  wanted: { [Name in keyof Conditions]: Conditions[Name] | undefined },
  give: (value: unknown) => string,
) => {
  const { type, actorId, actorRole, correlationId, subject, recordedFrom, recordedTo } = wanted;
  const moment = (instant: string) => momentAt(give(millisecondsOf(instant) * 1_000));
  return [
    correlationId !== undefined && `correlation_id = ${give(correlationId)}`,
    subject !== undefined && `subjects @> ARRAY[${give(subject)}]::uuid[]`,
    actorId !== undefined && `actor_id = ${give(actorId)}`,
    type !== undefined && `type = ${give(type)}`,
    actorRole !== undefined && `actor_role = ${give(actorRole)}`,
    recordedFrom !== undefined && `recorded_at >= ${moment(recordedFrom)}`,
    recordedTo !== undefined && `recorded_at <= ${moment(recordedTo)}`,
  ].filter((condition) => condition !== false);
};
