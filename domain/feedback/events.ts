import type { Event, Instant, Personal } from '../event.ts';
import type { AppointmentId, ContactId, DoctorId, FeedbackId, PatientId, UserId } from '../ids.ts';

/** Somebody wrote to the clinic. An account is not needed. */
export type FeedbackSubmitted = Event<
  'FeedbackSubmitted',
  {
    feedbackId: FeedbackId;
    /** Whose words these are: all that was written under one address is erased together. */
    contactId: ContactId;
    comments: Personal<string>;
    /** Null, too, when none was given. */
    email: Personal<string>;
    name: Personal<string>;
    /** What was asked, as a digest: the same id asked again with other content is noticed. */
    asked: string;
    submittedAt: Instant;
  }
>;

export const ratings = [1, 2, 3, 4, 5] as const;
export type Rating = (typeof ratings)[number];

/** How a visit was, in the words of the patient. The number says nothing about whose it is and outlives them. */
export type VisitRated = Event<
  'VisitRated',
  {
    feedbackId: FeedbackId;
    appointmentId: AppointmentId;
    doctorId: DoctorId;
    patientId: PatientId;
    userId: UserId;
    rating: Rating;
    comments: Personal<string>;
    asked: string;
    ratedAt: Instant;
  }
>;

export type FeedbackEvent = FeedbackSubmitted | VisitRated;
