import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';
import type { Projection } from './runner.ts';

export type Telling = { stop(): Promise<void> };

type Options = {
  pool: Pool;
  projections: readonly Pick<Projection, 'status'>[];
  onFault: (error: unknown) => void;
  everyMs?: number;
};

/** Writes down how the projections fare that this process owns: admins ask one place, however many processes there are. */
export const keepTelling = ({ pool, projections, onFault, everyMs = 5_000 }: Options): Telling => {
  const stopping = new AbortController();

  const tell = async (): Promise<void> => {
    const owned = projections.map((projection) => projection.status()).filter(({ state }) => state !== 'standby');
    const values = [
      owned.map(({ name }) => name),
      owned.map(({ state }) => state),
      owned.map(({ problem }) => problem),
      owned.map(({ lagSeconds }) => lagSeconds),
    ];
    await pool.query({ name: 'projections-told', text, values });
  };

  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await tell().catch(onFault);
      await delay(everyMs, undefined, { signal: stopping.signal }).catch(() => {});
    }
  };

  const running = run();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
};

const text = `
  INSERT INTO projection.told (name, state, problem, lag_seconds, told_at)
  SELECT *, clock_timestamp() FROM unnest($1::text[], $2::text[], $3::text[], $4::float8[])
  ON CONFLICT (name) DO UPDATE SET state = excluded.state, problem = excluded.problem, lag_seconds = excluded.lag_seconds,
                                   told_at = excluded.told_at`;
