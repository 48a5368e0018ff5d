import type { Block } from '@careconnect/domain/day/events.ts';
import type { Appointment, DoctorDay } from '@careconnect/domain/day/state.ts';

export type ShownVisit = ReturnType<typeof visitOf>;
export type ShownBlock = ReturnType<typeof blockOf>;

/** A day as whoever decides on it sees it, in the order of its hours. */
export const shownDay = ({ appointments, blocks }: DoctorDay) => ({
  visits: [...appointments.values()].map(visitOf).sort(byStart),
  blocked: [...blocks.values()].map(blockOf).sort(byStart),
});

export type ShownDay = ReturnType<typeof shownDay>;

const visitOf = ({ visit, visitType, status, ended, expiresAt, checkedInAt, left, archived }: Appointment) => ({
  appointmentId: visit.appointmentId,
  patientId: visit.patientId,
  time: visit.time,
  zone: visit.zone,
  startsAt: visit.startsAt,
  endsAt: visit.endsAt,
  visitType: visitType.name,
  status,
  ended,
  expiresAt,
  checkedInAt,
  left: left && { doctorId: left.doctorId, date: left.date, time: left.time },
  archived,
});

const blockOf = ({ blockId, from, to, zone, startsAt, endsAt }: Block) => ({
  blockId,
  from,
  to,
  zone,
  startsAt,
  endsAt,
});

const byStart = (a: { startsAt: string }, b: { startsAt: string }): number => (a.startsAt < b.startsAt ? -1 : 1);

/** What is not as it was: of each thing how it was and how it is, null where it was not there. */
export const changesBetween = (before: ShownDay, after: ShownDay) => ({
  visits: changed(before.visits, after.visits, ({ appointmentId }) => appointmentId),
  blocked: changed(before.blocked, after.blocked, ({ blockId }) => blockId),
});

const changed = <Thing>(before: readonly Thing[], after: readonly Thing[], idOf: (thing: Thing) => string) => {
  const was = new Map(before.map((thing) => [idOf(thing), thing]));
  const is = new Map(after.map((thing) => [idOf(thing), thing]));
  return [...new Set([...was.keys(), ...is.keys()])]
    .map((id) => ({ before: was.get(id) ?? null, after: is.get(id) ?? null }))
    .filter((pair) => JSON.stringify(pair.before) !== JSON.stringify(pair.after));
};
