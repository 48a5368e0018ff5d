import type { BackupEvent } from '@careconnect/domain/backup/events.ts';
import type { DoctorDayEvent } from '@careconnect/domain/day/events.ts';
import type { LetterEvent } from '@careconnect/domain/letter/events.ts';
import type { PaymentEvent } from '@careconnect/domain/payment/events.ts';
import type { SessionEvent } from '@careconnect/domain/session/events.ts';
import type { UserEvent } from '@careconnect/domain/user/events.ts';
import { queue, type Topology } from '@careconnect/platform/messaging/topology.ts';

type Hearer = 'notifier' | 'archiver' | 'nobody';

/** Who hears of what happened: a new event of these kinds does not compile until somebody has decided here. */
const hearers: {
  doctorDay: Record<DoctorDayEvent['type'], Hearer>;
  payment: Record<PaymentEvent['type'], Hearer>;
  user: Record<UserEvent['type'], Hearer>;
  session: Record<SessionEvent['type'], Hearer>;
  backup: Record<BackupEvent['type'], Hearer>;
  letter: Record<LetterEvent['type'], Hearer>;
} = {
  backup: {
    BackupStarted: 'archiver',
    BackupSucceeded: 'nobody',
    BackupFailed: 'notifier',
    BackupDrilled: 'notifier',
  },
  doctorDay: {
    AppointmentRequested: 'notifier',
    AppointmentAccepted: 'notifier',
    AppointmentConfirmed: 'notifier',
    AppointmentCancelled: 'notifier',
    AppointmentRejected: 'notifier',
    AppointmentExpired: 'notifier',
    AppointmentRescheduled: 'notifier',
    AppointmentMovedIn: 'nobody',
    AppointmentMovedOut: 'notifier',
    AppointmentMoveUndone: 'nobody',
    AppointmentStayed: 'notifier',
    PatientCheckedIn: 'nobody',
    AppointmentCompleted: 'notifier',
    PatientDidNotShow: 'nobody',
    AppointmentArchived: 'nobody',
    TimeBlocked: 'nobody',
    TimeUnblocked: 'nobody',
    ClaimForgone: 'nobody',
  },
  payment: {
    PaymentRequested: 'nobody',
    PaymentBegun: 'nobody',
    PaymentFailed: 'notifier',
    PaymentCompleted: 'notifier',
    PaymentWithdrawn: 'nobody',
    PaymentRefundRequested: 'nobody',
    PaymentRefundBegun: 'nobody',
    PaymentRefundRefused: 'nobody',
    PaymentRefunded: 'notifier',
    PaymentRefundFailed: 'nobody',
  },
  user: {
    UserRegistered: 'nobody',
    RegistrationAbandoned: 'nobody',
    EmailVerificationRequested: 'notifier',
    EmailVerified: 'notifier',
    PasswordResetRequested: 'notifier',
    PasswordChanged: 'nobody',
    PasswordRehashed: 'nobody',
    UserInvited: 'notifier',
    InvitationAccepted: 'notifier',
    UserDeactivated: 'nobody',
    UserReactivated: 'nobody',
    UserErased: 'nobody',
    LetterPreferencesSet: 'notifier',
    CalendarFeedMade: 'nobody',
    CalendarFeedRevoked: 'nobody',
    SecondFactorBegun: 'nobody',
    SecondFactorEnabled: 'nobody',
    SecondFactorUsed: 'nobody',
    RecoveryCodeUsed: 'nobody',
    SecondFactorRemoved: 'nobody',
  },
  letter: { LetterResendRequested: 'notifier' },
  session: { SessionStarted: 'notifier', SessionRefreshed: 'nobody', SessionEnded: 'nobody' },
};

const heardBy = (who: Hearer): string[] =>
  Object.entries(hearers).flatMap(([category, types]) =>
    Object.entries(types).flatMap(([type, hearer]) => (hearer === who ? [`${category}.${type}`] : [])),
  );

/** What the notifier writes letters about. */
export const notifierQueue = queue('notifier', heardBy('notifier'));

/** What the archiver begins to work upon: backups, and erasures, for its copy of the keys must not hold what was destroyed. */
export const archiverQueue = queue('archiver', [
  ...heardBy('archiver'),
  'patient.PatientErased',
  'email.EmailForgotten',
]);

/** The whole of the messaging on one page. What is in no list fails the relay: somebody has to decide about it. */
export const topology: Topology = {
  exchange: 'careconnect.events',
  queues: [notifierQueue, archiverQueue],
  unheard: [
    ...heardBy('nobody'),
    ...['email.*', 'patient.*', 'doctor.*', 'patientVisits.*', 'feedback.*', 'imported.#'],
  ],
};
