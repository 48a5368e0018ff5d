import type { Cell } from '@careconnect/domain/day/cells.ts';
import type { AppointmentStatus, DoctorDayEvent } from '@careconnect/domain/day/events.ts';
import type { Action } from '@careconnect/domain/day/possible.ts';
import type { BookingPolicy, DoctorProfile, VisitType, Way, Window } from '@careconnect/domain/doctor/events.ts';
import type { Hours, ZoneFrom } from '@careconnect/domain/doctor/plan.ts';
import type { CalendarDate, Instant, Money, WallTime, Zone } from '@careconnect/domain/event.ts';
import type { Rating } from '@careconnect/domain/feedback/events.ts';
import type { AppointmentId, DoctorId, PatientId, PaymentId, SessionId, UserId } from '@careconnect/domain/ids.ts';
import type { Gender } from '@careconnect/domain/patient/events.ts';
import type { RefundReason } from '@careconnect/domain/payment/events.ts';
import type { Role } from '@careconnect/domain/user/events.ts';

/** A page of a list; `next` goes on behind its last item. */
export type Page<Item> = { items: Item[]; next: string | null };

/** Where in the log a command wrote; queries that name it show what it did. Opaque. */
export type Position = string;

export type SignedIn = {
  accessToken: string;
  expiresAt: Instant;
  sessionId: SessionId;
  user: { userId: UserId; role: Role; name: string };
};

/** Somewhere the account is signed in. From where is empty once the person has been erased. */
export type SignedInAt = {
  sessionId: SessionId;
  device: string | null;
  network: string | null;
  startedAt: Instant;
  usedAt: Instant;
  endsAt: Instant;
};

export type Doctor = Omit<DoctorProfile, 'languages' | 'gender' | 'ways'> & {
  doctorId: DoctorId;
  name: string;
  zone: Zone;
  languages: string[];
  gender: Gender | null;
  ways: Way[];
  /** Null until somebody has. */
  rated: { average: number; ratings: number } | null;
  /** The next start that can be booked, as far as the search knows. */
  nextFree: Instant | null;
};
export type DoctorDetails = Doctor & { visitTypes: VisitType[]; policy: BookingPolicy; windows: Window[] };
export type SpokenLanguage = { language: string; doctors: number };
export type Specialization = { specialization: string; doctors: number };

export type DaySlots = {
  date: CalendarDate;
  /** That of the doctor, unless the day keeps another. */
  zone: Zone;
  /** That the doctor observes. */
  holiday: string | null;
  slots: Cell[];
};
export type Slots = { zone: Zone; days: DaySlots[] };

/** The state that is shown, for whoever changes it as a whole. */
export type Tagged = { tag: string | null };

/** What a doctor has set, as it is valid today and as it is planned. */
export type DoctorsSchedule = Tagged & {
  doctorId: DoctorId;
  name: string;
  today: CalendarDate;
  zone: Zone;
  zones: ZoneFrom[];
  hours: Hours[];
  gridMinutes: number;
  visitTypes: VisitType[];
  policy: BookingPolicy;
  country: string | null;
  /** Of the year to come. */
  holidays: { date: CalendarDate; name: string; works: boolean }[];
};

/** Time that a doctor keeps free of visits, on one day or on several. */
export type BlockedTime = {
  id: string;
  is: 'absence' | 'block';
  firstDate: CalendarDate;
  lastDate: CalendarDate;
  days: number;
  from: WallTime;
  to: WallTime;
  reason: string | null;
};

/** Details are empty once the person has been erased. */
export type Patient = {
  patientId: PatientId;
  firstName: string | null;
  lastName: string | null;
  dateOfBirth: CalendarDate | null;
  gender: Gender | null;
};

export type Booked = {
  appointmentId: AppointmentId;
  doctorId: DoctorId;
  date: CalendarDate;
  time: WallTime;
  startsAt: Instant;
  endsAt: Instant;
  status: AppointmentStatus;
};

export type Appointment = Booked & {
  doctorName: string;
  specialization: string;
  address: string;
  patientId: PatientId;
  patientName: string | null;
  /** Null when it was booked before visit types were kept. */
  visitType: VisitType | null;
  zone: Zone;
  notes: string | null;
  /** While it waits for an answer or a payment: until when. */
  expiresAt: Instant | null;
  checkedInAt: Instant | null;
  /** What whoever asks may do with it now. */
  possible: Action[];
  /** Until when whoever asks may cancel; null when there is no end to it. */
  cancellable: { allowed: boolean; until: Instant | null };
  /** What would go back of what was paid in advance, were it cancelled now: by whom it is withdrawn. */
  refundable?: { patient: Money; clinic: Money };
  payment?: Payment;
  rated?: { rating: Rating; comments: string | null; at: Instant };
  cancelled?: { by: Canceller; at: Instant; reason: string | null; refundPercent: number | null };
};

export type PaymentState = 'OPEN' | 'FAILED' | 'WITHDRAWN' | 'COMPLETED' | 'REFUND_DUE' | 'REFUNDED';

/** What must be paid in advance; `appointmentId` is the visit that it pays for now. */
export type Payment = {
  paymentId: PaymentId;
  appointmentId: AppointmentId;
  amount: Money;
  state: PaymentState;
  requestedAt: Instant;
  payable: { allowed: boolean; until: Instant | null };
  paid?: { at: Instant; transactionId: string };
  refund?: Refund;
};

/** On its way until it is refunded; it may come back. */
export type Refund = {
  amount: Money;
  because: RefundReason | null;
  requestedAt: Instant | null;
  refundedAt: Instant | null;
  cameBackAt: Instant | null;
};

/** Who cancelled: somebody of a role, or a rule. */
export type Canceller = Role | 'POLICY';

export type DoctorsDay = { date: CalendarDate; zone: Zone; appointments: Appointment[] };

export type HistoryEntry = {
  type: DoctorDayEvent['type'];
  at: Instant;
  revision: number;
  by: { role: Role; name?: string } | { policy: true };
  reason?: string | null;
  recordedAt: Instant;
};
