import { queue, type Topology } from '@careconnect/platform/messaging/topology.ts';

/** What the notifier writes letters about. */
export const notifierQueue = queue('notifier', ['doctorDay.AppointmentConfirmed', 'doctorDay.AppointmentCancelled']);

/** The whole of the messaging on one page. What is in no list fails the relay: somebody has to decide about it. */
export const topology: Topology = {
  exchange: 'careconnect.events',
  queues: [notifierQueue],
  unheard: [
    ...['doctorDay.AppointmentRequested', 'doctorDay.AppointmentAccepted'],
    ...['user.*', 'email.*', 'patient.*', 'doctor.*'],
  ],
};
