import type { DoctorDayEvent } from '@careconnect/domain/day/events.ts';
import type { HistoryEntry } from '../../api/answers.ts';
import { roleNames } from '../../appointments/cancelled-because.tsx';

const verbs: Record<DoctorDayEvent['type'], string> = {
  AppointmentRequested: 'Requested',
  AppointmentAccepted: 'Accepted',
  AppointmentConfirmed: 'Confirmed',
  AppointmentCancelled: 'Cancelled',
};

/** "Cancelled by the patient". An event that this page does not know yet is shown by its name. */
export const sentenceOf = ({ type, by }: Pick<HistoryEntry, 'type' | 'by'>): string =>
  `${verbs[type] ?? inWords(type)} ${'policy' in by ? "by the doctor's booking rules" : `by ${by.name ?? roleNames[by.role]}`}`;

const inWords = (type: string): string => type.replace(/(?<=[a-z])(?=[A-Z])/g, ' ');
