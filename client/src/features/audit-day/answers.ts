import type { AppointmentStatus } from '@careconnect/domain/day/events.ts';
import type { Ending } from '@careconnect/domain/day/state.ts';
import type { CalendarDate, Instant, WallTime, Zone } from '@careconnect/domain/event.ts';
import type { JournalEvent } from '../../journal/answers.ts';

export type ReplayedVisit = {
  appointmentId: string;
  patientId: string;
  time: WallTime;
  zone: Zone;
  startsAt: Instant;
  endsAt: Instant;
  visitType: string;
  status: AppointmentStatus;
  ended: Ending | null;
  expiresAt: Instant | null;
  checkedInAt: Instant | null;
  left: { doctorId: string; date: CalendarDate; time: WallTime } | null;
  archived: boolean;
};
export type ReplayedBlock = {
  blockId: string;
  from: WallTime;
  to: WallTime;
  zone: Zone;
  startsAt: Instant;
  endsAt: Instant;
};
export type Change<Thing> = { before: Thing | null; after: Thing | null };

export type ReplayedDay = {
  stream: string;
  /** How many there are in all. */
  events: number;
  /** The last that had happened by then. */
  event: JournalEvent | null;
  changed: { visits: Change<ReplayedVisit>[]; blocked: Change<ReplayedBlock>[] };
  visits: ReplayedVisit[];
  blocked: ReplayedBlock[];
  chain: { holds: true } | { holds: false; revision: number; type: string; why: string };
};
