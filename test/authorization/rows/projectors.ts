import { randomUUID } from 'node:crypto';
import { until } from '../../support/until.ts';
import type { Row } from '../row.ts';
import type { Account, World } from '../world.ts';

const settled = (world: World, admin: Account) => async (): Promise<boolean> => {
  const { body } = await world.ask({ method: 'GET', path: '/admin/rebuild', as: admin });
  const states = (body.rebuilds ?? []) as { state: string }[]; // whoever may not see them has begun none
  return states.every(({ state }) => state === 'done');
};

export const projectorRows: Readonly<Record<string, Row>> = {
  beginRebuild: {
    about: async (world, owner) => {
      await until('those that were asked for before are done', settled(world, owner));
      return { body: { projections: ['sessions'] } };
    },
  },
  showRebuilds: {},
  showDependencies: {},
  listDeadLetters: {},
  replayDeadLetter: { about: () => ({ params: { deadLetterId: randomUUID() } }), own: 404 },
  replayDeadLetters: { about: () => ({ body: { queue: 'notifier' } }) },
  dismissDeadLetter: {
    about: () => ({ params: { deadLetterId: randomUUID() }, body: { note: 'Tried out.' } }),
    own: 404,
  },
};
