import { eventTypes } from '@careconnect/domain/event-types.ts';
import { comparePositions } from '@careconnect/platform/event-store/event-store.ts';
import { rebuild } from '@careconnect/platform/rebuild/rebuild.ts';
import { runReadModel } from '@careconnect/platform/rebuild/run-read-model.ts';
import { until } from '@careconnect/test/support/until.ts';
import { expect } from 'chai';
import type { PoolClient } from 'pg';
import { readModels } from './read-models.ts';
import { history } from './spec/history.ts';
import { type LivingLog, openLivingLog } from './spec/living-log.ts';
import { projecting } from './spec/projecting.ts';
import { told } from './spec/told.ts';

describe('Every projection', () => {
  let log: LivingLog;
  before(async () => {
    log = await openLivingLog();
    await log.happens(...history);
  });
  after(() => log.close());

  it('is given every kind of event', () => {
    const happened = new Set(history.map(({ type }) => type));
    expect(eventTypes.filter((type) => !happened.has(type))).to.deep.equal([]);
  });

  for (const { name, schemas, handleIn, indexesForQueries } of readModels(
    async (events) => events,
    () => {},
  )) {
    describe(`"${name}"`, () => {
      const handle = handleIn(schemas.join(', '));
      const { given } = projecting(schemas, handle);

      it('makes the same rows in order, doubled (1 1 2 2) and restarted (1 2 3 1 2), in every table that is its own', async () => {
        const rows = await given(...history.slice(0, 90))
          .when(...history.slice(90))
          .then({});
        const empty = Object.keys(rows).filter((table) => rows[table]?.length === 0);
        expect(empty, 'without a row').to.deep.equal([]);
      }).timeout(300_000);

      describe('in a database of its own', () => {
        // Rows that were taken back, and an automatic ANALYZE that finds none left, lead the planner to other indexes.
        const { project } = projecting(schemas, handle);

        it('looks into no index that it says only queries use', async () => {
          const look = (client: PoolClient) =>
            client.query<{ name: string; scans: string }>(scansOf, [indexesForQueries]);
          const { rows } = await project([told(history)], look);
          expect(rows.map(({ name }) => name)).to.have.members([...indexesForQueries]);
          expect(rows.filter(({ scans }) => scans !== '0')).to.deep.equal([]);
        });
      });

      it('makes the same rows when it is rebuilt', async () => {
        const readModel = log.models.find((model) => model.name === name);
        if (!readModel) throw new Error('it is one of them');
        const { store, pool } = log;
        const head = await store.head();
        const projection = runReadModel(readModel, { store, pool, batchSize: 7, onRebuilt: () => {} });
        try {
          await until('all is read', () => {
            const { position } = projection.status();
            return head !== null && position !== null && comparePositions(position, head) >= 0;
          });
          const { compared } = await rebuild({ readModel, store, pool, signal: new AbortController().signal });
          expect(compared).to.deep.include({ differences: 0, first: [] });
          expect(compared?.rows).to.be.above(0);
        } finally {
          await projection.stop();
        }
      });
    });
  }
});

const scansOf = `
  SELECT relname AS name, pg_stat_get_xact_numscans(oid) AS scans FROM pg_class
   WHERE relkind = 'i' AND relname = ANY ($1)`;
