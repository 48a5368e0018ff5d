import type { EventStore } from '@careconnect/platform/event-store/event-store.ts';
import type { ReadModel } from '@careconnect/platform/rebuild/read-model.ts';
import { type Rebuilt, rebuild } from '@careconnect/platform/rebuild/rebuild.ts';
import { describe } from '@careconnect/platform/subscription/failures.ts';
import type { ProjectionName } from '@careconnect/schema/projections.ts';
import type { Pool } from 'pg';

export type RebuildState = 'waiting' | 'rebuilding' | 'done' | 'failed';

/** How one read model fares. */
export type RebuildTold = {
  projection: string;
  state: RebuildState;
  /** Of the log, from 0 to 1. */
  part: number;
  eventsPerSecond: number;
  secondsLeft: number | null;
  /** Rows that were not what the log makes of them; null when there was nothing to compare with. */
  differences: number | null;
  problem: string | null;
};

export type Rebuilds = {
  /** One after the other. False while those that were asked for before are not done. */
  begin(names: readonly ProjectionName[]): boolean;
  /** Those that were asked for last. */
  told(): RebuildTold[];
  /** What is under way is given up; the live tables stay as they are. */
  stop(): Promise<void>;
};

type Needs = {
  readModels: readonly ReadModel[];
  store: EventStore;
  pool: Pool;
  onRebuilt: (name: string, rebuilt: Rebuilt) => void;
  onFailed: (name: string, error: unknown) => void;
};

/** The rebuilds that admins ask this process for. */
export const createRebuilds = ({ readModels, store, pool, onRebuilt, onFailed }: Needs): Rebuilds => {
  const stopping = new AbortController();
  let all: RebuildTold[] = [];
  let running: Promise<void> | undefined;

  const one = async (told: RebuildTold, readModel: ReadModel): Promise<void> => {
    told.state = 'rebuilding';
    try {
      const rebuilt = await rebuild({
        ...{ readModel, store, pool, signal: stopping.signal },
        onProgress: ({ part, perSecond, secondsLeft }) =>
          Object.assign(told, { part, eventsPerSecond: Math.round(perSecond), secondsLeft }),
      });
      Object.assign(told, {
        state: 'done',
        part: 1,
        secondsLeft: 0,
        differences: rebuilt.compared?.differences ?? null,
      });
      onRebuilt(readModel.name, rebuilt);
    } catch (error) {
      Object.assign(told, { state: 'failed', secondsLeft: null, problem: describe(error) });
      onFailed(readModel.name, error);
    }
  };

  return {
    begin(names) {
      if (running) return false;
      const chosen = readModels.filter(({ name }) => names.includes(name as ProjectionName));
      const nothingYet = {
        state: 'waiting',
        part: 0,
        eventsPerSecond: 0,
        secondsLeft: null,
        differences: null,
        problem: null,
      } as const;
      all = chosen.map(({ name }) => ({ projection: name, ...nothingYet }));
      const oneByOne = async () => {
        for (const [place, readModel] of chosen.entries()) await one(all[place] as RebuildTold, readModel);
      };
      running = oneByOne().finally(() => {
        running = undefined;
      });
      return true;
    },
    told: () => all,
    async stop() {
      stopping.abort();
      await running;
    },
  };
};
