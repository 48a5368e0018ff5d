import type { Row } from '../row.ts';

export const projectorRows: Readonly<Record<string, Row>> = {
  beginRebuild: { about: () => ({ body: { projections: ['sessions'] } }) },
  showRebuilds: {},
};
