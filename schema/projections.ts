/** What the read models are called where their checkpoints are kept: whoever reads one may wait until it has passed a position. */
export const projections = { clinic: 'clinic', journal: 'journal', sessions: 'sessions' } as const;
export type ProjectionName = (typeof projections)[keyof typeof projections];
