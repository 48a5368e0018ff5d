import type { DoctorDayEvent } from '@careconnect/domain/day/events.ts';
import { isUuid } from '@careconnect/domain/ids.ts';
import type { UserEvent } from '@careconnect/domain/user/events.ts';
import { parsePosition } from '@careconnect/platform/event-store/position.ts';
import { CannotHandle, type Message } from '@careconnect/platform/messaging/message-bus.ts';
import type { Told } from '@careconnect/schema/messages.ts';
import { v5 } from 'uuid';
import type { AccountKind, Kind, VisitKind } from './letters/letter.ts';

type AboutVisit = 'AppointmentConfirmed' | 'AppointmentCancelled';
type AboutAccount = 'EmailVerificationRequested' | 'PasswordResetRequested' | 'UserInvited';

type Due = Readonly<{
  letterId: string;
  revision: string;
  channel: 'email';
  userId: string;
  position: string;
  correlationId: string;
}>;
export type VisitLetterDue = Due &
  Readonly<{ kind: VisitKind; appointmentId: string; requestId: null; event: Told<AboutVisit>['event'] }>;
export type AccountLetterDue = Due &
  Readonly<{ kind: AccountKind; appointmentId: null; requestId: string; event: Told<AboutAccount>['event'] }>;

/** A letter there is reason for, before anybody knows what it will say. */
export type LetterDue = VisitLetterDue | AccountLetterDue;

/** What is written about: a new event of a day or an account does not compile until somebody has decided here. */
const kindOf: Record<(DoctorDayEvent | UserEvent)['type'], Kind | null> = {
  AppointmentRequested: null,
  AppointmentAccepted: null,
  AppointmentConfirmed: 'confirmation',
  AppointmentCancelled: 'cancellation',
  // Nothing is written about these yet.
  AppointmentRejected: null,
  AppointmentExpired: null,
  AppointmentRescheduled: null,
  AppointmentMovedIn: null,
  AppointmentMovedOut: null,
  AppointmentMoveUndone: null,
  AppointmentStayed: null,
  PatientCheckedIn: null,
  AppointmentCompleted: null,
  PatientDidNotShow: null,
  AppointmentArchived: null,
  TimeBlocked: null,
  TimeUnblocked: null,
  ClaimForgone: null,
  UserRegistered: null,
  RegistrationAbandoned: null,
  EmailVerificationRequested: 'verification',
  EmailVerified: null,
  PasswordResetRequested: 'reset',
  PasswordChanged: null,
  PasswordRehashed: null,
  UserInvited: 'invitation',
  InvitationAccepted: null,
  UserDeactivated: null,
  UserReactivated: null,
  UserErased: null,
  SecondFactorBegun: null,
  SecondFactorEnabled: null,
  SecondFactorUsed: null,
  RecoveryCodeUsed: null,
  SecondFactorRemoved: null,
};

/** Null when nobody is written to: most events, and everything imported. @throws CannotHandle when it says too little. */
export const letterDue = ({ type, data, correlationId }: Message): LetterDue | null => {
  const kind = Object.hasOwn(kindOf, type) ? kindOf[type as keyof typeof kindOf] : null;
  if (kind === null) return null;
  if (!isTold(data)) throw new CannotHandle(`this ${type} is not what the relay tells`);
  const { revision, position, imported, event } = data;
  if (imported) return null;
  const { userId } = event;
  const channel = 'email';
  const subject = 'appointmentId' in event ? [event.appointmentId, revision] : [event.requestId];
  const letterId = v5([...subject, kind, channel].join(' '), letters);
  const appointmentId = 'appointmentId' in event ? event.appointmentId : null;
  const requestId = 'requestId' in event ? event.requestId : null;
  const due = { letterId, revision, kind, channel, userId, position, correlationId, appointmentId, requestId, event };
  return due as LetterDue;
};

/** The namespace of letter ids. Changing it would send letters again. */
const letters = '0a8a4b5e-6d0f-5f0c-9b1c-0d4f5e1c7a11';

const isTold = (data: unknown): data is Told<AboutVisit | AboutAccount> => {
  const { revision, position, imported, event } = (data ?? {}) as { event?: Record<string, unknown> } & Record<
    string,
    unknown
  >;
  return (
    /^\d{1,19}$/.test(String(revision)) &&
    parsePosition(String(position)) !== null &&
    typeof imported === 'boolean' &&
    isUuid(event?.appointmentId ?? event?.requestId) &&
    isUuid(event?.userId)
  );
};
