import type { EventStore } from '@careconnect/platform/event-store/event-store.ts';
import { allow } from '@careconnect/platform/http/allow.ts';
import { notFound, problem } from '@careconnect/platform/http/problem.ts';
import type { Routes } from '@careconnect/platform/http/routes.ts';
import { body, params } from '@careconnect/platform/http/validation.ts';
import { type MessageBus, PublishFailed } from '@careconnect/platform/messaging/message-bus.ts';
import type { DeadLetters, Decided } from './dead-letters.ts';
import { DismissalRequest, ReplayAllRequest } from './requests.ts';

type Needs = {
  routes: Routes;
  deadLetters: DeadLetters;
  bus: Pick<MessageBus, 'depths'>;
  store: Pick<EventStore, 'isReady'>;
};

/** What admins decide about messages that were given up. No event tells of it: nothing happened in the clinic. */
export const deadLetterRoutes = ({ routes, deadLetters, bus, store }: Needs): void => {
  routes.get('/admin/dependencies', allow('ADMIN'), async (_req, res) => {
    const [eventStore, queues] = await Promise.all([store.isReady(), bus.depths().catch(() => null)]);
    res.json({ eventStore, queues });
  });

  const one = params({ deadLetterId: 'id' });

  routes.post('/admin/dead-letters/replay', allow('ADMIN'), body(ReplayAllRequest), async (req, res) => {
    const { queue } = req.body;
    res.json({ replayed: await deadLetters.replayAll(queue, req.actor.userId).catch(awayOrWorse) });
  });

  routes.post('/admin/dead-letters/:deadLetterId/replay', allow('ADMIN'), one, async (req, res) => {
    res.json(known(await deadLetters.replay(req.params.deadLetterId, req.actor.userId).catch(awayOrWorse)));
  });

  routes.post(
    '/admin/dead-letters/:deadLetterId/dismissal',
    allow('ADMIN'),
    one,
    body(DismissalRequest),
    async (req, res) => {
      res.json(known(await deadLetters.dismiss(req.params.deadLetterId, req.actor.userId, req.body.note)));
    },
  );
};

const known = (decided: Decided | undefined): Decided => {
  if (!decided) throw notFound();
  return decided;
};

const away = (): never => {
  throw problem(503, 'broker-away', 'The broker is away', 'Nothing is lost. Ask again.', {}, { 'Retry-After': '5' });
};

const awayOrWorse = (error: unknown): never => {
  if (error instanceof PublishFailed) return away();
  throw error;
};
