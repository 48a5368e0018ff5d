import type { ProjectionOptions } from '../subscription/runner.ts';

/** A projection whose rows are tables, and can be made anew beside the live ones. */
export type ReadModel = Pick<ProjectionOptions, 'name' | 'streamPrefixes' | 'open' | 'maxWaitMs'> & {
  /** Every table of these is its own, and no other projection writes there. */
  schemas: readonly string[];
  /** Indexes that nothing it does with events looks into: a copy gets them when its rows are there. */
  indexesForQueries: readonly string[];
  /** The streams among those it follows that say anything to it: a rebuild reads no others. Left out: all of them. */
  rebuiltFrom?: string[];
  /** What it does with events, on the tables that are found along this search path. */
  handleIn(searchPath: string): ProjectionOptions['handle'];
};
