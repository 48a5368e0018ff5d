import { queue, type Topology } from '@careconnect/platform/messaging/topology.ts';

export const notifierQueue = queue('notifier', ['doctorDay.*', 'user.*', 'payment.*']);

/** The whole of the messaging on one page. A category in no list fails the relay: somebody has to decide about it. */
export const topology: Topology = {
  exchange: 'careconnect.events',
  queues: [notifierQueue],
  unheard: ['doctor.*', 'patient.*', 'email.*', 'session.*', 'backup.*', 'feedback.*'],
};
