import { assertNever } from '../assert-never.ts';
import type { BookingPolicy, VisitType } from '../doctor/events.ts';
import type { Schedule } from '../doctor/schedule.ts';
import type { Instant, Zone } from '../event.ts';
import { type AppointmentId, type BlockId, type ClaimId, type MoveId, paymentOf } from '../ids.ts';
import type {
  AppointmentAccepted,
  AppointmentConfirmed,
  AppointmentEvent,
  AppointmentMovedIn,
  AppointmentStatus,
  Block,
  DoctorDayEvent,
  Paying,
  Visit,
  When,
} from './events.ts';

export type Ending = 'cancelled' | 'rejected' | 'expired' | 'did-not-show';

/** The move that brought an appointment to this day, with all that is needed to finish or undo it. */
export type Arrival = Readonly<{
  moveId: MoveId;
  from: When;
  fromArrival: MoveId | null;
  status: AppointmentStatus;
  /** What this day knew of it from an earlier stay. */
  before: Appointment | null;
}>;

/** What the decisions need to know of an appointment: who, when, how far it has come, under which policy. */
export type Appointment = Readonly<{
  visit: Visit;
  status: AppointmentStatus;
  visitType: VisitType;
  policy: BookingPolicy;
  /** While it waits for an answer or a payment: until when. */
  expiresAt: Instant | null;
  /** What was asked to be paid in advance; null when nothing was. */
  payment: Paying | null;
  ended: Ending | null;
  checkedInAt: Instant | null;
  arrival: Arrival | null;
  /** Where it went, once it has left this day. */
  left: When | null;
  archived: boolean;
  /** Digest of what was asked. */
  asked: string;
}>;

export type DoctorDay = Readonly<{
  appointments: ReadonlyMap<AppointmentId, Appointment>;
  blocks: ReadonlyMap<BlockId, Block>;
  /** Claims of patients that were given up: what arrives late under one is refused. */
  forgone: ReadonlySet<ClaimId>;
  /** Moves by which an appointment has left this day, that did not come to it in the end, and that it was told failed. */
  released: ReadonlySet<MoveId>;
  undone: ReadonlySet<MoveId>;
  stayed: ReadonlySet<MoveId>;
}>;

export const emptyDay: DoctorDay = {
  appointments: new Map(),
  blocks: new Map(),
  forgone: new Set(),
  released: new Set(),
  undone: new Set(),
  stayed: new Set(),
};

export const evolveDay = (day: DoctorDay, event: DoctorDayEvent): DoctorDay => {
  switch (event.type) {
    case 'TimeBlocked': {
      const { reason: _reason, by: _by, blockedAt: _at, kept: _kept, ...block } = event.data;
      return { ...day, blocks: new Map(day.blocks).set(block.blockId, block) };
    }
    case 'TimeUnblocked': {
      const blocks = new Map(day.blocks);
      blocks.delete(event.data.blockId);
      return { ...day, blocks };
    }
    case 'ClaimForgone':
      return { ...day, forgone: new Set(day.forgone).add(event.data.claimId) };
    default:
      return evolveAppointment(day, event);
  }
};

const evolveAppointment = (day: DoctorDay, event: AppointmentEvent): DoctorDay => {
  const change = (changes: Partial<Appointment>) => amend(day, event.data.appointmentId, changes);
  switch (event.type) {
    case 'AppointmentRequested': {
      const { visitType, policy, expiresAt, asked } = event.data;
      return put(day, {
        ...beginning,
        visit: visitOf(event.data),
        status: 'REQUESTED',
        visitType,
        policy,
        expiresAt,
        asked,
      });
    }
    case 'AppointmentAccepted':
      return change({ status: 'PENDING', expiresAt: event.data.expiresAt, payment: askedBy(event) });
    case 'AppointmentConfirmed':
      return change({ status: 'CONFIRMED', expiresAt: null, ...paidBy(event) });
    case 'AppointmentRejected':
      return change({ ...cancelled, ended: 'rejected' });
    case 'AppointmentCancelled':
      return change({ ...cancelled, ended: 'cancelled' });
    case 'AppointmentExpired':
      return change({ ...cancelled, ended: 'expired' });
    case 'PatientDidNotShow':
      return change({ ...cancelled, ended: 'did-not-show' });
    case 'AppointmentRescheduled':
      return change({ visit: visitOf(event.data), expiresAt: event.data.expiresAt });
    case 'AppointmentMovedIn':
      return put(day, arrived(event, day.appointments.get(event.data.appointmentId) ?? null));
    case 'AppointmentMovedOut':
      return {
        ...change({ left: event.data.to }),
        released: new Set(day.released).add(event.data.moveId),
      };
    case 'AppointmentMoveUndone': {
      const { appointmentId, moveId } = event.data;
      return { ...asBefore(day, appointmentId), undone: new Set(day.undone).add(moveId) };
    }
    case 'AppointmentStayed':
      return { ...day, stayed: new Set(day.stayed).add(event.data.moveId) };
    case 'PatientCheckedIn':
      return change({ checkedInAt: event.data.checkedInAt });
    case 'AppointmentCompleted':
      return change({ status: 'COMPLETED' });
    case 'AppointmentArchived':
      return change({ archived: true });
    default:
      return assertNever(event);
  }
};

const beginning = {
  payment: null,
  ended: null,
  checkedInAt: null,
  arrival: null,
  left: null,
  archived: false,
} as const;
const cancelled = { status: 'CANCELLED', expiresAt: null } as const;

const askedBy = ({ data: { appointmentId, toPay } }: AppointmentAccepted): Paying | null =>
  toPay && { paymentId: paymentOf(appointmentId), paid: false };

const paidBy = ({ data: { paymentId } }: AppointmentConfirmed): Partial<Appointment> =>
  paymentId ? { payment: { paymentId, paid: true } } : {};

const arrived = ({ data }: AppointmentMovedIn, before: Appointment | null): Appointment => {
  const { visitType, policy, expiresAt, payment, asked, status, moveId, from, fromArrival } = data;
  const arrival = { moveId, from, fromArrival, status, before };
  return { ...beginning, visit: visitOf(data), status, visitType, policy, expiresAt, payment, asked, arrival };
};

export const visitOf = (visit: Visit): Visit => {
  const { appointmentId, doctorId, patientId, userId, date, time, zone, startsAt, endsAt, claimId } = visit;
  return { appointmentId, doctorId, patientId, userId, date, time, zone, startsAt, endsAt, claimId };
};

export const whenOf = ({ doctorId, date, time, zone, startsAt, endsAt }: When): When => ({
  doctorId,
  date,
  time,
  zone,
  startsAt,
  endsAt,
});

const put = (day: DoctorDay, appointment: Appointment): DoctorDay => ({
  ...day,
  appointments: new Map(day.appointments).set(appointment.visit.appointmentId, appointment),
});

const amend = (day: DoctorDay, id: AppointmentId, changes: Partial<Appointment>): DoctorDay => {
  const appointment = day.appointments.get(id);
  return appointment ? put(day, { ...appointment, ...changes }) : day;
};

/** A day that an appointment had left before knows again where it went. */
const asBefore = (day: DoctorDay, id: AppointmentId): DoctorDay => {
  const before = day.appointments.get(id)?.arrival?.before;
  if (before) return put(day, before);
  const appointments = new Map(day.appointments);
  appointments.delete(id);
  return { ...day, appointments };
};

type Standing = { status: AppointmentStatus; left?: When | null };

/** REQUESTED and PENDING hold the slot as CONFIRMED does; only a cancelled visit gives it back, and one that has left. */
export const holdsItsSlot = ({ status, left = null }: Standing): boolean => status !== 'CANCELLED' && left === null;

/** A day knows its zone by what lies on it: a doctor may have moved to another since (docs/adr/0020). */
export const keptZone = ({ appointments, blocks }: DoctorDay): Zone | null => {
  for (const appointment of appointments.values()) if (holdsItsSlot(appointment)) return appointment.visit.zone;
  for (const { zone } of blocks.values()) return zone;
  return null;
};

/** The doctor's schedule, as this day goes by it. */
export const asOf = (day: DoctorDay, schedule: Schedule): Schedule => {
  const zone = keptZone(day) ?? schedule.zone;
  return zone === schedule.zone ? schedule : { ...schedule, zone };
};
