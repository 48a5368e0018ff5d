import type { BookingPolicy, VisitType } from '../doctor/events.ts';
import type { CalendarDate, Event, Instant, Money, Personal, WallTime, Zone } from '../event.ts';
import type {
  AbsenceId,
  AppointmentId,
  BlockId,
  ClaimId,
  DoctorId,
  MoveId,
  PatientId,
  PaymentId,
  UserId,
} from '../ids.ts';
import type { Role } from '../user/events.ts';

/** Who is treated by whom, when: in every event of an appointment, so that no reader has to look it up. */
export type Visit = Readonly<{
  appointmentId: AppointmentId;
  doctorId: DoctorId;
  patientId: PatientId;
  /** The account that looks after the patient. */
  userId: UserId;
  /** The doctor's day and wall time, in the doctor's zone. */
  date: CalendarDate;
  time: WallTime;
  zone: Zone;
  startsAt: Instant;
  endsAt: Instant;
  /** By which the patient's own stream keeps this time free of other visits; null for bookings older than such claims. */
  claimId: ClaimId | null;
}>;

/** A visit's place in time, without whose it is. */
export type When = Pick<Visit, 'doctorId' | 'date' | 'time' | 'zone' | 'startsAt' | 'endsAt'>;

export type By = Readonly<{ userId: UserId; role: Role } | { policy: true }>;

export type AppointmentRequested = Event<
  'AppointmentRequested',
  Visit & {
    visitType: VisitType;
    /** The policy in force: a later change never alters this booking. */
    policy: BookingPolicy;
    notes: Personal<string>;
    by: By;
    requestedAt: Instant;
    /** Until when the doctor may answer; null when the policy answers at once. */
    expiresAt: Instant | null;
    /** Staff set the rules aside, and said why. */
    overridden: boolean;
    overrideReason: Personal<string>;
    /** What was asked, as a digest: the same id asked again with other content is noticed. */
    asked: string;
  }
>;
export type AppointmentAccepted = Event<
  'AppointmentAccepted',
  Visit & {
    by: By;
    acceptedAt: Instant /** Until when it must be paid; null when it is confirmed at once. */;
    expiresAt: Instant | null;
    /** What must be paid before it is confirmed; null when nothing has to be. */
    toPay: Money | null;
  }
>;
export type AppointmentConfirmed = Event<
  'AppointmentConfirmed',
  Visit & {
    by: By /** What was paid in advance; null when nothing was. */;
    paymentId: PaymentId | null;
    confirmedAt: Instant;
  }
>;

export type AppointmentRejected = Event<
  'AppointmentRejected',
  Visit & { by: By; reason: Personal<string>; rejectedAt: Instant }
>;
export type AppointmentCancelled = Event<
  'AppointmentCancelled',
  Visit & {
    by: By;
    /** In the words of whoever cancelled: about the patient, so it is theirs. */
    reason: Personal<string>;
    /** Of what was paid. */
    refundPercent: number;
    /** What was asked for it in advance; null when nothing was. */
    paymentId: PaymentId | null;
    cancelledAt: Instant;
  }
>;
export type AppointmentExpired = Event<
  'AppointmentExpired',
  Visit & { because: 'unanswered' | 'unpaid'; by: By; expiredAt: Instant }
>;

/** The payment that was asked for an appointment, and whether it was what confirmed it. */
export type Paying = Readonly<{ paymentId: PaymentId; paid: boolean }>;

/** Another time on the same day. */
export type AppointmentRescheduled = Event<
  'AppointmentRescheduled',
  Visit & {
    from: Pick<Visit, 'time' | 'startsAt' | 'endsAt' | 'claimId'>;
    status: AppointmentStatus;
    expiresAt: Instant | null;
    by: By;
    overridden: boolean;
    overrideReason: Personal<string>;
    rescheduledAt: Instant;
  }
>;

/** Claims its time on another day, for an appointment that the day it comes from still holds. */
export type AppointmentMovedIn = Event<
  'AppointmentMovedIn',
  Visit & {
    moveId: MoveId;
    from: When;
    /** How the appointment had come to the day it leaves; tells its stays there apart. */
    fromArrival: MoveId | null;
    status: AppointmentStatus;
    visitType: VisitType;
    policy: BookingPolicy;
    expiresAt: Instant | null;
    payment: Paying | null;
    by: By;
    overridden: boolean;
    overrideReason: Personal<string>;
    asked: string;
    movedAt: Instant;
  }
>;
/** Gives back its time on the day it leaves: from here on the appointment is at `to` alone. */
export type AppointmentMovedOut = Event<
  'AppointmentMovedOut',
  Visit & { moveId: MoveId; to: When; by: By; movedAt: Instant }
>;
/** The day it was to come to gives the claimed time back, for the day it should leave would not let it go. */
export type AppointmentMoveUndone = Event<
  'AppointmentMoveUndone',
  Visit & { moveId: MoveId; by: By; undoneAt: Instant }
>;
/** The day it should have left says how the appointment stands: nothing of the move is left. */
export type AppointmentStayed = Event<
  'AppointmentStayed',
  Visit & {
    moveId: MoveId;
    status: AppointmentStatus;
    visitType: VisitType;
    expiresAt: Instant | null;
    by: By;
    stayedAt: Instant;
  }
>;

export type PatientCheckedIn = Event<'PatientCheckedIn', Visit & { by: By; checkedInAt: Instant }>;
export type AppointmentCompleted = Event<
  'AppointmentCompleted',
  Visit & { by: By /** Of the doctor. */; doctorNotes: Personal<string>; completedAt: Instant }
>;
export type PatientDidNotShow = Event<
  'PatientDidNotShow',
  Visit & { by: By; refundPercent: number; paymentId: PaymentId | null; notedAt: Instant }
>;

/** Closed long ago: it leaves the lists of every day for the archive. */
export type AppointmentArchived = Event<
  'AppointmentArchived',
  Visit & { status: 'COMPLETED' | 'CANCELLED'; by: By; archivedAt: Instant }
>;

export type AppointmentEvent =
  | AppointmentRequested
  | AppointmentAccepted
  | AppointmentConfirmed
  | AppointmentRejected
  | AppointmentCancelled
  | AppointmentExpired
  | AppointmentRescheduled
  | AppointmentMovedIn
  | AppointmentMovedOut
  | AppointmentMoveUndone
  | AppointmentStayed
  | PatientCheckedIn
  | AppointmentCompleted
  | PatientDidNotShow
  | AppointmentArchived;

/** Time that the doctor keeps free of visits: leave, a congress, a broken device. */
export type Block = Readonly<{
  blockId: BlockId;
  doctorId: DoctorId;
  date: CalendarDate;
  from: WallTime;
  to: WallTime;
  zone: Zone;
  startsAt: Instant;
  endsAt: Instant;
  /** Of several days, of which this is one. */
  absenceId?: AbsenceId;
}>;

export type TimeBlocked = Event<
  'TimeBlocked',
  Block & {
    reason: Personal<string>;
    by: By;
    blockedAt: Instant /** Appointments that take place all the same. */;
    kept: readonly AppointmentId[];
  }
>;
export type TimeUnblocked = Event<'TimeUnblocked', Block & { by: By; unblockedAt: Instant }>;

/** Whoever made this claim came to nothing; should it still arrive, it is refused (docs/adr/0012). */
export type ClaimForgone = Event<
  'ClaimForgone',
  {
    claimId: ClaimId;
    appointmentId: AppointmentId;
    patientId: PatientId;
    doctorId: DoctorId;
    date: CalendarDate;
    by: By;
    forgoneAt: Instant;
  }
>;

export type DoctorDayEvent = AppointmentEvent | TimeBlocked | TimeUnblocked | ClaimForgone;

/** Documented statuses (seed report 5.3). */
export const statuses = ['REQUESTED', 'PENDING', 'CONFIRMED', 'COMPLETED', 'CANCELLED'] as const;
export type AppointmentStatus = (typeof statuses)[number];
