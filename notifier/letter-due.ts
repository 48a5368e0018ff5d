import type { BackupEvent } from '@careconnect/domain/backup/events.ts';
import type { DoctorDayEvent } from '@careconnect/domain/day/events.ts';
import { isUuid } from '@careconnect/domain/ids.ts';
import type { PaymentEvent } from '@careconnect/domain/payment/events.ts';
import type { SessionEvent } from '@careconnect/domain/session/events.ts';
import type { UserEvent } from '@careconnect/domain/user/events.ts';
import { parsePosition } from '@careconnect/platform/event-store/position.ts';
import { CannotHandle, type Message } from '@careconnect/platform/messaging/message-bus.ts';
import type { Told } from '@careconnect/schema/messages.ts';
import { v5 } from 'uuid';
import type { Kind } from './letters/letter.ts';

export type Channel = 'email' | 'sms';

/** A letter there is reason for, before anybody knows what it will say. */
export type LetterDue = Readonly<{
  letterId: string;
  kind: Kind;
  channel: Channel;
  /** The account that is written to. */
  userId: string;
  /** Either an appointment, */
  appointmentId: string | null;
  /** or something of an account: a request of theirs, a sign-in, a day, a backup that somebody must look at. */
  requestId: string | null;
  /** Of the event that is the reason. */
  stream: string;
  revision: string;
  position: string;
  /** Of a reminder: how long before the visit. */
  offsetMinutes: number | null;
  /** What the event said: whose visit, when, by whom. Nothing personal. */
  event: Readonly<Record<string, unknown>>;
  correlationId: string;
}>;

type HeardEvent = DoctorDayEvent | PaymentEvent | UserEvent | SessionEvent | BackupEvent;
type Saying<T extends HeardEvent['type']> = Told<T>['event'];
type Plan = Readonly<{ kind: Kind; to: string; appointmentId?: string; requestId?: string }>;

type AboutVisit = Readonly<{ appointmentId: string; userId: string; doctorId: string }>;
type Asked = Readonly<{ userId: string; requestId: string }>;

const toPatient = (kind: Kind, { appointmentId, userId }: AboutVisit): Plan => ({ kind, to: userId, appointmentId });
const toDoctor = (kind: Kind, { appointmentId, doctorId }: AboutVisit): Plan => ({ kind, to: doctorId, appointmentId });
const toAccount = (kind: Kind, { userId, requestId }: Asked): Plan => ({ kind, to: userId, requestId });
const toAdmins = (admins: readonly string[], requestId: string): Plan[] =>
  admins.map((to) => ({ kind: 'backup-alert', to, requestId }));
const welcome = ({ userId }: { userId: string }): Plan[] => [{ kind: 'welcome', to: userId, requestId: userId }];

/**
 * What is written about, and to whom: a new event does not compile until somebody has decided here. Steps that follow at
 * once from the one before are told by the last of them alone.
 */
const plans: {
  readonly [T in HeardEvent['type']]: ((event: Saying<T>, admins: readonly string[]) => readonly Plan[]) | null;
} = {
  AppointmentRequested: (event) =>
    event.expiresAt === null ? [] : [toPatient('request', event), toDoctor('doctor-request', event)],
  AppointmentAccepted: (event) => (event.expiresAt === null ? [] : [toPatient('acceptance', event)]),
  AppointmentConfirmed: (event) => [toPatient('confirmation', event)],
  AppointmentRejected: (event) => [toPatient('rejection', event)],
  AppointmentCancelled: (event) => [
    toPatient('cancellation', event),
    ...('userId' in event.by && String(event.by.userId) === String(event.doctorId)
      ? []
      : [toDoctor('doctor-cancellation', event)]),
  ],
  AppointmentExpired: (event) => [toPatient('expiry', event)],
  AppointmentRescheduled: (event) => [toPatient('rescheduling', event)],
  // Only now it is sure that the move takes place.
  AppointmentMovedOut: (event) => [toPatient('rescheduling', event)],
  AppointmentCompleted: (event) => [toPatient('rating', event)],
  AppointmentMovedIn: null,
  AppointmentMoveUndone: null,
  AppointmentStayed: null,
  PatientCheckedIn: null,
  PatientDidNotShow: null,
  AppointmentArchived: null,
  TimeBlocked: null,
  TimeUnblocked: null,
  ClaimForgone: null,
  PaymentRequested: null,
  PaymentBegun: null,
  PaymentFailed: (event) => [toPatient('payment-failure', event)],
  PaymentCompleted: (event) => [toPatient('receipt', event)],
  PaymentWithdrawn: null,
  PaymentRefundRequested: null,
  PaymentRefundBegun: null,
  PaymentRefundRefused: null,
  PaymentRefunded: (event) => [toPatient('refund', event)],
  PaymentRefundFailed: null,
  UserRegistered: null,
  RegistrationAbandoned: null,
  EmailVerificationRequested: (event) => [toAccount('verification', event)],
  EmailVerified: welcome,
  PasswordResetRequested: (event) => [toAccount('reset', event)],
  PasswordChanged: null,
  PasswordRehashed: null,
  UserInvited: (event) => [toAccount('invitation', event)],
  InvitationAccepted: welcome,
  UserDeactivated: null,
  UserReactivated: null,
  UserErased: null,
  LetterPreferencesSet: null,
  CalendarFeedMade: null,
  CalendarFeedRevoked: null,
  SecondFactorBegun: null,
  SecondFactorEnabled: null,
  SecondFactorUsed: null,
  RecoveryCodeUsed: null,
  SecondFactorRemoved: null,
  SessionStarted: ({ userId, sessionId }) => [toAccount('sign-in', { userId, requestId: sessionId })],
  SessionRefreshed: null,
  SessionEnded: null,
  BackupStarted: null,
  BackupSucceeded: null,
  BackupFailed: ({ backupId }, admins) => toAdmins(admins, backupId),
  BackupDrilled: ({ drillId, differences }, admins) => (differences.length === 0 ? [] : toAdmins(admins, drillId)),
};

/** Whether every admin is written to. */
export const isForAdmins = ({ type }: Pick<Message, 'type'>): boolean =>
  type === 'BackupFailed' || type === 'BackupDrilled';

/** Nothing for most events, and for everything imported. @throws CannotHandle when it says too little. */
export const lettersDue = (
  { type, subject, data, correlationId }: Message,
  admins: readonly string[] = [],
): readonly LetterDue[] => {
  const plan = Object.hasOwn(plans, type) ? plans[type as keyof typeof plans] : null;
  if (plan === null) return [];
  if (!isTold(data)) throw new CannotHandle(`this ${type} is not what the relay tells`);
  const { revision, position, imported, event } = data;
  if (imported) return [];
  return (plan as (event: unknown, admins: readonly string[]) => readonly Plan[])(event, admins).map((planned) =>
    namedLetter({ ...planned, stream: subject, revision, position, event: event as LetterDue['event'], correlationId }),
  );
};

/** Which letter an admin wants to be sent again. @throws CannotHandle when it says too little. */
export const letterWantedAgain = ({ type, data }: Message): string | null => {
  if (type !== 'LetterResendRequested') return null;
  const { letterId } = (data as Partial<Told<typeof type>>).event ?? {};
  if (!isUuid(letterId)) throw new CannotHandle(`this ${type} is not what the relay tells`);
  return letterId;
};

type Unnamed = Plan &
  Pick<LetterDue, 'stream' | 'revision' | 'position' | 'event' | 'correlationId'> & {
    channel?: Channel;
    offsetMinutes?: number;
  };

/** Its id is made of what it is about: the same letter, asked for again, is the same. */
export const namedLetter = (letter: Unnamed): LetterDue => {
  const { kind, to, appointmentId = null, requestId = null, stream, revision, channel = 'email', ...rest } = letter;
  const { offsetMinutes = null } = letter;
  const wait = offsetMinutes === null ? [] : [letter.event.startsAt, offsetMinutes];
  const reason = requestId ?? [appointmentId, stream, revision, ...wait].join(' ');
  const letterId = v5([reason, kind, to, channel].join(' '), letters);
  return { ...rest, letterId, kind, channel, userId: to, appointmentId, requestId, stream, revision, offsetMinutes };
};

/** The namespace of letter ids. Changing it would send letters again. */
const letters = '0a8a4b5e-6d0f-5f0c-9b1c-0d4f5e1c7a11';

const isTold = (data: unknown): data is Told<HeardEvent['type']> => {
  const { revision, position, imported, event } = (data ?? {}) as { event?: Record<string, unknown> } & Record<
    string,
    unknown
  >;
  return (
    /^\d{1,19}$/.test(String(revision)) &&
    parsePosition(String(position)) !== null &&
    typeof imported === 'boolean' &&
    isUuid(event?.userId ?? event?.backupId) &&
    ['appointmentId', 'requestId', 'sessionId'].every((name) => event?.[name] === undefined || isUuid(event[name]))
  );
};
