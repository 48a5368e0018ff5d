import { isSomething } from '@careconnect/domain/money.ts';
import { formatMoney } from '@careconnect/domain/time/format.ts';
import type { Appointment } from '../api/answers.ts';

/** "First consultation, 30 minutes, R$120.00" */
export const visitTypeText = ({ visitType }: Pick<Appointment, 'visitType'>): string =>
  visitType ? `${visitType.name}, ${visitType.minutes} minutes, ${formatMoney(visitType.fee)}` : 'Visit';

/** The details of an erased person are gone; the visit still happened. */
export const patientNameOf = ({ patientName }: Pick<Appointment, 'patientName'>): string =>
  patientName || 'Erased person';

/** What a patient gets back, said before it is too late to keep the visit. */
export const refundText = ({ refundable }: Pick<Appointment, 'refundable'>): string => {
  if (!refundable) return 'Nothing was paid in advance, so nothing has to be paid back.';
  return isSomething(refundable.patient)
    ? `You get back ${formatMoney(refundable.patient)} of the ${formatMoney(refundable.clinic)} that you paid.`
    : `By the terms of the booking, nothing goes back of the ${formatMoney(refundable.clinic)} that you paid.`;
};
