import type { Location } from 'react-router';

/** Travels with the way to the sign-in page, to come back to where one was. */
export type WayBack = { from: string; expired?: true };

export const wayBackFrom = ({ pathname, search }: Pick<Location, 'pathname' | 'search'>, expired = false): WayBack => ({
  from: `${pathname}${search}`,
  ...(expired ? { expired } : {}),
});

/** The state of a location, if it is a way back within this page: never to another origin. */
export const wayBackIn = (state: unknown): WayBack | undefined => {
  const { from, expired } = (typeof state === 'object' && state !== null ? state : {}) as Partial<WayBack>;
  if (typeof from !== 'string' || !/^\/(?![/\\])/.test(from)) return undefined;
  return { from, ...(expired === true ? { expired } : {}) };
};
