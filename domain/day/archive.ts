import { assertNever } from '../assert-never.ts';
import { Refusal } from '../refusal.ts';
import { instantOf, millisecondsOf, minute } from '../time/wall.ts';
import { type Concerned, concerning, wrongStatus } from './concerning.ts';
import type { DoctorDayEvent } from './events.ts';
import type { DoctorDay } from './state.ts';

/** Out of the lists of every day, once nobody acts on it any more: so many days after its time. */
export type ArchiveAppointment = Concerned & Readonly<{ is: 'ArchiveAppointment'; keptDays: number }>;

/** Archiving twice is quiet. Nothing is lost: it stays in the history of the patient and the doctor. */
export const archive = (command: ArchiveAppointment, day: DoctorDay): DoctorDayEvent[] => {
  const { visit, status, archived } = concerning(command, day, 'staff');
  if (archived) return [];
  switch (status) {
    case 'REQUESTED':
    case 'PENDING':
    case 'CONFIRMED':
      throw wrongStatus(status, ['COMPLETED', 'CANCELLED']);
    case 'COMPLETED':
    case 'CANCELLED': {
      const { by, at, keptDays } = command;
      const from = millisecondsOf(visit.endsAt) + keptDays * 24 * 60 * minute;
      if (millisecondsOf(at) < from) throw new Refusal('not-yet', 'It is kept for longer.', { from: instantOf(from) });
      return [{ type: 'AppointmentArchived', data: { ...visit, status, by, archivedAt: at } }];
    }
    default:
      return assertNever(status);
  }
};
