import type { Affected } from '@careconnect/domain/day/block.ts';
import { type DoctorDayCommand, doctorDay } from '@careconnect/domain/day/decide.ts';
import type { By } from '@careconnect/domain/day/events.ts';
import { absentOn } from '@careconnect/domain/doctor/absence.ts';
import { absenceOf } from '@careconnect/domain/doctor/absences.ts';
import { doctorDecider } from '@careconnect/domain/doctor/decide.ts';
import type { Absence } from '@careconnect/domain/doctor/events.ts';
import { onboarded } from '@careconnect/domain/doctor/onboarded.ts';
import { todayOf, zoneOn } from '@careconnect/domain/doctor/plan.ts';
import type { Doctor } from '@careconnect/domain/doctor/state.ts';
import type { CalendarDate, Instant } from '@careconnect/domain/event.ts';
import type { AbsenceId, DoctorId } from '@careconnect/domain/ids.ts';
import { Refusal, type Refusals } from '@careconnect/domain/refusal.ts';
import { doctorDayStream, doctorStream } from '@careconnect/domain/streams.ts';
import { comparePositions } from '@careconnect/platform/event-store/position.ts';
import type { DayHandler, DoctorHandler } from '../handlers.ts';
import { blockIdFor } from '../ids.ts';
import type { Contexts } from './claims.ts';

type Asking = Readonly<{ doctorId: DoctorId; by: By; now: Instant }>;
export type AbsenceWish = Asking & Readonly<{ absence: Absence; reason: string | null; affected: Affected }>;
type Withdrawal = Asking & Readonly<{ absenceId: AbsenceId }>;

type Done = Awaited<ReturnType<DoctorHandler['handle']>>;
export type Absences = {
  plan(wish: AbsenceWish, contexts: Contexts): Promise<Done>;
  withdraw(wish: Withdrawal, contexts: Contexts): Promise<Done>;
};

type Needs = { doctors: DoctorHandler; days: DayHandler };
type Inside = Refusals['appointments-inside']['appointments'];

/**
 * Time that is blocked on several days: the doctor's stream says which, and each day blocks its own, where its bookings are
 * decided. The ids of the blocks follow from that of the absence, so whoever asks again after a crash completes what was begun.
 */
export const absencesOf = ({ doctors, days }: Needs): Absences => {
  const blocksOf = ({ doctorId, absence, reason, affected, by, now }: AbsenceWish, doctor: Doctor) =>
    absentOn(absence).map((date) => {
      const { absenceId, from, to } = absence;
      const zone = zoneOn(onboarded(doctor).plan, date);
      const block = { blockId: blockIdFor(absenceId, date), absenceId, doctorId, date, zone, from, to, reason };
      const command: DoctorDayCommand = { is: 'BlockTime', ...block, affected, by, at: now };
      return { streamName: doctorDayStream(doctorId, date), command };
    });

  /** Everything that lies inside, of all its days, before anything is blocked. */
  const look = async (blocks: ReturnType<typeof blocksOf>): Promise<void> => {
    const inside: Inside[number][] = [];
    for (const { streamName, command } of blocks) {
      const { state } = await days.load(streamName, { fresh: true });
      inside.push(...(await insideOf(async () => doctorDay.decide(command, state))).inside);
    }
    if (inside.length > 0) throw appointmentsInside(inside);
  };

  return {
    async plan(wish, contexts) {
      const stream = doctorStream(wish.doctorId);
      const { state } = await doctors.load(stream, { fresh: true });
      const command = { is: 'PlanAbsence', doctorId: wish.doctorId, absence: wish.absence, at: wish.now } as const;
      doctorDecider.decide(command, state);
      const blocks = blocksOf(wish, state);
      if (wish.affected === 'refuse') await look(blocks);
      let handled = await doctors.handle(stream, command, contexts());
      const late: Inside[number][] = [];
      for (const { streamName, command } of blocks) {
        // Booked since it was looked at: the other days are blocked all the same, and asking again completes it.
        const { inside, value } = await insideOf(() => days.handle(streamName, command, contexts()));
        late.push(...inside);
        if (value) handled = reaching(handled, value);
      }
      if (late.length > 0) throw appointmentsInside(late);
      return handled;
    },

    async withdraw({ doctorId, absenceId, by, now }, contexts) {
      const stream = doctorStream(doctorId);
      const { state } = await doctors.load(stream, { fresh: true });
      const absence = absenceOf(state, absenceId);
      const today = todayOf(onboarded(state).plan, now);
      for (const date of absentOn(absence).filter((date: CalendarDate) => date >= today)) {
        const command = { is: 'UnblockTime', blockId: blockIdFor(absenceId, date), doctorId, by, at: now } as const;
        await days.handle(doctorDayStream(doctorId, date), command, contexts());
      }
      // The last of all: until then, whoever asks again completes it.
      return doctors.handle(stream, { is: 'WithdrawAbsence', doctorId, absenceId, at: now }, contexts());
    },
  };
};

/** Whoever waits for the latest of all the streams sees the whole absence. */
const reaching = (handled: Done, { position }: Pick<Done, 'position'>): Done => {
  if (position === null) return handled;
  const later = handled.position === null || comparePositions(position, handled.position) > 0;
  return later ? { ...handled, position } : handled;
};

const appointmentsInside = (appointments: Inside) =>
  new Refusal('appointments-inside', 'There are appointments in this time.', { appointments });

const insideOf = async <T>(ask: () => Promise<T>): Promise<{ inside: Inside; value?: T }> => {
  try {
    return { inside: [], value: await ask() };
  } catch (error) {
    if (error instanceof Refusal && error.code === 'appointments-inside')
      return { inside: (error.data as Refusals['appointments-inside']).appointments };
    throw error;
  }
};
