import { accept } from '../day/answer.ts';
import { type BookVisit, book } from '../day/book.ts';
import type { AppointmentCancelled, By, DoctorDayEvent, Visit } from '../day/events.ts';
import { emptyDay, evolveDay } from '../day/state.ts';
import type { VisitType } from '../doctor/events.ts';
import { defaultPolicy, noBuffers, type Schedule } from '../doctor/schedule.ts';
import {
  appointmentId,
  blockId,
  claimId,
  doctorId,
  moveId,
  type PaymentId,
  patientId,
  userId,
  visitTypeId,
} from '../ids.ts';

const uuid = (n: number): string => `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;

/** The same number gives the same id, and every kind of id has numbers of its own. */
export const user = (n = 1) => userId(uuid(0x100000 + n));
export const patient = (n = 1) => patientId(uuid(0x200000 + n));
export const appointment = (n = 1) => appointmentId(uuid(0x300000 + n));
export const ana = doctorId(uuid(0x400001));
export const ben = doctorId(uuid(0x400002));
export const claim = (n = 1) => claimId(uuid(0x600000 + n));
export const move = (n = 1) => moveId(uuid(0x700000 + n));
export const block = (n = 1) => blockId(uuid(0x800000 + n));

export const consultation: VisitType = {
  visitTypeId: visitTypeId(uuid(0x500001)),
  name: 'Consultation',
  minutes: 30,
  ...noBuffers,
  fee: { amount: '120.00', currency: 'BRL' },
};
export const longVisit: VisitType = {
  visitTypeId: visitTypeId(uuid(0x500002)),
  name: 'First visit',
  minutes: 50,
  ...noBuffers,
  fee: { amount: '200.00', currency: 'BRL' },
};

/** Tuesdays 09:00-12:00 and 13:00-15:00 in Sao Paulo (UTC-3 all year), every 30 minutes. */
export const schedule: Schedule = {
  doctorId: ana,
  zone: 'America/Sao_Paulo',
  windows: [
    { weekday: 2, from: '09:00', to: '12:00' },
    { weekday: 2, from: '13:00', to: '15:00' },
  ],
  gridMinutes: 30,
  visitTypes: [consultation, longVisit],
  policy: { ...defaultPolicy, minimumNoticeMinutes: 60, maximumDaysAhead: 60 },
};

export const tuesday = '2026-11-24';
export const daysBefore = '2026-11-20T12:00:00.000Z';

export const asPatient = (n = 1) => ({ userId: user(n), role: 'PATIENT' }) as const;
export const asDoctor = { userId: userId(ana), role: 'DOCTOR' } as const;
export const asAdmin = { userId: user(99), role: 'ADMIN' } as const;
export const asAuditor = { userId: user(98), role: 'AUDITOR' } as const;

/** Patient n asks for 09:30 on Tuesday, four days before. */
export const booking = (n = 1, changes: Partial<BookVisit> = {}): BookVisit => ({
  is: 'BookVisit',
  appointmentId: appointment(n),
  patient: { patientId: patient(n), userId: user(n) },
  schedule,
  date: tuesday,
  visitTypeId: consultation.visitTypeId,
  startsAt: '2026-11-24T12:30:00.000Z',
  notes: null,
  by: asPatient(n),
  at: daysBefore,
  asked: `what ${n} asked`,
  claimId: claim(n),
  override: null,
  ...changes,
});

export const visit = (n = 1, changes: Partial<Visit> = {}): Visit => ({
  appointmentId: appointment(n),
  doctorId: ana,
  patientId: patient(n),
  userId: user(n),
  date: tuesday,
  time: '09:30',
  zone: 'America/Sao_Paulo',
  startsAt: '2026-11-24T12:30:00.000Z',
  endsAt: '2026-11-24T13:00:00.000Z',
  claimId: claim(n),
  ...changes,
});

/** A policy under which a booking comes as far as this, and then waits. */
export const waitingFor = {
  requested: { acceptance: 'manual' },
  accepted: { acceptance: 'manual', payment: 'in-advance' },
  confirmed: {},
} as const;

/** The events of one booking, from its request to `upTo`; what waits does so under a policy that makes it wait. */
export const booked = (n = 1, upTo: 'requested' | 'accepted' | 'confirmed' = 'confirmed'): DoctorDayEvent[] => {
  const policy = { ...schedule.policy, ...waitingFor[upTo] };
  const requested = book(booking(n, { schedule: { ...schedule, policy } }), emptyDay);
  const accepting = { is: 'AcceptAppointment', appointmentId: appointment(n), by: asDoctor, at: daysBefore } as const;
  return upTo === 'accepted' ? [...requested, ...accept(accepting, requested.reduce(evolveDay, emptyDay))] : requested;
};

export const cancelled = (
  n: number,
  by: By,
  cancelledAt: string,
  paymentId: PaymentId | null = null,
): AppointmentCancelled => ({
  type: 'AppointmentCancelled',
  data: { ...visit(n), by, reason: 'Feeling better', refundPercent: 100, paymentId, cancelledAt },
});
