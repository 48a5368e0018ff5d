import { assertNever } from '@careconnect/domain/assert-never.ts';
import type { By } from '@careconnect/domain/day/events.ts';
import type { Instant, Zone } from '@careconnect/domain/event.ts';
import { formatInstant, formatMoment, formatMoney } from '@careconnect/domain/time/format.ts';
import type { Facts, Letter } from './letter.ts';
import { htmlOf, type Page, textOf } from './page.ts';

/** Pure: what to write. Sending is elsewhere. */
export const letterFor = (facts: Facts): Letter => {
  const page = pageFor(facts);
  return { subject: page.title, text: textOf(page), html: htmlOf(page) };
};

const pageFor = (facts: Facts): Page => {
  const { recipient, doctor, moment, page } = facts;
  const when = formatMoment(moment);
  const common = { greeting: `Dear ${recipient.name},`, closing: 'CareConnect' };
  switch (facts.kind) {
    case 'confirmation':
      return {
        ...common,
        title: `Confirmed: ${doctor.name}, ${when}`,
        opening: `the appointment for ${facts.patientName} is confirmed.`,
        rows: rowsOf(facts, when),
        notes: [howToCancel(facts.cancellableUntil, moment.zone)],
        link: { text: 'Your appointments', href: page },
      };
    case 'cancellation':
      return {
        ...common,
        title: `Cancelled: ${doctor.name}, ${when}`,
        opening: `the appointment for ${facts.patientName} was cancelled ${byWhom(facts.by, recipient.userId)}. It will not take place.`,
        rows: [...rowsOf(facts, when), ...(facts.reason ? [['Reason', facts.reason] as const] : [])],
        notes: [],
        link: { text: 'Book another time', href: page },
      };
    default:
      return assertNever(facts);
  }
};

const howToCancel = (until: Instant | null, zone: Zone): string =>
  until
    ? `If you cannot come, please cancel online until ${formatInstant(until, zone)}: somebody else will be glad of the time.`
    : 'It is too late to cancel online. If you cannot come, please tell the clinic.';

const rowsOf = ({ patientName, doctor, visit }: Facts, when: string) =>
  [
    ['When', when],
    ['Patient', patientName],
    ['Doctor', `${doctor.name}, ${doctor.specialization}`],
    ['Visit', `${visit.name}, ${visit.minutes} minutes, ${feeOf(visit)}`],
    ['Where', doctor.address],
  ] as const;

const feeOf = ({ fee }: Facts['visit']): string =>
  Number(fee.amount) === 0 ? 'free of charge' : `fee ${formatMoney(fee)}`;

const byWhom = (by: By, recipient: string): string => {
  if ('policy' in by) return 'automatically';
  switch (by.role) {
    case 'PATIENT':
      return by.userId === recipient ? 'by you' : 'by the patient';
    case 'DOCTOR':
      return 'by the doctor';
    case 'ADMIN':
    case 'AUDITOR':
      return 'by the clinic';
    default:
      return assertNever(by.role);
  }
};
