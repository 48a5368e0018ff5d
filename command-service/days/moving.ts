import { visitTypeOf } from '@careconnect/domain/day/book.ts';
import { present } from '@careconnect/domain/day/concerning.ts';
import { doctorDay } from '@careconnect/domain/day/decide.ts';
import type { DoctorDayEvent, When } from '@careconnect/domain/day/events.ts';
import type { MoveIn } from '@careconnect/domain/day/move.ts';
import { type Appointment, type DoctorDay, whenOf } from '@careconnect/domain/day/state.ts';
import type { CalendarDate, Instant } from '@careconnect/domain/event.ts';
import type { AppointmentId, DoctorId, VisitTypeId } from '@careconnect/domain/ids.ts';
import { Refusal } from '@careconnect/domain/refusal.ts';
import { doctorDayStream } from '@careconnect/domain/streams.ts';
import type { Handled } from '@careconnect/platform/command-handler/command.ts';
import type { DayHandler } from '../handlers.ts';
import { moveIdFor } from '../ids.ts';
import type { Claims, Contexts } from './claims.ts';
import { arrivalOf, type Finish } from './finishing.ts';
import { timeOf } from './rescheduling.ts';
import type { Schedules } from './schedules.ts';

type Place = Readonly<{ doctorId: DoctorId; date: CalendarDate }>;

export type MoveWish = Readonly<{
  from: Place;
  to: Place;
  appointmentId: AppointmentId;
  startsAt: Instant;
  /** Of the doctor it comes to; left out, the visit stays what was booked. */
  visitTypeId: VisitTypeId | null;
  override: string | null;
  key: string;
  by: MoveIn['by'];
  now: Instant;
}>;

/** The day it came to, as it stands. */
export type Move = (wish: MoveWish, contexts: Contexts) => Promise<Handled<DoctorDay, DoctorDayEvent>>;

type Needs = { days: DayHandler; openSchedules: Schedules; claims: Claims; finish: Finish };

const streamOf = ({ doctorId, date }: Place): string => doctorDayStream(doctorId, date);

/** To another day or doctor (docs/adr/0013): claims the new time, then releases the old one. */
export const moving = ({ days, openSchedules, claims, finish }: Needs): Move => {
  /** The appointment as the day it shall leave knows it, once it is sure that it is there to stay. */
  const atHome = async (wish: MoveWish, contexts: Contexts): Promise<Appointment> => {
    const look = async () => {
      const { state } = await days.load(streamOf(wish.from), { fresh: true });
      return present(wish, state, 'everybody concerned');
    };
    const appointment = await look();
    const arrival = arrivalOf(appointment);
    if (!arrival) return appointment;
    await finish(arrival, contexts);
    return look();
  };

  const commandFor = async (wish: MoveWish, appointment: Appointment): Promise<Omit<MoveIn, 'claimId'>> => {
    const { to, startsAt, override, by, now } = wish;
    const schedule = await openSchedules(to.doctorId, to.date, true);
    const visitType = wish.visitTypeId === null ? appointment.visitType : visitTypeOf(schedule, wish.visitTypeId);
    const moveId = moveIdOf(wish);
    return { is: 'MoveIn', moveId, appointment, schedule, date: to.date, visitType, startsAt, override, by, at: now };
  };

  /** The new time, kept free on both sides: on the patient's and on the day's. */
  const claimTime = async (command: Omit<MoveIn, 'claimId'>, to: string, contexts: Contexts): Promise<When> => {
    const { state } = await days.load(to, { fresh: true });
    const [thought] = doctorDay.decide({ ...command, claimId: null }, state);
    // Claimed by an earlier try.
    if (thought?.type !== 'AppointmentMovedIn') return placeIn(state, command);
    const { doctorId } = command.appointment.visit;
    const { mostOpenPerPatient } = command.schedule.policy;
    const mostOpen = thought.data.doctorId === doctorId ? null : mostOpenPerPatient;
    const time = timeOf(thought.data);
    const claimId = await claims.claim(time, mostOpen, contexts);
    const release = () => claims.release({ patientId: time.patientId, claimId }, contexts);
    try {
      const handled = await days.handle(to, { ...command, claimId }, contexts());
      if (handled.events.length === 0) await release();
      return placeIn(handled.state, command);
    } catch (error) {
      if (error instanceof Refusal) await release();
      throw error;
    }
  };

  /** The release is the later of the two events: whoever waits for it sees the whole move. */
  const answerOf = async (from: string, to: string) => {
    const [left, arrived] = await Promise.all([days.remember(from), days.load(to, { fresh: true })]);
    return { ...arrived, position: left.position, events: [] };
  };

  return async (wish, contexts) => {
    const [from, to] = [streamOf(wish.from), streamOf(wish.to)];
    const moveId = moveIdOf(wish);
    const home = await days.load(from, { fresh: true });
    if (home.state.released.has(moveId)) return answerOf(from, to);
    const appointment = await atHome(wish, contexts);
    const command = await commandFor(wish, appointment);
    const place = await claimTime(command, to, contexts);
    const { visit, status, arrival } = appointment;
    const fromArrival = arrival?.moveId ?? null;
    const { appointmentId } = wish;
    const claimed = { moveId, appointmentId, from: whenOf(visit), fromArrival, status, to: place };
    if ((await finish(claimed, contexts)) === 'finished') return answerOf(from, to);
    throw new Refusal('move-overtaken', 'The appointment changed while it was being moved. Look at it again.', {});
  };
};

const moveIdOf = ({ from, to, appointmentId, startsAt, key }: MoveWish) =>
  moveIdFor(streamOf(from), streamOf(to), appointmentId, startsAt, key);

const placeIn = (day: DoctorDay, { appointment }: Pick<MoveIn, 'appointment'>): When => {
  const arrived = day.appointments.get(appointment.visit.appointmentId);
  if (!arrived) throw new Error('an appointment whose time is claimed is on that day');
  return whenOf(arrived.visit);
};
