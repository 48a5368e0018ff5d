import { expect } from 'chai';
import { paymentOf } from '../ids.ts';
import type { RefusalCode } from '../refusal.ts';
import * as clinic from '../spec/clinic.ts';
import { refusalOf, specifying } from '../spec/given.ts';
import { type DoctorDayCommand, doctorDay } from './decide.ts';
import type { AppointmentEvent, By, DoctorDayEvent } from './events.ts';
import { whenOf } from './state.ts';

const { fold } = specifying(doctorDay);
const id = clinic.appointment(1);
const process = { policy: true } as const;
const longBefore = '2026-11-22T10:00:00.000Z';
const monthsLater = '2027-02-01T10:00:00.000Z';
const duringTheVisit = '2026-11-24T12:40:00.000Z';
const eleven = '2026-11-24T14:00:00.000Z';

const then = (past: DoctorDayEvent[], ...asked: DoctorDayCommand[]): DoctorDayEvent[] =>
  asked.reduce((events, command) => events.concat(doctorDay.decide(command, fold(events))), past);

const commands = {
  cancel: (by: By, at: string) => ({ is: 'CancelAppointment', appointmentId: id, reason: 'ill', by, at }),
  accept: (by: By, at: string) => ({ is: 'AcceptAppointment', appointmentId: id, by, at }),
  reject: (by: By, at: string) => ({ is: 'RejectAppointment', appointmentId: id, reason: 'full', by, at }),
  confirm: (by: By, at: string) => ({ is: 'ConfirmAppointment', appointmentId: id, by, at }),
  expire: (by: By, at: string) => ({ is: 'ExpireAppointment', appointmentId: id, by, at }),
  checkIn: (by: By, at: string) => ({ is: 'CheckInPatient', appointmentId: id, by, at }),
  complete: (by: By, at: string) => ({ is: 'CompleteAppointment', appointmentId: id, doctorNotes: 'well', by, at }),
  noShow: (by: By, at: string) => ({ is: 'NoteNoShow', appointmentId: id, by, at }),
  archive: (by: By, at: string) => ({ is: 'ArchiveAppointment', appointmentId: id, keptDays: 30, by, at }),
  reschedule: (by: By, at: string) => ({
    ...{ is: 'RescheduleAppointment', appointmentId: id, schedule: clinic.schedule, startsAt: eleven, by, at },
    ...{ claimId: clinic.claim(2), override: null },
  }),
} as const satisfies Record<string, (by: By, at: string) => DoctorDayCommand>;
type Asked = keyof typeof commands;

const confirmed = clinic.booked(1, 'confirmed');
const situations = {
  nothing: [],
  requested: clinic.booked(1, 'requested'),
  pending: clinic.booked(1, 'accepted'),
  confirmed,
  checkedIn: then(confirmed, commands.checkIn(clinic.asDoctor, duringTheVisit)),
  completed: then(confirmed, commands.complete(clinic.asDoctor, duringTheVisit)),
  cancelled: [...confirmed, clinic.cancelled(1, clinic.asPatient(1), longBefore)],
  rejected: then(clinic.booked(1, 'requested'), commands.reject(clinic.asDoctor, longBefore)),
  expired: then(clinic.booked(1, 'requested'), commands.expire(process, '2026-11-24T12:30:00.000Z')),
  noShow: then(confirmed, commands.noShow(clinic.asDoctor, duringTheVisit)),
  archived: then(confirmed, commands.complete(clinic.asDoctor, duringTheVisit), commands.archive(process, monthsLater)),
} as const satisfies Record<string, DoctorDayEvent[]>;

type Answer = AppointmentEvent['type'] | readonly AppointmentEvent['type'][] | 'quiet' | { refused: RefusalCode };
const no = (refused: RefusalCode) => ({ refused });
const [missing, wrong] = [no('appointment-not-found'), no('wrong-status')];

/** Every situation an appointment can be in, and what each command of the doctor makes of it during the visit. */
const table: Record<keyof typeof situations, Record<Asked, Answer>> = {
  nothing: {
    ...{ cancel: missing, accept: missing, reject: missing, confirm: missing, expire: missing, checkIn: missing },
    ...{ complete: missing, noShow: missing, reschedule: missing, archive: missing },
  },
  requested: {
    ...{ cancel: 'AppointmentCancelled', accept: no('in-the-past'), reject: 'AppointmentRejected', confirm: wrong },
    ...{ expire: 'AppointmentExpired', checkIn: wrong, complete: wrong, noShow: wrong, archive: wrong },
    reschedule: 'AppointmentRescheduled',
  },
  pending: {
    ...{ cancel: 'AppointmentCancelled', accept: 'quiet', reject: wrong, confirm: 'AppointmentConfirmed' },
    ...{ expire: 'AppointmentExpired', checkIn: wrong, complete: wrong, noShow: wrong, archive: wrong },
    reschedule: 'AppointmentRescheduled',
  },
  confirmed: {
    ...{ cancel: 'AppointmentCancelled', accept: 'quiet', reject: wrong, confirm: 'quiet', expire: 'quiet' },
    ...{ checkIn: 'PatientCheckedIn', complete: 'AppointmentCompleted', noShow: 'PatientDidNotShow' },
    ...{ reschedule: 'AppointmentRescheduled', archive: wrong },
  },
  checkedIn: {
    ...{ cancel: 'AppointmentCancelled', accept: 'quiet', reject: wrong, confirm: 'quiet', expire: 'quiet' },
    ...{ checkIn: 'quiet', complete: 'AppointmentCompleted', noShow: no('already-checked-in'), reschedule: wrong },
    archive: wrong,
  },
  completed: {
    ...{ cancel: no('not-cancellable'), accept: 'quiet', reject: wrong, confirm: 'quiet', expire: 'quiet' },
    ...{ checkIn: wrong, complete: 'quiet', noShow: wrong, reschedule: wrong, archive: 'AppointmentArchived' },
  },
  archived: {
    ...{ cancel: no('not-cancellable'), accept: 'quiet', reject: wrong, confirm: 'quiet', expire: 'quiet' },
    ...{ checkIn: wrong, complete: 'quiet', noShow: wrong, reschedule: wrong, archive: 'quiet' },
  },
  cancelled: {
    ...{ cancel: 'quiet', accept: wrong, reject: 'quiet', confirm: wrong, expire: 'quiet', checkIn: wrong },
    ...{ complete: wrong, noShow: wrong, reschedule: wrong, archive: 'AppointmentArchived' },
  },
  rejected: {
    ...{ cancel: 'quiet', accept: wrong, reject: 'quiet', confirm: wrong, expire: 'quiet', checkIn: wrong },
    ...{ complete: wrong, noShow: wrong, reschedule: wrong, archive: 'AppointmentArchived' },
  },
  expired: {
    ...{ cancel: 'quiet', accept: wrong, reject: 'quiet', confirm: wrong, expire: 'quiet', checkIn: wrong },
    ...{ complete: wrong, noShow: wrong, reschedule: wrong, archive: 'AppointmentArchived' },
  },
  noShow: {
    ...{ cancel: 'quiet', accept: wrong, reject: 'quiet', confirm: wrong, expire: 'quiet', checkIn: wrong },
    ...{ complete: wrong, noShow: 'quiet', reschedule: wrong, archive: 'AppointmentArchived' },
  },
};

const answers = (past: readonly DoctorDayEvent[], command: DoctorDayCommand, answer: Answer): void => {
  const decided = () => doctorDay.decide(command, fold(past));
  if (typeof answer === 'object' && 'refused' in answer) {
    expect(refusalOf(decided).code).to.equal(answer.refused);
    return;
  }
  const events = decided();
  expect(events.map(({ type }) => type)).to.deep.equal(answer === 'quiet' ? [] : [answer].flat());
  expect(doctorDay.decide(command, fold([...past, ...events])), 'asked again').to.deep.equal([]);
};

describe('Every command in every situation of an appointment', () => {
  for (const [situation, row] of Object.entries(table))
    for (const [asked, answer] of Object.entries(row) as [Asked, Answer][]) {
      const words = typeof answer === 'object' && 'refused' in answer ? `refuses: ${answer.refused}` : String(answer);
      it(`${situation}: ${asked} by the doctor > ${words}`, () => {
        const at = { reschedule: longBefore, archive: monthsLater }[asked as string] ?? duringTheVisit;
        answers(situations[situation as keyof typeof situations], commands[asked](clinic.asDoctor, at), answer);
      });
    }

  const strangers = {
    'another patient': clinic.asPatient(2),
    'another doctor': { ...clinic.asDoctor, userId: clinic.user(77) },
    'an auditor': clinic.asAuditor,
    'the doctor as a patient': { ...clinic.asDoctor, role: 'PATIENT' as const },
  };
  for (const [who, by] of Object.entries(strangers))
    it(`answers ${who} as if there were no such appointment, whatever is asked`, () => {
      for (const past of Object.values(situations))
        for (const command of Object.values(commands)) answers(past, command(by, longBefore), missing);
    });

  it('leaves answering, attending and expiring to staff', () => {
    const forStaff: Asked[] = ['accept', 'reject', 'confirm', 'expire', 'checkIn', 'complete', 'noShow', 'archive'];
    for (const asked of forStaff)
      answers(situations.confirmed, commands[asked](clinic.asPatient(1), duringTheVisit), missing);
  });
});

describe('What others ask of its time', () => {
  const booked: Answer = ['AppointmentRequested', 'AppointmentAccepted', 'AppointmentConfirmed'];
  const others = {
    book: clinic.booking(2, { at: longBefore }),
    block: {
      ...{ is: 'BlockTime', blockId: clinic.block(1), doctorId: clinic.ana, date: clinic.tuesday, zone: 'UTC' },
      ...{ from: '09:00', to: '10:00', reason: null, affected: 'refuse', by: clinic.asDoctor, at: longBefore },
    },
    moveOut: {
      ...{ is: 'MoveOut', moveId: clinic.move(1), appointmentId: id, arrival: null, status: 'CONFIRMED' },
      ...{ to: whenOf(clinic.visit(1)), by: clinic.asAdmin, at: longBefore },
    },
  } as const satisfies Record<string, DoctorDayCommand>;

  const taken = { book: no('slot-taken'), block: no('appointments-inside'), moveOut: no('move-overtaken') };
  const free = { book: booked, block: 'TimeBlocked', moveOut: no('move-overtaken') } as const;
  const table: Record<keyof typeof situations, Record<keyof typeof others, Answer | 'TimeBlocked'>> = {
    ...{ nothing: free, requested: taken, pending: taken, checkedIn: taken, cancelled: free, rejected: free },
    ...{ expired: free, noShow: free, confirmed: { ...taken, moveOut: 'AppointmentMovedOut' } },
    // What took place holds its time; blocking what is over harms nobody.
    ...{ completed: { ...taken, block: 'TimeBlocked' }, archived: { ...taken, block: 'TimeBlocked' } },
  };

  for (const [situation, row] of Object.entries(table))
    for (const [asked, answer] of Object.entries(row))
      it(`${situation}: ${asked} > ${typeof answer === 'object' && 'refused' in answer ? answer.refused : answer}`, () =>
        answers(situations[situation as keyof typeof table], others[asked as keyof typeof others], answer as Answer));
});

describe('Archiving', () => {
  it('waits until the appointment was kept for its days', () => {
    const kept = commands.archive(process, '2026-12-24T12:59:59.999Z');
    expect(refusalOf(() => doctorDay.decide(kept, fold(situations.completed))).data).to.deep.equal({
      from: '2026-12-24T13:00:00.000Z',
    });
    answers(situations.completed, { ...kept, at: '2026-12-24T13:00:00.000Z' }, 'AppointmentArchived');
  });
});

describe('Answering a request', () => {
  it('accepts and confirms at once when nothing has to be paid in advance', () => {
    const accepted = ['AppointmentAccepted', 'AppointmentConfirmed'] as const;
    answers(situations.requested, commands.accept(clinic.asDoctor, longBefore), accepted);
  });

  it('waits for the payment in advance, but not for one of nothing', () => {
    const policy = { ...clinic.schedule.policy, payment: 'in-advance' } as const;
    const types = (amount: string) => {
      const visitTypes = [{ ...clinic.consultation, fee: { amount, currency: 'BRL' } }];
      const schedule = { ...clinic.schedule, policy, visitTypes };
      return doctorDay.decide(clinic.booking(1, { schedule }), doctorDay.initial).map(({ type }) => type);
    };
    expect(types('0.01')).to.deep.equal(['AppointmentRequested', 'AppointmentAccepted']);
    expect(types('0.00')).to.deep.equal(['AppointmentRequested', 'AppointmentAccepted', 'AppointmentConfirmed']);
  });

  it('gives so much time to answer and to pay, and never beyond the start of the visit', () => {
    const expiries = (at: string) =>
      clinic
        .booked(1, 'accepted')
        .slice(0, 1)
        .concat(doctorDay.decide(commands.accept(clinic.asDoctor, at), fold(clinic.booked(1, 'accepted').slice(0, 1))))
        .map(({ data }) => 'expiresAt' in data && data.expiresAt);
    expect(expiries('2026-11-21T00:00:00.000Z')).to.deep.equal([
      '2026-11-22T12:00:00.000Z',
      '2026-11-22T00:00:00.000Z',
    ]);
    expect(expiries('2026-11-24T00:00:00.000Z')[1]).to.equal('2026-11-24T12:30:00.000Z');
  });

  it('expires at the deadline and not before', () => {
    const ask = (at: string) => commands.expire(process, at);
    answers(situations.requested, ask('2026-11-22T11:59:59.999Z'), no('not-yet'));
    answers(situations.requested, ask('2026-11-22T12:00:00.000Z'), 'AppointmentExpired');
  });
});

describe('A payment that has arrived', () => {
  const paymentId = paymentOf(id);
  const confirm = { ...commands.confirm(process, longBefore), paymentId };
  const paid = then(situations.pending, confirm);

  it('confirms what waits for it, once, and stays what paid for it', () => {
    answers(situations.pending, confirm, 'AppointmentConfirmed');
    const [, , confirmed] = paid;
    expect(confirmed?.data).to.deep.include({ paymentId, by: process });
    for (const after of [[], [commands.complete(clinic.asDoctor, duringTheVisit)]])
      answers(then(paid, ...after), confirm, 'quiet');
    const cancelled = then(paid, commands.cancel(clinic.asDoctor, longBefore));
    expect(cancelled.at(-1)?.data).to.deep.include({ paymentId, refundPercent: 100 });
    answers(cancelled, confirm, 'quiet');
    const missed = then(paid, commands.noShow(clinic.asDoctor, duringTheVisit));
    expect(missed.at(-1)?.data).to.deep.include({ paymentId, refundPercent: 0 });
  });

  it('is not wanted for what was paid at the clinic, nor for what is cancelled', () => {
    answers(then(situations.pending, commands.confirm(clinic.asDoctor, longBefore)), confirm, wrong);
    answers(situations.confirmed, confirm, wrong);
    for (const situation of [situations.cancelled, situations.expired, situations.rejected])
      answers(situation, confirm, wrong);
    answers(situations.requested, confirm, wrong);
  });

  it('of what waits is named when that is cancelled, so that nobody pays it any more', () => {
    const [cancelled] = doctorDay.decide(commands.cancel(clinic.asPatient(1), longBefore), fold(situations.pending));
    expect(cancelled?.data).to.deep.include({ paymentId });
  });

  it('for what had expired books it anew, and nothing has to be waited for', () => {
    const policy = { ...clinic.schedule.policy, acceptance: 'manual', payment: 'in-advance' } as const;
    const again = clinic.booking(2, { schedule: { ...clinic.schedule, policy }, paidBy: paymentId, by: process });
    const unpaid = then(situations.pending, commands.expire(process, '2026-11-24T12:30:00.000Z'));
    answers(unpaid, again, ['AppointmentRequested', 'AppointmentAccepted', 'AppointmentConfirmed']);
    const cancel = { ...commands.cancel(clinic.asPatient(2), longBefore), appointmentId: clinic.appointment(2) };
    expect(then(unpaid, again, cancel).at(-1)?.data).to.deep.include({ paymentId });
    answers(situations.pending, again, no('slot-taken'));
  });
});

describe('Attending a visit', () => {
  it('checks in from the first minute of the day on the clock of the doctor', () => {
    answers(confirmed, commands.checkIn(clinic.asDoctor, '2026-11-24T02:59:59.999Z'), no('not-yet'));
    answers(confirmed, commands.checkIn(clinic.asDoctor, '2026-11-24T03:00:00.000Z'), 'PatientCheckedIn');
  });

  it('is over or missed once it should have begun; whoever is there may be seen early', () => {
    const early = '2026-11-24T12:00:00.000Z';
    for (const asked of ['complete', 'noShow'] as const)
      answers(confirmed, commands[asked](clinic.asDoctor, early), no('not-yet'));
    const here = then(confirmed, commands.checkIn(clinic.asDoctor, early));
    answers(here, commands.complete(clinic.asDoctor, early), 'AppointmentCompleted');
  });

  it('gives the time back when the patient does not come', () => {
    const later = clinic.booking(2, { startsAt: '2026-11-24T13:00:00.000Z' });
    const past = then(confirmed, commands.noShow(clinic.asDoctor, '2026-11-24T12:30:00.000Z'));
    expect([...fold(then(past, later)).appointments.values()].map(({ status }) => status)).to.deep.equal([
      'CANCELLED',
      'CONFIRMED',
    ]);
  });
});

describe('What is paid back', () => {
  const percent = (past: DoctorDayEvent[], command: DoctorDayCommand) => {
    const [event] = doctorDay.decide(command, fold(past));
    return event && 'refundPercent' in event.data ? event.data.refundPercent : undefined;
  };
  const policy = { ...clinic.schedule.policy, refundBeforeCutOffPercent: 80, refundAfterCutOffPercent: 25 };
  const past = doctorDay.decide(clinic.booking(1, { schedule: { ...clinic.schedule, policy } }), doctorDay.initial);
  const forPatient = { ...commands.cancel(clinic.asAdmin, duringTheVisit), forPatient: true };

  it('follows the policy of the booking when the patient withdraws, and is everything when the clinic does', () => {
    expect(percent(past, commands.cancel(clinic.asPatient(1), longBefore))).to.equal(80);
    expect(percent(past, commands.cancel(clinic.asDoctor, duringTheVisit))).to.equal(100);
    expect(percent(past, commands.cancel(clinic.asAdmin, longBefore))).to.equal(100);
    expect(percent(past, { ...forPatient, at: longBefore })).to.equal(80);
    expect(percent(past, forPatient)).to.equal(25);
    expect(percent(past, commands.noShow(clinic.asDoctor, duringTheVisit))).to.equal(25);
  });
});
