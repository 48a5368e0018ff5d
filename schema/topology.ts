import type { DoctorDayEvent } from '@careconnect/domain/day/events.ts';
import type { PaymentEvent } from '@careconnect/domain/payment/events.ts';
import type { UserEvent } from '@careconnect/domain/user/events.ts';
import { queue, type Topology } from '@careconnect/platform/messaging/topology.ts';

type Hearer = 'notifier' | 'nobody';

/** Who hears of what happened: a new event of these kinds does not compile until somebody has decided here. */
const hearers: {
  doctorDay: Record<DoctorDayEvent['type'], Hearer>;
  payment: Record<PaymentEvent['type'], Hearer>;
  user: Record<UserEvent['type'], Hearer>;
} = {
  doctorDay: {
    AppointmentRequested: 'nobody',
    AppointmentAccepted: 'nobody',
    AppointmentConfirmed: 'notifier',
    AppointmentCancelled: 'notifier',
    AppointmentRejected: 'nobody',
    AppointmentExpired: 'nobody',
    AppointmentRescheduled: 'nobody',
    AppointmentMovedIn: 'nobody',
    AppointmentMovedOut: 'nobody',
    AppointmentMoveUndone: 'nobody',
    AppointmentStayed: 'nobody',
    PatientCheckedIn: 'nobody',
    AppointmentCompleted: 'nobody',
    PatientDidNotShow: 'nobody',
    AppointmentArchived: 'nobody',
    TimeBlocked: 'nobody',
    TimeUnblocked: 'nobody',
    ClaimForgone: 'nobody',
  },
  payment: {
    PaymentRequested: 'nobody',
    PaymentBegun: 'nobody',
    PaymentFailed: 'nobody',
    PaymentCompleted: 'nobody',
    PaymentWithdrawn: 'nobody',
    PaymentRefundRequested: 'nobody',
    PaymentRefunded: 'nobody',
  },
  user: {
    UserRegistered: 'nobody',
    RegistrationAbandoned: 'nobody',
    EmailVerificationRequested: 'notifier',
    EmailVerified: 'nobody',
    PasswordResetRequested: 'notifier',
    PasswordChanged: 'nobody',
    PasswordRehashed: 'nobody',
    UserInvited: 'notifier',
    InvitationAccepted: 'nobody',
    UserDeactivated: 'nobody',
    UserReactivated: 'nobody',
    UserErased: 'nobody',
    SecondFactorBegun: 'nobody',
    SecondFactorEnabled: 'nobody',
    SecondFactorUsed: 'nobody',
    RecoveryCodeUsed: 'nobody',
    SecondFactorRemoved: 'nobody',
  },
};

const heardBy = (who: Hearer): string[] =>
  Object.entries(hearers).flatMap(([category, types]) =>
    Object.entries(types).flatMap(([type, hearer]) => (hearer === who ? [`${category}.${type}`] : [])),
  );

/** What the notifier writes letters about. */
export const notifierQueue = queue('notifier', heardBy('notifier'));

/** The whole of the messaging on one page. What is in no list fails the relay: somebody has to decide about it. */
export const topology: Topology = {
  exchange: 'careconnect.events',
  queues: [notifierQueue],
  unheard: [
    ...heardBy('nobody'),
    ...['email.*', 'session.*', 'patient.*', 'doctor.*', 'patientVisits.*', 'feedback.*', 'imported.#'],
  ],
};
