import { formatMoney } from '@careconnect/domain/time/format.ts';
import type { Appointment } from '../api/answers.ts';

/** "First consultation, 30 minutes, R$120.00" */
export const visitTypeText = ({ visitType }: Pick<Appointment, 'visitType'>): string =>
  visitType ? `${visitType.name}, ${visitType.minutes} minutes, ${formatMoney(visitType.fee)}` : 'Visit';

/** The details of an erased person are gone; the visit still happened. */
export const patientNameOf = ({ patientName }: Pick<Appointment, 'patientName'>): string =>
  patientName || 'Erased person';
