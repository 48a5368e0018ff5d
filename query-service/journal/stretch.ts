import type { Instant } from '@careconnect/domain/event.ts';
import { millisecondsOf } from '@careconnect/domain/time/wall.ts';
import type { Pool } from 'pg';
import { lastPlace, momentAt } from '../reading/page.ts';
import type { Place, Stretch } from './narrow.ts';

/** The clocks of those who write differ by less. */
const skew = `interval '5 minutes'`;
const beginning: Place = ['-1', '-1'];
const end: Place = [lastPlace, lastPlace];

/** Where in the log those events lie, whole, that were recorded then: it grows with time, as near as clocks agree. */
export const stretchOf = async (pool: Pool, from: Instant | undefined, to: Instant | undefined): Promise<Stretch> => ({
  after: (await placeOf(pool, 'before', from)) ?? beginning,
  before: (await placeOf(pool, 'after', to)) ?? end,
});

type Row = { commit_position: string; prepare_position: string };

const placeOf = async (
  pool: Pool,
  side: keyof typeof texts,
  instant: Instant | undefined,
): Promise<Place | undefined> => {
  if (instant === undefined) return undefined;
  const values = [millisecondsOf(instant) * 1_000];
  const { rows } = await pool.query<Row>({ name: `recorded-${side}`, text: texts[side], values });
  return rows.map(({ commit_position, prepare_position }): Place => [commit_position, prepare_position])[0];
};

const texts = {
  before: `
    SELECT commit_position, prepare_position FROM journal.events
     WHERE recorded_at < ${momentAt('$1')} - ${skew} ORDER BY recorded_at DESC LIMIT 1`,
  after: `
    SELECT commit_position, prepare_position FROM journal.events
     WHERE recorded_at > ${momentAt('$1')} + ${skew} ORDER BY recorded_at LIMIT 1`,
};
