import type { Zone } from '@careconnect/domain/event.ts';
import { formatInstant } from '@careconnect/domain/time/format.ts';
import type { Letter, LetterState } from './answers.ts';

const subjects: Readonly<Record<string, string>> = {
  verification: 'Confirm your e-mail address',
  reset: 'Choose a new password',
  invitation: 'An invitation',
  welcome: 'Welcome',
  'sign-in': 'A sign-in from a new device',
  'backup-alert': 'Trouble with a backup',
  request: 'A visit is asked for',
  acceptance: 'A request is accepted',
  confirmation: 'A visit is confirmed',
  rejection: 'A request is rejected',
  cancellation: 'A visit is cancelled',
  rescheduling: 'A visit has another time',
  expiry: 'A request has run out',
  receipt: 'A receipt',
  'payment-failure': 'A payment did not work',
  refund: 'Money goes back',
  reminder: 'A reminder of a visit',
  rating: 'How was the visit?',
  agenda: 'The visits of a day',
  'doctor-request': 'A patient asks for a visit',
  'doctor-cancellation': 'A patient does not come',
};

/** What a letter is about. */
export const subjectOf = ({ kind }: Pick<Letter, 'kind'>): string => subjects[kind] ?? kind;

/** What became of letters, in a word or two. */
export const letterStateWords: Readonly<Record<LetterState, string>> = {
  due: 'On their way',
  sent: 'Sent',
  failed: 'Failed',
  skipped: 'Not sent',
};

/** What became of it, in a sentence. A letter that a mail server took may still be refused by the next one. */
export const outcomeOf = (letter: Letter, zone: Zone): string => {
  const { state, channel, reason, tries, nextTryAt, settledAt } = letter;
  const when = settledAt ? formatInstant(settledAt, zone) : '';
  switch (state) {
    case 'due':
      return reason && nextTryAt ? `Waits: ${reason}. Tried again ${formatInstant(nextTryAt, zone)}` : 'On its way';
    case 'sent':
      return channel === 'sms' ? `Sent as a text message ${when}` : `Delivered to the mail server ${when}`;
    case 'failed':
      return `Could not be delivered, after ${tries === 1 ? 'one try' : `${tries} tries`}: ${reason}`;
    case 'skipped':
      return `Not sent: ${reason}`;
  }
};
