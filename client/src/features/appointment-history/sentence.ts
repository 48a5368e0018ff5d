import type { DoctorDayEvent } from '@careconnect/domain/day/events.ts';
import type { HistoryEntry } from '../../api/answers.ts';
import { bywords } from '../../appointments/bywords.ts';

const verbs: Record<DoctorDayEvent['type'], string> = {
  AppointmentRequested: 'Requested',
  AppointmentAccepted: 'Accepted',
  AppointmentConfirmed: 'Confirmed',
  AppointmentCancelled: 'Cancelled',
  AppointmentRejected: 'Rejected',
  AppointmentExpired: 'Expired',
  AppointmentRescheduled: 'Rescheduled',
  AppointmentMovedIn: 'Moved to another day',
  AppointmentMovedOut: 'Moved from its old day',
  AppointmentMoveUndone: 'Move undone',
  AppointmentStayed: 'Left where it was',
  PatientCheckedIn: 'Checked in',
  AppointmentCompleted: 'Completed',
  PatientDidNotShow: 'Noted as not shown',
  AppointmentArchived: 'Archived',
  TimeBlocked: 'Time blocked',
  TimeUnblocked: 'Time unblocked',
  ClaimForgone: 'Given up',
};

/** "Cancelled by the patient". An event that this page does not know yet is shown by its name. */
export const sentenceOf = ({ type, by }: Pick<HistoryEntry, 'type' | 'by'>): string =>
  `${verbs[type] ?? inWords(type)} by ${'policy' in by ? bywords.POLICY : (by.name ?? bywords[by.role])}`;

const inWords = (type: string): string => type.replace(/(?<=[a-z])(?=[A-Z])/g, ' ');
