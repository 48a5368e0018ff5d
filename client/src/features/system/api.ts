import type { Instant } from '@careconnect/domain/event.ts';
import { api } from '../../api/api.ts';
import type { LetterState } from '../../letters/answers.ts';

export type ProjectionTold = {
  name: string;
  state: 'live' | 'catching-up' | 'retrying' | 'rebuilding' | 'stopped' | 'unowned' | 'withdrawn';
  problem: string | null;
  position: string | null;
  eventsBehind: number;
  secondsBehind: number | null;
  movedAt: Instant;
};

export type System = {
  projections: ProjectionTold[];
  letters: { due: number; late: number; lastWeek: { state: LetterState; letters: number }[] };
  lettersPutOff: { reason: string; letters: number }[];
  deadLetters: { queue: string; waiting: number }[];
  refundsRefused: number;
  doctorsToDerive: number;
  backups: {
    succeededAt: Instant | null;
    failedAt: Instant | null;
    drilledAt: Instant | null;
    differences: number | null;
  };
};

export type QueueDepth = { name: string; messages: number; retrying: number; dead: number; consumers: number };

/** Of the queues nothing is known while the broker does not answer. */
export type Dependencies = { eventStore: boolean; queues: QueueDepth[] | null };

const system = api.injectEndpoints({
  endpoints: (build) => ({
    system: build.query<System, void>({ query: () => ({ url: 'queries/system' }) }),
    dependencies: build.query<Dependencies, void>({ query: () => ({ url: 'admin/dependencies' }) }),
  }),
});

export const { useSystemQuery, useDependenciesQuery } = system;
