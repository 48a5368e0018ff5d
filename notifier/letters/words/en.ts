import type { By } from '@careconnect/domain/day/events.ts';
import type { FactsOf } from '../letter.ts';
import { actorOf, isFree, type Say, type Words } from '../words.ts';

const by = {
  you: 'by you',
  patient: 'by the patient',
  doctor: 'by the doctor',
  clinic: 'by the clinic',
  nobody: 'automatically',
};
const byWhom = (who: By, reader: string): string => by[actorOf(who, reader)];

/** That a move comes from this or that hand is known for those within a day. */
const movedBy = (who: By, reader: string): string => ('policy' in who ? '' : ` ${byWhom(who, reader)}`);

const reasonRow = (reason: string | null) => (reason ? [['Reason', reason] as const] : []);
const see = 'See the appointment';

const linkNote = ({ expiresAt }: FactsOf['reset'], say: Say, otherwise: string) => [
  `The link is good once, until ${say.instant(expiresAt, 'UTC')}.`,
  otherwise,
];

const howToCancel = ({ cancellableUntil, moment }: FactsOf['reminder'], say: Say): string =>
  cancellableUntil
    ? `If you cannot come, please cancel online by ${say.instant(cancellableUntil, moment.zone)}: somebody else will be glad of the time.`
    : 'It is too late to cancel online. If you cannot come, please tell the clinic.';

const refund = (percent: number | null): string[] => {
  if (percent === null) return [];
  return [percent === 0 ? 'Of what was paid, nothing is paid back.' : `Of what was paid, ${percent} % is paid back.`];
};

export const en: Words = {
  locale: 'en-GB',
  greeting: (name) => `Dear ${name},`,
  labels: { when: 'When', patient: 'Patient', doctor: 'Doctor', visit: 'Visit', where: 'Where' },
  visit: ({ name, minutes, fee }, say) =>
    `${name}, ${say.count(minutes, 'minute', 'minutes')}, ${isFree(fee) ? 'free of charge' : `fee ${say.money(fee)}`}`,
  decline: 'Do not send me letters like this one',
  letters: {
    verification: (facts, say) => ({
      title: 'Please confirm your e-mail address',
      opening: 'Somebody, we hope you, registered at CareConnect with this address.',
      notes: linkNote(facts, say, 'If that was not you, do nothing: nobody proves this address without this letter.'),
      link: 'Confirm the address',
    }),
    reset: (facts, say) => ({
      title: 'Choose a new password',
      opening: 'Somebody, we hope you, asked for a new password for your account at CareConnect.',
      notes: linkNote(facts, say, 'If that was not you, do nothing: your password stays as it is.'),
      link: 'Choose a new password',
    }),
    invitation: (facts, say) => ({
      title: 'You are invited to CareConnect',
      opening: 'Your clinic has made an account at CareConnect for you.',
      notes: linkNote(facts, say, 'If you do not expect this, do nothing.'),
      link: 'Choose a password',
    }),
    welcome: () => ({
      title: 'Welcome to CareConnect',
      opening: 'Your address is confirmed and your account is ready.',
      notes: ['Under “My account” you choose the language of our letters and when we remind you of a visit.'],
      link: 'Open CareConnect',
    }),
    'sign-in': ({ at, zone, device, network }, say) => ({
      title: 'Somebody signed in to your account',
      opening: 'Somebody, we hope you, signed in from a device that we have not seen before.',
      rows: [
        ['When', say.instant(at, zone)],
        ['Device', device],
        ['Network', network],
      ],
      notes: ['If that was not you, sign that device out and change your password at once.'],
      link: 'See where you are signed in',
    }),
    'backup-alert': ({ what, at, zone, problems }, say) => ({
      title: what === 'failed' ? 'A backup failed' : 'A backup does not hold what it should',
      opening:
        what === 'failed'
          ? 'A backup was tried and did not come to its end. Earlier ones are still there.'
          : 'The newest backup was restored for trial, and not everything was the same as it is live.',
      rows: [['When', say.instant(at, zone)], ...problems.map((problem) => ['Found', problem] as const)],
      notes: ['Somebody should look at it soon: until then what is lost may be lost for good.'],
      link: 'See all backups',
    }),
    request: ({ doctor, moment, patientName, answerBy }, say) => ({
      title: `Request received: ${doctor.name}, ${say.moment(moment)}`,
      opening: `Your request for ${patientName} is with the doctor. The time is held for you.`,
      notes: [`You hear from us by ${say.instant(answerBy, moment.zone)}: without an answer the request ends then.`],
      link: see,
    }),
    acceptance: ({ doctor, moment, patientName, visit, payBy }, say) => ({
      title: `Please pay: ${doctor.name}, ${say.moment(moment)}`,
      opening: `The doctor has accepted the appointment for ${patientName}.`,
      notes: [
        `Please pay ${say.money(visit.fee)} by ${say.instant(payBy, moment.zone)}: after that the time is free for others.`,
      ],
      link: 'Pay',
    }),
    confirmation: (facts, say) => ({
      title: `Confirmed: ${facts.doctor.name}, ${say.moment(facts.moment)}`,
      opening: `The appointment for ${facts.patientName} is confirmed.`,
      notes: [howToCancel(facts, say)],
      link: see,
    }),
    rejection: ({ doctor, moment, patientName, by, reason, recipient }, say) => ({
      title: `Not possible: ${doctor.name}, ${say.moment(moment)}`,
      opening: `The request for ${patientName} was declined ${byWhom(by, recipient.userId)}. The visit will not take place.`,
      rows: reasonRow(reason),
      notes: ['Other times, with this doctor or another, are open to you.'],
      link: see,
    }),
    cancellation: ({ doctor, moment, patientName, by, reason, recipient, refundPercent }, say) => ({
      title: `Cancelled: ${doctor.name}, ${say.moment(moment)}`,
      opening: `The appointment for ${patientName} was cancelled ${byWhom(by, recipient.userId)}. It will not take place.`,
      rows: reasonRow(reason),
      notes: refund(refundPercent),
      link: see,
    }),
    rescheduling: ({ doctor, moment, from, patientName, by, status, recipient }, say) => ({
      title: `Moved: ${doctor.name}, ${say.moment(moment)}`,
      opening: `The appointment for ${patientName} was moved${movedBy(by, recipient.userId)}.`,
      rows: [['Before', say.moment(from)]],
      notes: [
        'The time before is free for others: please come at the new one.',
        ...(status === 'REQUESTED' ? ['The doctor has still to accept it.'] : []),
        ...(status === 'PENDING' ? ['It has still to be paid.'] : []),
      ],
      link: see,
    }),
    expiry: ({ doctor, moment, patientName, because }, say) => ({
      title: `Expired: ${doctor.name}, ${say.moment(moment)}`,
      opening:
        because === 'unpaid'
          ? `The appointment for ${patientName} was not paid in time. It will not take place.`
          : `Nobody answered the request for ${patientName} in time. The visit will not take place.`,
      notes: ['Other times are open to you.'],
      link: see,
    }),
    receipt: ({ doctor, moment, patientName, amount, at, reference }, say) => ({
      title: `Receipt: ${say.money(amount)}, ${doctor.name}`,
      opening: `Thank you: the visit of ${patientName} is paid.`,
      rows: [
        ['Amount', say.money(amount)],
        ['Paid', say.instant(at, moment.zone)],
        ['Reference', reference],
      ],
      link: see,
    }),
    'payment-failure': ({ doctor, moment, patientName, amount, because }, say) => ({
      title: `Not paid: ${doctor.name}, ${say.moment(moment)}`,
      opening:
        because === 'declined'
          ? `The payment for ${patientName} was declined. Nothing was taken.`
          : `The payment for ${patientName} was not finished. Nothing was taken.`,
      rows: [['Amount', say.money(amount)]],
      notes: ['Please try again, with another card if need be: the appointment is not confirmed before it is paid.'],
      link: 'Pay',
    }),
    refund: ({ doctor, moment, patientName, amount, at, reference }, say) => ({
      title: `Refund: ${say.money(amount)}, ${doctor.name}`,
      opening: `Money that was paid for ${patientName} is on its way back to you.`,
      rows: [
        ['Amount', say.money(amount)],
        ['Paid back', say.instant(at, moment.zone)],
        ['Reference', reference],
      ],
      notes: ['Banks take some days until it shows.'],
      link: see,
    }),
    reminder: (facts, say) => ({
      title: `Reminder: ${facts.doctor.name}, ${say.moment(facts.moment)}`,
      opening: `This reminds you of the appointment for ${facts.patientName}.`,
      notes: [howToCancel(facts, say)],
      link: see,
    }),
    rating: ({ doctor, patientName }) => ({
      title: `How was the visit? ${doctor.name}`,
      opening: `Thank you for coming. How was the visit of ${patientName}?`,
      notes: ['A rating takes a minute and helps others to choose.'],
      link: 'Rate the visit',
    }),
    'doctor-request': ({ moment, patientName, answerBy }, say) => ({
      title: `New request: ${patientName}, ${say.moment(moment)}`,
      opening: `${patientName} asks for an appointment.`,
      notes: [`Please answer by ${say.instant(answerBy, moment.zone)}: after that the request ends by itself.`],
      link: 'Answer the request',
    }),
    'doctor-cancellation': ({ moment, patientName, by, reason, recipient }, say) => ({
      title: `Cancelled: ${patientName}, ${say.moment(moment)}`,
      opening: `The appointment of ${patientName} was cancelled ${byWhom(by, recipient.userId)}. The time is free again.`,
      rows: reasonRow(reason),
      link: 'See the day',
    }),
    agenda: ({ date, zone, visits }, say) => ({
      title: `Your day: ${say.date(date)}, ${say.count(visits.length, 'visit', 'visits')}`,
      opening: `This is your day, on the clock of ${zone}.`,
      rows: visits.map(({ time, patientName, name, minutes }) => [
        time,
        `${patientName}: ${name}, ${say.count(minutes, 'minute', 'minutes')}`,
      ]),
      link: 'See the day',
    }),
  },
};
