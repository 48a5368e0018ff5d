import { assertNever } from '@careconnect/domain/assert-never.ts';
import type { By } from '@careconnect/domain/day/events.ts';
import type { Instant, Zone } from '@careconnect/domain/event.ts';
import { formatInstant, formatMoment, formatMoney } from '@careconnect/domain/time/format.ts';
import type { AccountFacts, AccountKind, Facts, Letter, VisitFacts } from './letter.ts';
import { htmlOf, type Page, textOf } from './page.ts';

/** Pure: what to write. Sending is elsewhere. */
export const letterFor = (facts: Facts): Letter => {
  const page = pageFor(facts);
  return { subject: page.title, text: textOf(page), html: htmlOf(page) };
};

const pageFor = (facts: Facts): Page => {
  switch (facts.kind) {
    case 'confirmation':
    case 'cancellation':
      return visitPage(facts);
    case 'verification':
    case 'reset':
    case 'invitation':
      return accountPage(facts);
    default:
      return assertNever(facts);
  }
};

const accountWords: Record<AccountKind, { title: string; opening: string; link: string; otherwise: string }> = {
  verification: {
    title: 'Please confirm your e-mail address',
    opening: 'somebody, we hope you, registered at CareConnect with this address.',
    link: 'Confirm the address',
    otherwise: 'If that was not you, do nothing: nobody proves this address without this letter.',
  },
  reset: {
    title: 'Choose a new password',
    opening: 'somebody, we hope you, asked for a new password for your account at CareConnect.',
    link: 'Choose a new password',
    otherwise: 'If that was not you, do nothing: your password stays as it is.',
  },
  invitation: {
    title: 'You are invited to CareConnect',
    opening: 'your clinic has made an account at CareConnect for you.',
    link: 'Choose a password',
    otherwise: 'If you do not expect this, do nothing.',
  },
};

const accountPage = ({ kind, recipient, link, expiresAt }: AccountFacts): Page => {
  const { title, opening, link: text, otherwise } = accountWords[kind];
  return {
    greeting: `Dear ${recipient.name},`,
    closing: 'CareConnect',
    title,
    opening,
    rows: [],
    notes: [`The link is good once, until ${formatInstant(expiresAt, 'UTC')}.`, otherwise],
    link: { text, href: link },
  };
};

const visitPage = (facts: VisitFacts): Page => {
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
        link: { text: 'Your appointments', href: page },
      };
    default:
      return assertNever(facts);
  }
};

const howToCancel = (until: Instant | null, zone: Zone): string =>
  until
    ? `If you cannot come, please cancel online until ${formatInstant(until, zone)}: somebody else will be glad of the time.`
    : 'It is too late to cancel online. If you cannot come, please tell the clinic.';

const rowsOf = ({ patientName, doctor, visit }: VisitFacts, when: string) =>
  [
    ['When', when],
    ['Patient', patientName],
    ['Doctor', `${doctor.name}, ${doctor.specialization}`],
    ['Visit', `${visit.name}, ${visit.minutes} minutes, ${feeOf(visit)}`],
    ['Where', doctor.address],
  ] as const;

const feeOf = ({ fee }: VisitFacts['visit']): string =>
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
