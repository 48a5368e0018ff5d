import { randomUUID } from 'node:crypto';
import { assertNever } from '@careconnect/domain/assert-never.ts';
import { type DomainEvent, schemaVersion } from '@careconnect/domain/events.ts';
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

const streamOf = (event: DomainEvent): string => {
  switch (event.type) {
    case 'UserRegistered':
    case 'RegistrationAbandoned':
    case 'EmailVerificationRequested':
    case 'EmailVerified':
    case 'PasswordResetRequested':
    case 'PasswordChanged':
    case 'PasswordRehashed':
    case 'UserInvited':
    case 'InvitationAccepted':
    case 'UserDeactivated':
    case 'UserReactivated':
    case 'UserErased':
    case 'SecondFactorBegun':
    case 'SecondFactorEnabled':
    case 'SecondFactorUsed':
    case 'LetterPreferencesSet':
    case 'CalendarFeedMade':
    case 'CalendarFeedRevoked':
    case 'RecoveryCodeUsed':
    case 'SecondFactorRemoved':
      return userStream(event.data.userId);
    case 'EmailClaimed':
    case 'EmailReleased':
    case 'EmailForgotten':
      return emailStream('a'.repeat(64));
    case 'VisitClaimed':
    case 'VisitReleased':
    case 'VisitsClosed':
    case 'VisitsReopened':
      return patientVisitsStream(event.data.patientId);
    case 'SessionStarted':
    case 'SessionRefreshed':
    case 'SessionEnded':
      return sessionStream(event.data.sessionId);
    case 'PatientAdded':
    case 'PatientDetailsChanged':
    case 'PatientRemoved':
    case 'PatientErased':
      return patientStream(event.data.patientId);
    case 'PaymentRequested':
    case 'PaymentBegun':
    case 'PaymentFailed':
    case 'PaymentCompleted':
    case 'PaymentWithdrawn':
    case 'PaymentRefundRequested':
    case 'PaymentRefunded':
      return paymentStream(event.data.paymentId);
    case 'FeedbackSubmitted':
    case 'VisitRated':
      return feedbackStream(event.data.feedbackId);
    case 'BackupStarted':
    case 'BackupSucceeded':
    case 'BackupFailed':
    case 'BackupDrilled':
      return backupStream(event.data.backupId);
    case 'DoctorOnboarded':
    case 'DoctorProfileChanged':
    case 'WorkingHoursSet':
    case 'WorkingHoursWithdrawn':
    case 'ZoneSet':
    case 'HolidaysSet':
    case 'HolidayWorkSet':
    case 'AbsencePlanned':
    case 'AbsenceWithdrawn':
    case 'VisitTypesSet':
    case 'BookingPolicySet':
      return doctorStream(event.data.doctorId);
    case 'AppointmentRequested':
    case 'AppointmentAccepted':
    case 'AppointmentConfirmed':
    case 'AppointmentRejected':
    case 'AppointmentCancelled':
    case 'AppointmentExpired':
    case 'AppointmentRescheduled':
    case 'AppointmentMovedIn':
    case 'AppointmentMovedOut':
    case 'AppointmentMoveUndone':
    case 'AppointmentStayed':
    case 'PatientCheckedIn':
    case 'AppointmentCompleted':
    case 'PatientDidNotShow':
    case 'AppointmentArchived':
    case 'TimeBlocked':
    case 'TimeUnblocked':
    case 'ClaimForgone':
      return doctorDayStream(event.data.doctorId, event.data.date);
    case 'LetterResendRequested':
      return letterStream(event.data.letterId);
    default:
      return assertNever(event);
  }
};
