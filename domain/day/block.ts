import type { CalendarDate, Instant, WallTime, Zone } from '../event.ts';
import { type AbsenceId, accountOf, type BlockId, type DoctorId } from '../ids.ts';
import { Refusal } from '../refusal.ts';
import { edgeOf } from '../time/edge.ts';
import { instantOf } from '../time/wall.ts';
import { paymentFor } from './cancel.ts';
import type { Block, By, DoctorDayEvent } from './events.ts';
import { type Appointment, type DoctorDay, holdsItsSlot, keptZone } from './state.ts';

/** What becomes of visits that lie inside: nobody decides that by accident. */
export type Affected = 'refuse' | 'keep' | Readonly<{ cancelWith: string }>;

export type BlockTime = Readonly<{
  is: 'BlockTime';
  blockId: BlockId;
  doctorId: DoctorId;
  date: CalendarDate;
  /** The doctor's, unless the day keeps another. */
  zone: Zone;
  from: WallTime;
  /** "24:00" is the end of the day. */
  to: WallTime;
  reason: string | null;
  absenceId?: AbsenceId;
  affected: Affected;
  by: By;
  at: Instant;
}>;

export type UnblockTime = Readonly<{ is: 'UnblockTime'; blockId: BlockId; doctorId: DoctorId; by: By; at: Instant }>;

/** Keeps a stretch of the day free of visits. Asking again is quiet. */
export const blockTime = (command: BlockTime, day: DoctorDay): DoctorDayEvent[] => {
  const { doctorId, by, at, reason, affected } = command;
  ownDay(doctorId, by);
  const block = blockOf({ ...command, zone: keptZone(day) ?? command.zone });
  const known = day.blocks.get(block.blockId);
  if (known && known.startsAt === block.startsAt && known.endsAt === block.endsAt) return [];
  if (known) throw new Refusal('asked-differently', 'This id was used before for another stretch of time.', {});
  const inside = [...day.appointments.values()].filter((each) => isActive(each) && meets(each, block));
  const kept = affected === 'keep' ? inside.map(({ visit }) => visit.appointmentId) : [];
  const blocked = { type: 'TimeBlocked', data: { ...block, reason, by, blockedAt: at, kept } } as const;
  if (affected === 'keep' || inside.length === 0) return [blocked];
  if (affected === 'refuse')
    throw new Refusal('appointments-inside', 'There are appointments in this time.', {
      appointments: inside.map(({ visit, status }) => {
        const { appointmentId, date, time, startsAt, endsAt } = visit;
        return { appointmentId, date, time, startsAt, endsAt, status };
      }),
    });
  const ending = { by, reason: affected.cancelWith, refundPercent: 100, cancelledAt: at };
  return [
    blocked,
    ...inside.map((appointment) => {
      const data = { ...appointment.visit, ...ending, paymentId: paymentFor(appointment) };
      return { type: 'AppointmentCancelled', data } as const;
    }),
  ];
};

/** Quiet when it is not blocked (any more). */
export const unblockTime = ({ blockId, doctorId, by, at }: UnblockTime, day: DoctorDay): DoctorDayEvent[] => {
  ownDay(doctorId, by);
  const block = day.blocks.get(blockId);
  return block ? [{ type: 'TimeUnblocked', data: { ...block, by, unblockedAt: at } }] : [];
};

const blockOf = ({ blockId, doctorId, date, zone, from, to, absenceId }: BlockTime): Block => {
  const [start, end] = [edgeOf(date, from, zone, 'opens'), edgeOf(date, to, zone, 'closes')];
  if (end <= start) throw new Refusal('ends-before-it-begins', 'The time ends after it begins.', { from, to });
  const times = { startsAt: instantOf(start), endsAt: instantOf(end) };
  return { blockId, doctorId, date, from, to, zone, ...times, ...(absenceId ? { absenceId } : {}) };
};

const isActive = (appointment: Appointment): boolean => holdsItsSlot(appointment) && appointment.status !== 'COMPLETED';

const meets = ({ visit }: Appointment, block: Block): boolean =>
  visit.startsAt < block.endsAt && block.startsAt < visit.endsAt;

/** Another doctor's calendar answers exactly like a missing one. */
const ownDay = (doctorId: DoctorId, by: By): void => {
  const allowed = 'role' in by && (by.role === 'ADMIN' || (by.role === 'DOCTOR' && accountOf(doctorId) === by.userId));
  if (!allowed) throw new Refusal('doctor-not-found', 'There is no such doctor.', {});
};
