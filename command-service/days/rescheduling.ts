import { doctorDay } from '@careconnect/domain/day/decide.ts';
import type { DoctorDayEvent, Visit } from '@careconnect/domain/day/events.ts';
import type { RescheduleAppointment } from '@careconnect/domain/day/reschedule.ts';
import type { DoctorDay } from '@careconnect/domain/day/state.ts';
import type { CalendarDate, Instant } from '@careconnect/domain/event.ts';
import type { AppointmentId, DoctorId } from '@careconnect/domain/ids.ts';
import { Refusal } from '@careconnect/domain/refusal.ts';
import { doctorDayStream } from '@careconnect/domain/streams.ts';
import type { Handled } from '@careconnect/platform/command-handler/command.ts';
import type { DayHandler } from '../handlers.ts';
import type { Act } from './acting.ts';
import type { Claims, Contexts } from './claims.ts';
import type { Schedules } from './schedules.ts';

export type TimeWish = Readonly<{
  place: Readonly<{ doctorId: DoctorId; date: CalendarDate }>;
  appointmentId: AppointmentId;
  startsAt: Instant;
  override: string | null;
  by: RescheduleAppointment['by'];
  now: Instant;
}>;

export type Reschedule = (wish: TimeWish, contexts: Contexts) => Promise<Handled<DoctorDay, DoctorDayEvent>>;

type Needs = { days: DayHandler; schedules: Schedules; claims: Claims; act: Act };

/** Another time of the same day: the patient's new time is claimed before, the old one released by the process. */
export const rescheduling =
  ({ days, schedules, claims, act }: Needs): Reschedule =>
  async ({ place: { doctorId, date }, appointmentId, startsAt, override, by, now }, contexts) => {
    const stream = doctorDayStream(doctorId, date);
    const schedule = await schedules(doctorId, date, true);
    const { state } = await days.load(stream, { fresh: true });
    const wanted = { is: 'RescheduleAppointment', appointmentId, schedule, startsAt, override, by, at: now } as const;
    const settled = state.appointments.get(appointmentId)?.arrival?.moveId;
    const [thought] = doctorDay.decide({ ...wanted, claimId: null, settled }, state);
    if (thought?.type !== 'AppointmentRescheduled') return act(stream, { ...wanted, claimId: null }, contexts);
    const time = timeOf(thought.data);
    const claimId = await claims.claim(time, null, contexts);
    const release = () => claims.release({ patientId: time.patientId, claimId }, contexts);
    try {
      const handled = await act(stream, { ...wanted, claimId }, contexts);
      if (handled.events.length === 0) await release();
      return handled;
    } catch (error) {
      if (error instanceof Refusal) await release();
      throw error;
    }
  };

export const timeOf = ({ appointmentId, patientId, doctorId, date, startsAt, endsAt }: Visit) => ({
  appointmentId,
  patientId,
  doctorId,
  date,
  startsAt,
  endsAt,
});
