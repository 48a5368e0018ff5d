import type { DoctorDayCommand } from '@careconnect/domain/day/decide.ts';
import { doctorDay } from '@careconnect/domain/day/decide.ts';
import type { DoctorDayEvent } from '@careconnect/domain/day/events.ts';
import { type DoctorDay, whenOf } from '@careconnect/domain/day/state.ts';
import { accountOf } from '@careconnect/domain/ids.ts';
import * as clinic from '@careconnect/domain/spec/clinic.ts';
import { drAna, onboarded, person, registered, scheduled } from '../spec/people.ts';
import { projecting } from '../spec/projecting.ts';
import { projectClinic } from './clinic.ts';

const { given } = projecting(
  ['public', 'read'],
  projectClinic(() => {}),
);
const id = clinic.appointment(1);
const at = '2026-11-22T10:00:00.000Z';
const process = { policy: true } as const;
const asAna = clinic.asDoctor;
const drBen = [
  registered(50, { userId: accountOf(clinic.ben), role: 'DOCTOR', name: 'Ben', email: 'ben@example.org' }),
  onboarded({ doctorId: clinic.ben }),
  ...scheduled(clinic.ben),
];
const people = [...drAna, ...drBen, ...person(1), ...person(2)];
const bens = { ...clinic.schedule, doctorId: clinic.ben };

const fold = (events: readonly DoctorDayEvent[]): DoctorDay => events.reduce(doctorDay.evolve, doctorDay.initial);
const decide = (past: readonly DoctorDayEvent[], command: DoctorDayCommand) => doctorDay.decide(command, fold(past));

describe('The projection "clinic" of a doctor\'s day', () => {
  const booked = clinic.booked(1);
  const home = fold(booked);
  const moving = home.appointments.get(id);
  if (!moving) throw new Error('it was booked');
  const movedIn = decide([], {
    ...{ is: 'MoveIn', moveId: clinic.move(1), appointment: moving, schedule: bens, date: clinic.tuesday },
    ...{ visitType: moving.visitType, startsAt: '2026-11-24T14:00:00.000Z', claimId: clinic.claim(2) },
    ...{ override: null, by: clinic.asPatient(1), at },
  });
  const to = whenOf({ ...clinic.visit(1), doctorId: clinic.ben, time: '11:00', startsAt: '2026-11-24T14:00:00.000Z' });
  const concerned = { moveId: clinic.move(1), appointmentId: id, by: process, at } as const;
  const movedOut = decide(booked, { is: 'MoveOut', ...concerned, arrival: null, status: 'CONFIRMED', to });

  it('moves an appointment to another doctor under its id, and gives its old time to the next', () =>
    given(...people, ...booked)
      .when(...movedIn, ...movedOut, ...clinic.booked(2))
      .then({
        appointments: [
          { appointment_id: id, doctor_id: clinic.ben, date: clinic.tuesday, time: '11:00', status: 'CONFIRMED' },
          {
            appointment_id: clinic.appointment(2),
            doctor_id: clinic.ana,
            date: clinic.tuesday,
            time: '09:30',
            status: 'CONFIRMED',
          },
        ],
        'read.alarms': [],
      }));

  it('puts an appointment back whose move was undone, as it stands there', () => {
    const cancelled = clinic.cancelled(1, clinic.asPatient(1), at);
    const undone = decide(movedIn, { is: 'UndoMove', ...concerned });
    const stayed = decide([...booked, cancelled], { is: 'StayPut', ...concerned });
    return given(...people, ...booked, ...movedIn)
      .when(cancelled, ...undone, ...stayed)
      .then({
        appointments: [{ appointment_id: id, doctor_id: clinic.ana, time: '09:30', status: 'CANCELLED' }],
        'read.appointment_details': [
          { appointment_id: id, holds_slot: false, ending: 'cancelled', refund_percent: 100 },
        ],
        'read.held_times': [],
      });
  });

  it('reschedules, and tells what came of the visit', () => {
    const rescheduled = decide(booked, {
      ...{ is: 'RescheduleAppointment', appointmentId: id, schedule: clinic.schedule, override: null },
      ...{ startsAt: '2026-11-24T13:00:00.000Z', claimId: clinic.claim(2), by: clinic.asPatient(1), at },
    });
    const past = [...booked, ...rescheduled];
    const during = '2026-11-24T13:05:00.000Z';
    const checkedIn = decide(past, { is: 'CheckInPatient', appointmentId: id, by: asAna, at: during });
    const completing = {
      is: 'CompleteAppointment',
      appointmentId: id,
      doctorNotes: 'Well',
      by: asAna,
      at: during,
    } as const;
    return given(...people, ...past)
      .when(...checkedIn, ...decide([...past, ...checkedIn], completing))
      .then({
        appointments: [{ appointment_id: id, time: '10:00', status: 'COMPLETED' }],
        'read.appointment_details': [
          { appointment_id: id, doctor_notes: 'Well', checked_in_at: '2026-11-24T13:05:00+00:00' },
        ],
      });
  });

  it('tells how an appointment ended: rejected, expired, not shown', async () => {
    const requested = clinic.booked(1, 'requested');
    const endings: [DoctorDayEvent[], DoctorDayCommand, string][] = [
      [requested, { is: 'RejectAppointment', appointmentId: id, reason: 'Full', by: asAna, at }, 'rejected'],
      [
        requested,
        { is: 'ExpireAppointment', appointmentId: id, by: process, at: '2026-11-23T00:00:00.000Z' },
        'expired',
      ],
      [booked, { is: 'NoteNoShow', appointmentId: id, by: asAna, at: '2026-11-24T13:00:00.000Z' }, 'did-not-show'],
    ];
    for (const [past, command, ending] of endings)
      await given(...people, ...past)
        .when(...decide(past, command))
        .then({
          appointments: [{ status: 'CANCELLED' }],
          'read.appointment_details': [{ ending, holds_slot: false, expires_at: null }],
        });
  });

  it('moves what is archived to the archive, as it stands, and whatever is told of it later', () => {
    const command = { appointmentId: id, by: asAna, at: '2026-11-24T13:00:00.000Z' };
    const completed = decide(booked, { is: 'CompleteAppointment', ...command, doctorNotes: 'All well.' });
    const closed = [...booked, ...completed];
    const archiving = { is: 'ArchiveAppointment', appointmentId: id, by: process, keptDays: 30 } as const;
    const archived = decide(closed, { ...archiving, at: '2027-01-02T03:04:05.000Z' });
    return given(...people, ...closed)
      .when(...archived, ...clinic.booked(2))
      .then({
        appointments: [{ appointment_id: clinic.appointment(2), status: 'CONFIRMED' }],
        archived_appointments: [
          {
            ...{ appointment_id: id, patient_id: clinic.patient(1), user_id: clinic.user(1), doctor_id: clinic.ana },
            ...{ payment_id: null, status: 'COMPLETED', date: clinic.tuesday, time: '09:30' },
            ...{ created_at: '2026-11-20T12:00:00', updated_at: '2027-01-02T03:04:05' },
          },
        ],
        'read.appointment_details': [
          { appointment_id: id, doctor_notes: 'All well.', closed: true, archived_at: '2027-01-02T03:04:05+00:00' },
          { appointment_id: clinic.appointment(2), doctor_notes: null, closed: false, archived_at: null },
        ],
      });
  });

  it('keeps blocked time as documented, while it is blocked', async () => {
    const block = { blockId: clinic.block(1), doctorId: clinic.ana, by: asAna, at } as const;
    const day = { date: clinic.tuesday, zone: clinic.schedule.zone, from: '09:15', to: '24:00' };
    const blocked = decide([], { is: 'BlockTime', ...block, ...day, reason: 'A congress', affected: 'refuse' });
    const row = { doctor_id: clinic.ana, date: clinic.tuesday, start_time: '09:15:00', end_time: '24:00:00' };
    await given(...people)
      .when(...blocked)
      .then({
        unavailable_slots: [{ id: clinic.block(1), ...row }],
        'read.block_details': [{ reason: 'A congress', removed: false }],
      });
    await given(...people, ...blocked)
      .when(...decide(blocked, { is: 'UnblockTime', ...block }))
      .then({ unavailable_slots: [], 'read.block_details': [{ reason: 'A congress', removed: true }] });
  });
});
