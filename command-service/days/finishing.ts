import type { AppointmentStatus, When } from '@careconnect/domain/day/events.ts';
import { type Appointment, whenOf } from '@careconnect/domain/day/state.ts';
import type { AppointmentId, MoveId } from '@careconnect/domain/ids.ts';
import { Refusal } from '@careconnect/domain/refusal.ts';
import { doctorDayStream } from '@careconnect/domain/streams.ts';
import type { DayHandler } from '../handlers.ts';
import type { Contexts } from './claims.ts';

/** A move whose new time is claimed. */
export type ClaimedMove = Readonly<{
  moveId: MoveId;
  appointmentId: AppointmentId;
  from: When;
  fromArrival: MoveId | null;
  status: AppointmentStatus;
  to: When;
}>;

export type Finish = (move: ClaimedMove, contexts: Contexts) => Promise<'finished' | 'undone'>;

const by = { policy: true } as const;

/**
 * Releases the old time, or gives back the new one where the old day refuses (docs/adr/0013). Whoever finds a claimed move
 * may do this, any number of times, at the same time as others: the old day decides once, for good.
 */
export const finishing =
  ({ days }: { days: DayHandler }): Finish =>
  async ({ moveId, appointmentId, from, fromArrival, status, to }, contexts) => {
    const [here, there] = [from, to].map(({ doctorId, date }) => doctorDayStream(doctorId, date)) as [string, string];
    const concerned = () => {
      const context = contexts();
      return { context, command: { moveId, appointmentId, by, at: context.now } };
    };
    const leaving = concerned();
    try {
      const moveOut = { is: 'MoveOut', ...leaving.command, arrival: fromArrival, status, to } as const;
      await days.handle(here, moveOut, leaving.context);
      return 'finished';
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
    const undoing = concerned();
    await days.handle(there, { is: 'UndoMove', ...undoing.command }, undoing.context);
    const staying = concerned();
    await days.handle(here, { is: 'StayPut', ...staying.command }, staying.context);
    return 'undone';
  };

/** How an appointment came to the day it is on, if it came by a move. */
export const arrivalOf = ({ arrival, visit }: Appointment): ClaimedMove | null =>
  arrival && {
    moveId: arrival.moveId,
    appointmentId: visit.appointmentId,
    from: arrival.from,
    fromArrival: arrival.fromArrival,
    status: arrival.status,
    to: whenOf(visit),
  };
