import { assertNever } from '../assert-never.ts';
import type {
  AppointmentAccepted,
  AppointmentCancelled,
  AppointmentConfirmed,
  AppointmentEvent,
  AppointmentMovedIn,
  DoctorDayEvent,
  Visit,
} from '../day/events.ts';
import type { Instant } from '../event.ts';
import { type ClaimId, type PatientId, type PaymentId, paymentOf } from '../ids.ts';
import type { PatientVisitsEvent } from '../patient-visits/events.ts';
import type { Debt, PaymentEvent, RefundReason } from '../payment/events.ts';
import { debtOf } from '../payment/state.ts';
import { instantOf, millisecondsOf } from '../time/wall.ts';
import type { UserErased, UserEvent } from '../user/events.ts';
import type { Task } from './task.ts';

/** What the processes listen to. */
export type Heard = DoctorDayEvent | PatientVisitsEvent | UserEvent | PaymentEvent;

/** What follows from an event. Each is quiet when repeated, and decided again by whom it concerns. */
export type Reaction =
  | Readonly<{ is: 'FinishMove'; move: AppointmentMovedIn['data'] }>
  | Readonly<{ is: 'FinishErasure'; erased: UserErased['data'] }>
  | Readonly<{ is: 'ReleaseVisit'; patientId: PatientId; claimId: ClaimId }>
  | Readonly<{ is: 'RequestPayment'; debt: Debt; dueAt: Instant }>
  | Readonly<{ is: 'WithdrawPayment'; paymentId: PaymentId }>
  | Readonly<{ is: 'SettlePayment'; paymentId: PaymentId; refundPercent: number; because: RefundReason }>
  | Readonly<{ is: 'HonourPayment'; debt: Debt }>
  | Readonly<{ is: 'Later'; at: Instant; task: Task }>;

/** After this long, whoever claimed a patient's time will not come back for it. */
export const patienceWithClaims = 60_000;

/** After this long, whoever closed a patient's visits to erase them has died. */
export const patienceWithClosings = 60_000;

/** Thinks, and acts not: which commands an event calls for, and when. */
export const react = (event: Heard): readonly Reaction[] => {
  switch (event.type) {
    case 'AppointmentRequested':
      return expiry(event.data, event.data.expiresAt);
    case 'AppointmentAccepted':
      return [...expiry(event.data, event.data.expiresAt), ...asked(event)];
    case 'AppointmentConfirmed':
      return paidByHand(event);
    case 'AppointmentRescheduled':
      return [...released(event.data, event.data.from.claimId), ...expiry(event.data, event.data.expiresAt)];
    case 'AppointmentMovedIn':
      return [{ is: 'FinishMove', move: event.data }, ...expiry(event.data, event.data.expiresAt)];
    case 'AppointmentCancelled':
      return [...released(event.data, event.data.claimId), ...settled(event.data, 'cancelled')];
    case 'PatientDidNotShow':
      return [...released(event.data, event.data.claimId), ...settled(event.data, 'did-not-show')];
    case 'AppointmentRejected':
    case 'AppointmentExpired':
    case 'AppointmentMovedOut':
    case 'AppointmentMoveUndone':
    case 'AppointmentCompleted':
      return released(event.data, event.data.claimId);
    case 'VisitClaimed': {
      const { claimedAt, ...claim } = event.data;
      const at = instantOf(millisecondsOf(claimedAt) + patienceWithClaims);
      return [{ is: 'Later', at, task: { is: 'SettleClaim', claim } }];
    }
    case 'UserErased':
      return [{ is: 'FinishErasure', erased: event.data }];
    case 'VisitsClosed': {
      const { patientId, closedAt } = event.data;
      const at = instantOf(millisecondsOf(closedAt) + patienceWithClosings);
      return [{ is: 'Later', at, task: { is: 'SettleClosing', patientId } }];
    }
    case 'PaymentCompleted':
      return [{ is: 'HonourPayment', debt: debtOf(event.data) }];
    case 'PaymentRefundRequested': {
      const { paymentId, requestedAt: at } = event.data;
      return [{ is: 'Later', at, task: { is: 'SendRefund', paymentId } }];
    }
    case 'PaymentWithdrawn': {
      const { paymentId, reference, withdrawnAt: at } = event.data;
      return reference === null ? [] : [{ is: 'Later', at, task: { is: 'ClosePage', paymentId, reference } }];
    }
    case 'PaymentRequested':
    case 'PaymentBegun':
    case 'PaymentFailed':
    case 'PaymentRefundBegun':
    case 'PaymentRefundRefused':
    case 'PaymentRefunded':
    case 'PaymentRefundFailed':
    case 'AppointmentStayed':
    case 'PatientCheckedIn':
    case 'AppointmentArchived':
    case 'TimeBlocked':
    case 'TimeUnblocked':
    case 'ClaimForgone':
    case 'VisitReleased':
    case 'VisitsReopened':
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
    case 'CalendarFeedMade':
    case 'CalendarFeedRevoked':
    case 'SecondFactorBegun':
    case 'SecondFactorEnabled':
    case 'SecondFactorUsed':
    case 'LetterPreferencesSet':
    case 'RecoveryCodeUsed':
    case 'SecondFactorRemoved':
      return [];
    default:
      return assertNever(event);
  }
};

const released = ({ patientId }: Visit, claimId: ClaimId | null): Reaction[] =>
  claimId === null ? [] : [{ is: 'ReleaseVisit', patientId, claimId }];

const expiry = ({ appointmentId, doctorId, date }: Visit, expiresAt: Instant | null): Reaction[] =>
  expiresAt === null
    ? []
    : [{ is: 'Later', at: expiresAt, task: { is: 'ExpireAppointment', appointmentId, doctorId, date } }];

/** What has to be paid is asked for as soon as it is accepted, under an id that follows from the appointment's. */
const asked = ({ data }: AppointmentAccepted): Reaction[] => {
  const { appointmentId, doctorId, patientId, userId, date, toPay: amount, expiresAt, startsAt } = data;
  if (amount === null) return [];
  const debt = { paymentId: paymentOf(appointmentId), appointmentId, doctorId, patientId, userId, date, amount };
  return [{ is: 'RequestPayment', debt, dueAt: expiresAt ?? startsAt }];
};

/** Staff say that it is paid: nobody shall pay it again. */
const paidByHand = ({ data: { appointmentId, by } }: AppointmentConfirmed): Reaction[] =>
  'role' in by ? [{ is: 'WithdrawPayment', paymentId: paymentOf(appointmentId) }] : [];

type Ended = Pick<AppointmentCancelled['data'], 'paymentId' | 'refundPercent'>;

const settled = ({ paymentId, refundPercent }: Ended, because: RefundReason): Reaction[] =>
  paymentId === null ? [] : [{ is: 'SettlePayment', paymentId, refundPercent, because }];

/** The claims that an appointment has come to rest on: nobody has to look after them any more. */
export const claimsKeptBy = (events: readonly Heard[]): ReadonlySet<ClaimId> =>
  new Set(events.flatMap((event) => (restingTypes.has(event.type) ? claimIn(event as AppointmentEvent) : [])));

const restingTypes = new Set<Heard['type']>(['AppointmentRequested', 'AppointmentRescheduled', 'AppointmentMovedIn']);
const claimIn = ({ data }: AppointmentEvent): ClaimId[] => (data.claimId === null ? [] : [data.claimId]);
