import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { EventStore } from '../event-store/event-store.ts';
import type { Projection, ProjectionState, ProjectionStatus } from './runner.ts';

const states: Record<ProjectionState, true> = {
  standby: true,
  'catching-up': true,
  live: true,
  rebuilding: true,
  retrying: true,
  stopped: true,
};

/** What is known of the projections of this process, as Prometheus reads it. */
export const projectionMetrics = (projections: readonly Projection[], store: Pick<EventStore, 'head'>) => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const gauge = (name: string, help: string, more: string[] = []) =>
    new Gauge({
      name: `careconnect_projection_${name}`,
      help,
      labelNames: ['projection', ...more],
      registers: [registry],
    });
  const position = gauge('position', 'Up to where the log is covered, as its commit position');
  const handled = gauge('events_total', 'Events handled by this process; its rate is the rate of the projection');
  const lagSeconds = gauge('lag_seconds', 'Seconds between what happened and what is handled; absent while unknown');
  const lagEvents = gauge(
    'lag_events',
    'Events in the log that are not handled yet, estimated by the room that events take there',
  );
  const inState = gauge('state', 'Whether the projection is in this state: 1 or 0', ['state']);
  const roomOf = roomPerEvent();

  return async (): Promise<string> => {
    const head = await store.head().catch(() => null);
    for (const gauges of [position, lagSeconds, lagEvents]) gauges.reset();
    for (const status of projections.map((projection) => projection.status())) {
      const labels = { projection: status.name };
      const room = roomOf(status);
      handled.set(labels, status.events);
      for (const state of Object.keys(states)) inState.set({ ...labels, state }, state === status.state ? 1 : 0);
      // Whoever waits for its turn knows nothing of the one that works.
      if (status.state === 'standby') continue;
      if (status.position) position.set(labels, Number(status.position.commit));
      if (status.lagSeconds !== null) lagSeconds.set(labels, status.lagSeconds);
      if (status.state === 'live') lagEvents.set(labels, 0);
      else if (head && room) lagEvents.set(labels, Math.round(behind(status, head.commit) / room));
    }
    return registry.metrics();
  };
};

const behind = ({ position }: ProjectionStatus, head: bigint): number =>
  Math.max(0, Number(head - (position?.commit ?? 0n)));

/** How much of the log an event takes on the average, counted from when the projection was first looked at. */
const roomPerEvent = () => {
  const first = new Map<string, ProjectionStatus>();
  return (status: ProjectionStatus): number | null => {
    const from = first.get(status.name) ?? status;
    if (!first.has(status.name)) first.set(status.name, status);
    const events = status.events - from.events;
    const covered = Number((status.position?.commit ?? 0n) - (from.position?.commit ?? 0n));
    return events > 0 && covered > 0 ? covered / events : null;
  };
};
