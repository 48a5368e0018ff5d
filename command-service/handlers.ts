import { type Backup, type BackupCommand, backupDecider } from '@careconnect/domain/backup/decide.ts';
import type { BackupEvent } from '@careconnect/domain/backup/events.ts';
import { type DoctorDayCommand, doctorDay } from '@careconnect/domain/day/decide.ts';
import type { DoctorDayEvent } from '@careconnect/domain/day/events.ts';
import type { DoctorDay } from '@careconnect/domain/day/state.ts';
import { type DoctorCommand, doctorDecider } from '@careconnect/domain/doctor/decide.ts';
import type { DoctorEvent } from '@careconnect/domain/doctor/events.ts';
import type { Doctor } from '@careconnect/domain/doctor/state.ts';
import { schemaVersion } from '@careconnect/domain/events.ts';
import { type Feedback, type FeedbackCommand, feedbackDecider } from '@careconnect/domain/feedback/decide.ts';
import type { FeedbackEvent } from '@careconnect/domain/feedback/events.ts';
import { type Letter, type LetterCommand, letterDecider } from '@careconnect/domain/letter/decide.ts';
import type { LetterEvent } from '@careconnect/domain/letter/events.ts';
import { type Patient, type PatientCommand, patientDecider } from '@careconnect/domain/patient/decide.ts';
import type { PatientEvent } from '@careconnect/domain/patient/events.ts';
import {
  type PatientVisits,
  type PatientVisitsCommand,
  patientVisits,
} from '@careconnect/domain/patient-visits/decide.ts';
import type { PatientVisitsEvent } from '@careconnect/domain/patient-visits/events.ts';
import { type PaymentCommand, paymentDecider } from '@careconnect/domain/payment/decide.ts';
import type { PaymentEvent } from '@careconnect/domain/payment/events.ts';
import type { Payment } from '@careconnect/domain/payment/state.ts';
import { type Session, type SessionCommand, sessionDecider } from '@careconnect/domain/session/decide.ts';
import type { SessionEvent } from '@careconnect/domain/session/events.ts';
import { type UserCommand, userDecider } from '@careconnect/domain/user/decide.ts';
import { type EmailAddress, type EmailCommand, emailDecider } from '@careconnect/domain/user/email.ts';
import type { EmailEvent, UserEvent } from '@careconnect/domain/user/events.ts';
import type { User } from '@careconnect/domain/user/state.ts';
import type { Decider, Handled } from '@careconnect/platform/command-handler/command.ts';
import { type CommandHandler, createCommandHandler } from '@careconnect/platform/command-handler/command-handler.ts';
import { PreconditionFailed } from '@careconnect/platform/command-handler/expected.ts';
import type { Freshness } from '@careconnect/platform/command-handler/freshness.ts';
import { type EventStore, RevisionConflict, StoreUnavailable } from '@careconnect/platform/event-store/event-store.ts';
import { problem } from '@careconnect/platform/http/problem.ts';

type AnyEvent = { type: string; data: unknown };

export type UserHandler = CommandHandler<User, UserCommand, UserEvent>;
export type UserHandled = Handled<User, UserEvent>;
export type EmailHandler = CommandHandler<EmailAddress, EmailCommand, EmailEvent>;
export type SessionHandler = CommandHandler<Session, SessionCommand, SessionEvent>;
export type PatientHandler = CommandHandler<Patient, PatientCommand, PatientEvent>;
export type DoctorHandler = CommandHandler<Doctor, DoctorCommand, DoctorEvent>;
export type VisitsHandler = CommandHandler<PatientVisits, PatientVisitsCommand, PatientVisitsEvent>;
export type DayHandler = CommandHandler<DoctorDay, DoctorDayCommand, DoctorDayEvent>;
export type PaymentHandler = CommandHandler<Payment, PaymentCommand, PaymentEvent>;
export type FeedbackHandled = Handled<Feedback, FeedbackEvent>;
export type FeedbackHandler = CommandHandler<Feedback, FeedbackCommand, FeedbackEvent>;
export type BackupHandler = CommandHandler<Backup, BackupCommand, BackupEvent>;
export type LetterHandler = CommandHandler<Letter, LetterCommand, LetterEvent>;

export type Handlers = {
  users: UserHandler;
  emails: EmailHandler;
  sessions: SessionHandler;
  patients: PatientHandler;
  doctors: DoctorHandler;
  visits: VisitsHandler;
  days: DayHandler;
  payments: PaymentHandler;
  feedback: FeedbackHandler;
  backups: BackupHandler;
  letters: LetterHandler;
};

/** One handler for each kind of stream. */
export const createHandlers = (store: EventStore, freshness: Freshness): Handlers => {
  const handlerOf = <S, C, E extends AnyEvent>(decider: Decider<S, C, E>, maxStreams = 5_000) =>
    orProblem(createCommandHandler({ store, decider, schemaVersion, freshness, maxStreams }));
  return {
    users: handlerOf(userDecider),
    emails: handlerOf(emailDecider),
    sessions: handlerOf(sessionDecider),
    // Small, and each of many: about 1 kB.
    patients: handlerOf(patientDecider, 20_000),
    doctors: handlerOf(doctorDecider),
    visits: handlerOf(patientVisits),
    days: handlerOf(doctorDay),
    payments: handlerOf(paymentDecider),
    feedback: handlerOf(feedbackDecider),
    backups: handlerOf(backupDecider),
    letters: handlerOf(letterDecider),
  };
};

/** What the mechanics say no to. */
const orProblem = <S, C, E extends AnyEvent>(handler: CommandHandler<S, C, E>): CommandHandler<S, C, E> => ({
  handle: (...asked) => handler.handle(...asked).catch(asProblem),
  load: (...asked) => handler.load(...asked).catch(asProblem),
  remember: (...asked) => handler.remember(...asked).catch(asProblem),
});

/** Thrown on as the problem that says so. */
export const asProblem = (cause: unknown): never => {
  if (cause instanceof PreconditionFailed) throw changedMeanwhile();
  if (cause instanceof StoreUnavailable || cause instanceof RevisionConflict) throw tryAgain(cause);
  throw cause;
};

const changedMeanwhile = () =>
  problem(412, 'precondition-failed', 'It has changed meanwhile', 'Look at it again. Nothing was done.');

/** Where the outcome is not known, or the stream stays contested, the caller may ask the very same again. */
const tryAgain = (cause: Error) => {
  const title = 'It is not known whether this was done';
  const answer = problem(503, 'try-again', title, 'Ask the very same again.', {}, { 'Retry-After': '1' });
  return Object.assign(answer, { cause });
};
