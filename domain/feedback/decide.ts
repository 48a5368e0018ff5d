import { assertNever } from '../assert-never.ts';
import type { Appointment } from '../day/state.ts';
import type { Instant } from '../event.ts';
import type { ContactId, FeedbackId, UserId } from '../ids.ts';
import { Refusal } from '../refusal.ts';
import type { FeedbackEvent, Rating } from './events.ts';

export type Feedback =
  | { is: 'Unknown' }
  | {
      is: 'Given';
      /** Digest of what was asked. */
      asked: string;
    };

export type SubmitFeedback = Readonly<{
  is: 'SubmitFeedback';
  feedbackId: FeedbackId;
  contactId: ContactId;
  comments: string;
  email: string | null;
  name: string | null;
  asked: string;
  at: Instant;
}>;

/** `appointment` as its day holds it now; undefined when there is none. */
export type RateVisit = Readonly<{
  is: 'RateVisit';
  feedbackId: FeedbackId;
  appointment: Appointment | undefined;
  by: UserId;
  rating: Rating;
  comments: string | null;
  asked: string;
  at: Instant;
}>;

export type FeedbackCommand = SubmitFeedback | RateVisit;

export const evolveFeedback = (_feedback: Feedback, { type, data }: FeedbackEvent): Feedback => {
  switch (type) {
    case 'FeedbackSubmitted':
    case 'VisitRated':
      return { is: 'Given', asked: data.asked };
    default:
      return assertNever(type);
  }
};

export const decideFeedback = (command: FeedbackCommand, feedback: Feedback): FeedbackEvent[] => {
  switch (command.is) {
    case 'SubmitFeedback':
      return submit(command, feedback);
    case 'RateVisit':
      return rate(command, feedback);
    default:
      return assertNever(command);
  }
};

const submit = ({ is: _, at, ...said }: SubmitFeedback, feedback: Feedback): FeedbackEvent[] => {
  if (feedback.is === 'Unknown') return [{ type: 'FeedbackSubmitted', data: { ...said, submittedAt: at } }];
  if (feedback.asked === said.asked) return [];
  throw new Refusal('asked-differently', 'This key was used before for another message.', {});
};

/** By whoever looks after the patient, once the visit has taken place, once. The same again is quiet. */
const rate = (command: RateVisit, feedback: Feedback): FeedbackEvent[] => {
  const { feedbackId, rating, comments, asked, at } = command;
  const { appointmentId, doctorId, patientId, userId } = completedVisitOf(command);
  if (feedback.is === 'Given') {
    if (feedback.asked === asked) return [];
    throw new Refusal('already-rated', 'This visit has been rated already.', {});
  }
  const about = { feedbackId, appointmentId, doctorId, patientId, userId };
  return [{ type: 'VisitRated', data: { ...about, rating, comments, asked, ratedAt: at } }];
};

/** Somebody else's visit answers exactly like a missing one. */
const completedVisitOf = ({ appointment, by }: RateVisit) => {
  if (appointment?.visit.userId !== by)
    throw new Refusal('appointment-not-found', 'There is no such appointment on this day.', {});
  const { status, visit } = appointment;
  if (status !== 'COMPLETED')
    throw new Refusal('not-completed', 'Only a visit that has taken place can be rated.', {
      appointmentStatus: status,
    });
  return visit;
};

export const feedbackDecider = {
  initial: { is: 'Unknown' } as Feedback,
  evolve: evolveFeedback,
  decide: decideFeedback,
};
