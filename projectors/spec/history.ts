import type { AppointmentStatus, DoctorDayEvent, Visit } from '@careconnect/domain/day/events.ts';
import { whenOf } from '@careconnect/domain/day/state.ts';
import { defaultPolicy } from '@careconnect/domain/doctor/schedule.ts';
import type { DomainEvent } from '@careconnect/domain/events.ts';
import { contactOf } from '@careconnect/domain/feedback/contact.ts';
import * as ids from '@careconnect/domain/ids.ts';
import type { Debt } from '@careconnect/domain/payment/events.ts';
import * as clinic from '@careconnect/domain/spec/clinic.ts';
import { addDays } from '@careconnect/domain/time/wall.ts';
import { defaultPreferences } from '@careconnect/domain/user/letter-preferences.ts';
import { drAna, onboarded, person, profile, registered, scheduled } from './people.ts';

const { ana, ben, asDoctor, asPatient, asAdmin, consultation, move, patient, user } = clinic;
const at = clinic.daysBefore;
const policy = { policy: true } as const;
const uuid = (n: number): string => `00000000-0000-4000-8000-${String(900_000 + n).padStart(12, '0')}`;

/** Appointment n, at the n-th half hour of a Tuesday, this or so many weeks later. */
const place = (n: number, weeks = 0, changes: Partial<Visit> = {}): Visit => {
  const date = addDays(clinic.tuesday, 7 * weeks);
  const instant = (halfHours: number) =>
    new Date(Date.parse(`${date}T12:00:00Z`) + halfHours * 1_800_000).toISOString();
  const time = new Date(Date.parse(instant(n)) - 3 * 3_600_000).toISOString().slice(11, 16);
  return { ...clinic.visit(n), date, time, startsAt: instant(n), endsAt: instant(n + 1), ...changes };
};
const booked = (n: number, upTo?: 'requested' | 'accepted', where = place(n)): DoctorDayEvent[] =>
  clinic.booked(n, upTo).map((event) => ({ ...event, data: { ...event.data, ...where } }) as DoctorDayEvent);
const cancelled = (where: Visit): DoctorDayEvent => {
  const event = clinic.cancelled(1, asPatient(1), at);
  return { ...event, data: { ...event.data, ...where } };
};

const people: DomainEvent[] = [
  ...drAna,
  registered(50, { userId: ids.accountOf(ben), role: 'DOCTOR', name: 'Ben', email: 'ben@example.org' }),
  onboarded({ doctorId: ben, profile: { ...profile, specialization: 'Neurology' } }),
  ...scheduled(ben),
  ...Array.from({ length: 13 }, (_, n) => person(n + 1)).flat(),
  // A second account with the address of the first, which is told as an alarm.
  registered(60, { email: 'patient1@example.org' }),
];

const letter = { userId: user(1), requestId: uuid(1), requestedAt: at, expiresAt: '2026-11-21T12:00:00.000Z' };
const invited = user(70);
const contactId = contactOf('a'.repeat(64), 0);

const accounts: DomainEvent[] = [
  { type: 'EmailClaimed', data: { userId: user(1), claimedAt: at } },
  { type: 'EmailVerificationRequested', data: letter },
  { type: 'EmailVerified', data: { userId: user(1), verifiedAt: at } },
  { type: 'PasswordResetRequested', data: letter },
  { type: 'PasswordChanged', data: { userId: user(1), passwordHash: 'another', by: 'LETTER', era: 1, changedAt: at } },
  { type: 'PasswordRehashed', data: { userId: user(1), passwordHash: 'dearer', rehashedAt: at } },
  { type: 'UserInvited', data: { ...letter, userId: invited, role: 'ADMIN', email: 'c@example.org', name: 'Caio' } },
  { type: 'InvitationAccepted', data: { userId: invited, passwordHash: 'chosen', acceptedAt: at } },
  { type: 'UserDeactivated', data: { userId: user(2), era: 1, deactivatedAt: at } },
  { type: 'UserReactivated', data: { userId: user(2), reactivatedAt: at } },
  { type: 'LetterPreferencesSet', data: { userId: user(2), ...defaultPreferences, phone: '+491701234567', setAt: at } },
  { type: 'CalendarFeedMade', data: { userId: user(1), digest: 'one', madeAt: at } },
  { type: 'CalendarFeedRevoked', data: { userId: user(1), revokedAt: at } },
  { type: 'CalendarFeedMade', data: { userId: user(2), digest: 'two', madeAt: at } },
  { type: 'SecondFactorBegun', data: { userId: invited, secret: 'secret', begunAt: at } },
  { type: 'SecondFactorEnabled', data: { userId: invited, step: 1, recovery: ['one', 'two'], enabledAt: at } },
  { type: 'SecondFactorUsed', data: { userId: invited, step: 2, usedAt: at } },
  { type: 'RecoveryCodeUsed', data: { userId: invited, place: 0, usedAt: at } },
  { type: 'SecondFactorRemoved', data: { userId: invited, removedAt: at } },
  { type: 'EmailReleased', data: { userId: user(71), releasedAt: at } },
  { type: 'RegistrationAbandoned', data: { userId: user(71), abandonedAt: at } },
];

const signedIn = { sessionId: ids.sessionId(uuid(2)), userId: user(1) };
const sessions: DomainEvent[] = [
  {
    type: 'SessionStarted',
    data: {
      ...signedIn,
      era: 1,
      device: 'Firefox',
      network: '203.0.113.0/24',
      startedAt: at,
      endsAt: '2026-12-20T12:00:00.000Z',
    },
  },
  { type: 'SessionRefreshed', data: { ...signedIn, generation: 1, key: 'k', refreshedAt: at } },
  { type: 'SessionEnded', data: { ...signedIn, because: 'REVOKED', endedAt: at } },
];

const absence = { doctorId: ana, absenceId: ids.absenceId(uuid(3)) };
const block = (n: number) => ({
  ...{ blockId: clinic.block(n), doctorId: ana, date: clinic.tuesday, from: '17:00', to: '17:30' },
  ...{ zone: clinic.schedule.zone, startsAt: '2026-11-24T20:00:00.000Z', endsAt: '2026-11-24T20:30:00.000Z' },
});
const plans: DomainEvent[] = [
  { type: 'DoctorProfileChanged', data: { doctorId: ana, profile: { ...profile, gender: 'FEMALE' }, changedAt: at } },
  { type: 'WorkingHoursSet', data: { doctorId: ana, windows: [], validFrom: '2027-03-01', setAt: at } },
  { type: 'WorkingHoursWithdrawn', data: { doctorId: ana, validFrom: '2027-03-01', withdrawnAt: at } },
  { type: 'ZoneSet', data: { doctorId: ana, zone: 'Europe/Lisbon', validFrom: '2027-03-01', setAt: at } },
  { type: 'HolidaysSet', data: { doctorId: ana, country: 'BR', setAt: at } },
  { type: 'HolidayWorkSet', data: { doctorId: ana, date: '2026-12-25', works: true, setAt: at } },
  {
    type: 'AbsencePlanned',
    data: {
      ...absence,
      firstDate: '2026-12-01',
      lastDate: '2026-12-02',
      repeats: 'daily',
      from: '09:00',
      to: '24:00',
      plannedAt: at,
    },
  },
  { type: 'AbsenceWithdrawn', data: { ...absence, withdrawnAt: at } },
  ...[1, 2].map(
    (n): DomainEvent => ({
      type: 'TimeBlocked',
      data: { ...block(n), reason: 'Leave', by: asDoctor, blockedAt: at, kept: [] },
    }),
  ),
  { type: 'TimeUnblocked', data: { ...block(2), by: asDoctor, unblockedAt: at } },
];

/** To Dr Ben, a week later. */
const there = (n: number): Visit => place(n, 1, { doctorId: ben, claimId: clinic.claim(100 + n) });
const movedIn = (n: number, status: AppointmentStatus = 'CONFIRMED'): DomainEvent => ({
  type: 'AppointmentMovedIn',
  data: {
    ...there(n),
    ...{ moveId: move(n), from: whenOf(place(n)), fromArrival: null, status, visitType: consultation },
    ...{ policy: defaultPolicy, expiresAt: null, payment: null, by: asPatient(n), overridden: true },
    ...{ overrideReason: 'It is urgent', asked: 'what was asked', movedAt: at },
  },
});

const visits: DomainEvent[] = [
  ...[1, 2, 3, 4, 5, 10, 11, 12].flatMap((n) => booked(n)),
  ...[6, 7].flatMap((n) => booked(n, 'requested')),
  ...[8, 9].flatMap((n) => booked(n, 'accepted')),
  { type: 'AppointmentRejected', data: { ...place(6), by: asDoctor, reason: 'Full', rejectedAt: at } },
  { type: 'AppointmentExpired', data: { ...place(7), because: 'unanswered', by: policy, expiredAt: at } },
  cancelled(place(2)),
  // Its time is given to another patient, and to a third one as well: an alarm.
  ...booked(13, undefined, {
    ...place(2),
    appointmentId: clinic.appointment(13),
    patientId: patient(13),
    userId: user(13),
  }),
  ...booked(14, undefined, {
    ...place(2),
    appointmentId: clinic.appointment(14),
    patientId: patient(14),
    userId: user(14),
  }),
  {
    type: 'AppointmentRescheduled',
    data: {
      ...place(3, 0, { time: '18:00', startsAt: '2026-11-24T21:00:00.000Z', endsAt: '2026-11-24T21:30:00.000Z' }),
      ...{ from: place(3), status: 'CONFIRMED', expiresAt: null, by: asAdmin, overridden: true },
      ...{ overrideReason: 'She asked', rescheduledAt: at },
    },
  },
  movedIn(4),
  {
    type: 'AppointmentMovedOut',
    data: { ...place(4), moveId: move(4), to: whenOf(there(4)), by: policy, movedAt: at },
  },
  // Of this move nothing is left.
  movedIn(5),
  cancelled(place(5)),
  { type: 'AppointmentMoveUndone', data: { ...there(5), moveId: move(5), by: policy, undoneAt: at } },
  {
    type: 'AppointmentStayed',
    data: {
      ...place(5),
      moveId: move(5),
      status: 'CANCELLED',
      visitType: consultation,
      expiresAt: null,
      by: policy,
      stayedAt: at,
    },
  },
  { type: 'PatientCheckedIn', data: { ...place(10), by: asDoctor, checkedInAt: place(10).startsAt } },
  {
    type: 'AppointmentCompleted',
    data: { ...place(10), by: asDoctor, doctorNotes: 'Rest', completedAt: place(10).endsAt },
  },
  {
    type: 'AppointmentCompleted',
    data: { ...place(11), by: asDoctor, doctorNotes: 'Well', completedAt: place(11).endsAt },
  },
  {
    type: 'AppointmentArchived',
    data: { ...place(11), status: 'COMPLETED', by: policy, archivedAt: '2027-06-01T12:00:00.000Z' },
  },
  {
    type: 'PatientDidNotShow',
    data: { ...place(12), by: asDoctor, refundPercent: 0, paymentId: null, notedAt: place(12).endsAt },
  },
  {
    type: 'ClaimForgone',
    data: { ...place(1), claimId: clinic.claim(99), by: policy, forgoneAt: at },
  },
];

const [claim, owner] = [{ ...place(1), claimId: clinic.claim(1) }, { patientId: patient(1) }];
const claims: DomainEvent[] = [
  { type: 'VisitClaimed', data: { ...claim, claimedAt: at } },
  { type: 'VisitReleased', data: { ...claim, releasedAt: at } },
  { type: 'VisitsClosed', data: { ...owner, closedAt: at } },
  { type: 'VisitsReopened', data: { ...owner, reopenedAt: at } },
];

const debt = (n: number): Debt => ({
  ...{ paymentId: ids.paymentOf(place(n).appointmentId), appointmentId: place(n).appointmentId, doctorId: ana },
  ...{ patientId: patient(n), userId: user(n), date: clinic.tuesday, amount: consultation.fee },
});
const payments: DomainEvent[] = [
  ...[8, 9].map((n): DomainEvent => ({ type: 'PaymentRequested', data: { ...debt(n), dueAt: at, requestedAt: at } })),
  ...[8, 9].map(
    (n): DomainEvent => ({ type: 'PaymentBegun', data: { ...debt(n), reference: `cs_${n}`, begunAt: at } }),
  ),
  { type: 'PaymentFailed', data: { ...debt(8), because: 'declined', noticeId: 'evt_1', failedAt: at } },
  { type: 'PaymentCompleted', data: { ...debt(8), transactionId: 'pi_1', completedAt: at } },
  {
    type: 'AppointmentConfirmed',
    data: { ...place(8), by: policy, paymentId: debt(8).paymentId, confirmedAt: at },
  },
  { type: 'PaymentWithdrawn', data: { ...debt(9), because: 'paid-otherwise', reference: 'cs_9', withdrawnAt: at } },
  movedIn(8),
  {
    type: 'AppointmentMovedOut',
    data: { ...place(8), moveId: move(8), to: whenOf(there(8)), by: policy, movedAt: at },
  },
  cancelled(there(8)),
  {
    type: 'PaymentRefundRequested',
    data: {
      ...debt(8),
      transactionId: 'pi_1',
      refund: { amount: '40.10', currency: 'BRL' },
      because: 'cancelled',
      requestedAt: at,
    },
  },
  { type: 'PaymentRefundBegun', data: { ...debt(8), attempt: 1, begunAt: at } },
  { type: 'PaymentRefundRefused', data: { ...debt(8), attempt: 1, because: 'charge_disputed', refusedAt: at } },
  { type: 'PaymentRefundBegun', data: { ...debt(8), attempt: 2, begunAt: at } },
  {
    type: 'PaymentRefunded',
    data: { ...debt(8), refund: { amount: '40.10', currency: 'BRL' }, refundId: 're_1', refundedAt: at },
  },
  { type: 'PaymentRefundFailed', data: { ...debt(8), refundId: 're_1', because: 'lost_or_stolen_card', failedAt: at } },
  {
    type: 'PaymentRefunded',
    data: { ...debt(8), refund: { amount: '40.10', currency: 'BRL' }, refundId: 'transfer 7', refundedAt: at },
  },
];

const backups = [1, 2].map((n) => ids.backupId(uuid(10 + n)));
const [good, bad] = backups as [ids.BackupId, ids.BackupId];
const rest: DomainEvent[] = [
  {
    type: 'FeedbackSubmitted',
    data: {
      feedbackId: ids.feedbackId(uuid(20)),
      contactId,
      comments: 'The door is heavy',
      email: 'a@example.org',
      name: 'Ana',
      asked: '-',
      submittedAt: at,
    },
  },
  {
    type: 'VisitRated',
    data: {
      ...{ feedbackId: ids.feedbackId(place(10).appointmentId), appointmentId: place(10).appointmentId, doctorId: ana },
      ...{ patientId: patient(10), userId: user(10), rating: 5, comments: 'Listens', asked: '-', ratedAt: at },
    },
  },
  ...backups.map(
    (backupId): DomainEvent => ({ type: 'BackupStarted', data: { backupId, by: asAdmin, startedAt: at } }),
  ),
  { type: 'BackupSucceeded', data: { backupId: good, events: 9, bytes: 99, seconds: 1, succeededAt: at } },
  { type: 'BackupFailed', data: { backupId: bad, reason: 'The disk is full', failedAt: at } },
  {
    type: 'BackupDrilled',
    data: {
      drillId: ids.drillId(uuid(30)),
      backupId: good,
      events: 9,
      tables: 30,
      seconds: 1,
      differences: [],
      drilledAt: at,
    },
  },
  {
    type: 'LetterResendRequested',
    data: { letterId: ids.letterId(uuid(31)), resendId: ids.resendId(uuid(32)), by: asAdmin, requestedAt: at },
  },
];

const details = { firstName: 'Lia', lastName: 'Reis', dateOfBirth: '1991-03-01', gender: 'OTHER' } as const;
const goodbyes: DomainEvent[] = [
  { type: 'PatientDetailsChanged', data: { patientId: patient(3), userId: user(3), ...details, changedAt: at } },
  { type: 'PatientRemoved', data: { patientId: patient(3), userId: user(3), removedAt: at } },
  { type: 'PatientErased', data: { patientId: patient(11), userId: user(11), erasedAt: at } },
  { type: 'PatientErased', data: { patientId: patient(10), userId: user(10), erasedAt: at } },
  {
    type: 'UserErased',
    data: { userId: user(10), by: 'OWNER', emailHash: 'a'.repeat(64), contactId, era: 1, erasedAt: at },
  },
  { type: 'EmailForgotten', data: { userId: user(10), contactId, forgottenAt: at } },
  // Whoever comes next finds the address free; and what is told late of somebody who was erased stays untold.
  registered(80, { email: 'patient10@example.org', registeredAt: at }),
  cancelled(place(1)),
];

/** What a clinic lives through, with every kind of event that there is. */
export const history: readonly DomainEvent[] = [
  ...[people, accounts, sessions, plans, visits, claims, payments, rest, goodbyes].flat(),
];
