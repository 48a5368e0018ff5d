import { type Projection, type ProjectionOptions, runProjection } from '../subscription/runner.ts';
import type { ReadModel } from './read-model.ts';
import { dropLeftovers, type Rebuilt, rebuild } from './rebuild.ts';

type Running = Pick<ProjectionOptions, 'store' | 'pool' | 'batchSize' | 'onStatus'> & {
  onRebuilt: (name: string, rebuilt: Rebuilt) => void;
};

/** Keeps its live tables in step with the log; should the log turn out to be older than they are, they are rebuilt. */
export const runReadModel = (readModel: ReadModel, { onRebuilt, ...running }: Running): Projection => {
  const { handleIn, schemas, rebuiltFrom: _, ...options } = readModel;
  const { store, pool } = running;
  return runProjection({
    ...options,
    ...running,
    handle: handleIn(schemas.join(', ')),
    onOwned: () => dropLeftovers(pool, readModel),
    rebuild: async (signal) => onRebuilt(readModel.name, await rebuild({ readModel, store, pool, signal })),
  });
};
