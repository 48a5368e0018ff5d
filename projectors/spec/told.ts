import { randomUUID } from 'node:crypto';
import { type DomainEvent, type EventOf, type EventType, schemaVersion } from '@careconnect/domain/events.ts';
import {
  backupStream,
  doctorDayStream,
  doctorStream,
  emailStream,
  feedbackStream,
  letterStream,
  patientStream,
  patientVisitsStream,
  paymentStream,
  sessionStream,
  userStream,
} from '@careconnect/domain/streams.ts';
import type { StoredEvent } from '@careconnect/platform/event-store/event-store.ts';

/** Events as the log would hold them: each in its stream, in order, every one at a place of its own. */
export const told = (
  events: readonly DomainEvent[],
  metadata: Partial<StoredEvent['metadata']> = {},
): StoredEvent[] => {
  const revisions = new Map<string, bigint>();
  return events.map((event, k) => {
    const streamName = streamOf(event);
    const revision = (revisions.get(streamName) ?? -1n) + 1n;
    revisions.set(streamName, revision);
    const place = BigInt(k + 1) * 100n;
    const correlationId = randomUUID();
    return {
      id: randomUUID(),
      streamName,
      revision,
      position: { commit: place, prepare: place },
      ...event,
      metadata: {
        correlationId,
        causationId: correlationId,
        actor: null,
        recordedAt: '2026-11-20T12:00:00.000Z',
        schemaVersion,
        previousHash: null,
        ...metadata,
      },
    };
  });
};

/** In which stream each kind of event stands: a new kind does not compile until it is told here. */
const streams: { [Type in EventType]: (data: EventOf<Type>['data']) => string } = {
  UserRegistered: ({ userId }) => userStream(userId),
  RegistrationAbandoned: ({ userId }) => userStream(userId),
  EmailVerificationRequested: ({ userId }) => userStream(userId),
  EmailVerified: ({ userId }) => userStream(userId),
  PasswordResetRequested: ({ userId }) => userStream(userId),
  PasswordChanged: ({ userId }) => userStream(userId),
  PasswordRehashed: ({ userId }) => userStream(userId),
  UserInvited: ({ userId }) => userStream(userId),
  InvitationAccepted: ({ userId }) => userStream(userId),
  UserDeactivated: ({ userId }) => userStream(userId),
  UserReactivated: ({ userId }) => userStream(userId),
  UserErased: ({ userId }) => userStream(userId),
  SecondFactorBegun: ({ userId }) => userStream(userId),
  SecondFactorEnabled: ({ userId }) => userStream(userId),
  SecondFactorUsed: ({ userId }) => userStream(userId),
  LetterPreferencesSet: ({ userId }) => userStream(userId),
  CalendarFeedMade: ({ userId }) => userStream(userId),
  CalendarFeedRevoked: ({ userId }) => userStream(userId),
  RecoveryCodeUsed: ({ userId }) => userStream(userId),
  SecondFactorRemoved: ({ userId }) => userStream(userId),
  EmailClaimed: () => emailStream('a'.repeat(64)),
  EmailReleased: () => emailStream('a'.repeat(64)),
  EmailForgotten: () => emailStream('a'.repeat(64)),
  VisitClaimed: ({ patientId }) => patientVisitsStream(patientId),
  VisitReleased: ({ patientId }) => patientVisitsStream(patientId),
  VisitsClosed: ({ patientId }) => patientVisitsStream(patientId),
  VisitsReopened: ({ patientId }) => patientVisitsStream(patientId),
  SessionStarted: ({ sessionId }) => sessionStream(sessionId),
  SessionRefreshed: ({ sessionId }) => sessionStream(sessionId),
  SessionEnded: ({ sessionId }) => sessionStream(sessionId),
  PatientAdded: ({ patientId }) => patientStream(patientId),
  PatientDetailsChanged: ({ patientId }) => patientStream(patientId),
  PatientRemoved: ({ patientId }) => patientStream(patientId),
  PatientErased: ({ patientId }) => patientStream(patientId),
  PaymentRequested: ({ paymentId }) => paymentStream(paymentId),
  PaymentBegun: ({ paymentId }) => paymentStream(paymentId),
  PaymentFailed: ({ paymentId }) => paymentStream(paymentId),
  PaymentCompleted: ({ paymentId }) => paymentStream(paymentId),
  PaymentWithdrawn: ({ paymentId }) => paymentStream(paymentId),
  PaymentRefundRequested: ({ paymentId }) => paymentStream(paymentId),
  PaymentRefundBegun: ({ paymentId }) => paymentStream(paymentId),
  PaymentRefundRefused: ({ paymentId }) => paymentStream(paymentId),
  PaymentRefunded: ({ paymentId }) => paymentStream(paymentId),
  PaymentRefundFailed: ({ paymentId }) => paymentStream(paymentId),
  FeedbackSubmitted: ({ feedbackId }) => feedbackStream(feedbackId),
  VisitRated: ({ feedbackId }) => feedbackStream(feedbackId),
  BackupStarted: ({ backupId }) => backupStream(backupId),
  BackupSucceeded: ({ backupId }) => backupStream(backupId),
  BackupFailed: ({ backupId }) => backupStream(backupId),
  BackupDrilled: ({ backupId }) => backupStream(backupId),
  DoctorOnboarded: ({ doctorId }) => doctorStream(doctorId),
  DoctorProfileChanged: ({ doctorId }) => doctorStream(doctorId),
  WorkingHoursSet: ({ doctorId }) => doctorStream(doctorId),
  WorkingHoursWithdrawn: ({ doctorId }) => doctorStream(doctorId),
  ZoneSet: ({ doctorId }) => doctorStream(doctorId),
  HolidaysSet: ({ doctorId }) => doctorStream(doctorId),
  HolidayWorkSet: ({ doctorId }) => doctorStream(doctorId),
  AbsencePlanned: ({ doctorId }) => doctorStream(doctorId),
  AbsenceWithdrawn: ({ doctorId }) => doctorStream(doctorId),
  VisitTypesSet: ({ doctorId }) => doctorStream(doctorId),
  BookingPolicySet: ({ doctorId }) => doctorStream(doctorId),
  AppointmentRequested: ({ doctorId, date }) => doctorDayStream(doctorId, date),
  AppointmentAccepted: ({ doctorId, date }) => doctorDayStream(doctorId, date),
  AppointmentConfirmed: ({ doctorId, date }) => doctorDayStream(doctorId, date),
  AppointmentRejected: ({ doctorId, date }) => doctorDayStream(doctorId, date),
  AppointmentCancelled: ({ doctorId, date }) => doctorDayStream(doctorId, date),
  AppointmentExpired: ({ doctorId, date }) => doctorDayStream(doctorId, date),
  AppointmentRescheduled: ({ doctorId, date }) => doctorDayStream(doctorId, date),
  AppointmentMovedIn: ({ doctorId, date }) => doctorDayStream(doctorId, date),
  AppointmentMovedOut: ({ doctorId, date }) => doctorDayStream(doctorId, date),
  AppointmentMoveUndone: ({ doctorId, date }) => doctorDayStream(doctorId, date),
  AppointmentStayed: ({ doctorId, date }) => doctorDayStream(doctorId, date),
  PatientCheckedIn: ({ doctorId, date }) => doctorDayStream(doctorId, date),
  AppointmentCompleted: ({ doctorId, date }) => doctorDayStream(doctorId, date),
  PatientDidNotShow: ({ doctorId, date }) => doctorDayStream(doctorId, date),
  AppointmentArchived: ({ doctorId, date }) => doctorDayStream(doctorId, date),
  TimeBlocked: ({ doctorId, date }) => doctorDayStream(doctorId, date),
  TimeUnblocked: ({ doctorId, date }) => doctorDayStream(doctorId, date),
  ClaimForgone: ({ doctorId, date }) => doctorDayStream(doctorId, date),
  LetterResendRequested: ({ letterId }) => letterStream(letterId),
};

const streamOf = (event: DomainEvent): string => (streams[event.type] as (data: unknown) => string)(event.data);
