import type { AppointmentCommand } from '@careconnect/domain/day/decide.ts';
import type { DoctorDayEvent } from '@careconnect/domain/day/events.ts';
import type { DoctorDay } from '@careconnect/domain/day/state.ts';
import type { AppointmentId, MoveId } from '@careconnect/domain/ids.ts';
import { Refusal } from '@careconnect/domain/refusal.ts';
import type { Handled } from '@careconnect/platform/command-handler/command.ts';
import { onTheWay } from '../command-context.ts';
import type { DayHandler } from '../handlers.ts';
import type { Contexts } from './claims.ts';
import { arrivalOf, type Finish } from './finishing.ts';

export type Act = (
  streamName: string,
  command: AppointmentCommand,
  contexts: Contexts,
) => Promise<Handled<DoctorDay, DoctorDayEvent>>;

type Needs = { days: DayHandler; finish: Finish };

/**
 * An appointment that came from another day is acted on once its move is finished: what is decided here shall not be undone
 * together with the move. Finished is for ever, so each move is asked about once.
 */
export const acting = ({ days, finish }: Needs): Act => {
  const finished = new Set<MoveId>();
  const settledIn = async (day: DoctorDay, appointmentId: AppointmentId, contexts: Contexts) => {
    const appointment = day.appointments.get(appointmentId);
    const arrival = appointment && arrivalOf(appointment);
    if (!arrival || finished.has(arrival.moveId)) return arrival?.moveId;
    await finish(arrival, () => onTheWay(contexts()));
    if (finished.size >= mostRemembered) finished.clear();
    finished.add(arrival.moveId);
    return arrival.moveId;
  };

  return async (streamName, command, contexts) => {
    let { state } = await days.remember(streamName);
    for (let looks = 1; ; looks += 1) {
      const settled = await settledIn(state, command.appointmentId, contexts);
      try {
        return await days.handle(streamName, { ...command, settled }, contexts());
      } catch (error) {
        if (looks === mostLooks || !isUnderWay(error)) throw error;
        // Another process has brought it here since what is remembered.
        ({ state } = await days.load(streamName, { fresh: true }));
      }
    }
  };
};

const isUnderWay = (error: unknown): boolean => error instanceof Refusal && error.code === 'move-under-way';

const mostRemembered = 10_000;
/** Each further one takes a further move, away and back again, in between. */
const mostLooks = 5;
