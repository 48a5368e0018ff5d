import { expect } from 'chai';
import fc from 'fast-check';
import type { Schedule } from '../doctor/schedule.ts';
import { Refusal, type RefusalCode } from '../refusal.ts';
import * as clinic from '../spec/clinic.ts';
import { refusalOf, specifying } from '../spec/given.ts';
import { instantOf, millisecondsOf, minute } from '../time/wall.ts';
import { type DoctorDayCommand, doctorDay } from './decide.ts';
import type { By, DoctorDayEvent } from './events.ts';
import type { MoveIn } from './move.ts';
import { type Appointment, type DoctorDay, holdsItsSlot, whenOf } from './state.ts';

const { fold } = specifying(doctorDay);
const id = clinic.appointment(1);
const longBefore = '2026-11-22T10:00:00.000Z';
const process = { policy: true } as const;
const bens: Schedule = { ...clinic.schedule, doctorId: clinic.ben };

const appointmentIn = (day: DoctorDay, wanted = id): Appointment => {
  const appointment = day.appointments.get(wanted);
  if (!appointment) throw new Error('it is on this day');
  return appointment;
};

const moveIn = (from: DoctorDay, changes: Partial<MoveIn> = {}): MoveIn => moving(appointmentIn(from), changes);

const moving = (appointment: Appointment, changes: Partial<MoveIn> = {}): MoveIn => {
  return {
    ...{ is: 'MoveIn', moveId: clinic.move(1), appointment, schedule: bens, date: clinic.tuesday },
    ...{ visitType: appointment.visitType, startsAt: '2026-11-24T14:00:00.000Z', claimId: clinic.claim(2) },
    ...{ override: null, by: clinic.asPatient(1), at: longBefore },
    ...changes,
  };
};

/** The second step, as whoever saw the first one would take it. */
const moveOutOf = (arrived: DoctorDay, appointmentId = id): DoctorDayCommand => {
  const { arrival, visit } = appointmentIn(arrived, appointmentId);
  if (!arrival) throw new Error('it came by a move');
  const { moveId, fromArrival, status } = arrival;
  const to = whenOf(visit);
  return { is: 'MoveOut', moveId, appointmentId, arrival: fromArrival, status, to, by: process, at: longBefore };
};
const undo = (moveId = clinic.move(1)) =>
  ({ is: 'UndoMove', moveId, appointmentId: id, by: process, at: longBefore }) as const;
const stay = (moveId = clinic.move(1)) =>
  ({ is: 'StayPut', moveId, appointmentId: id, by: process, at: longBefore }) as const;

const refuses = (command: DoctorDayCommand, day: DoctorDay, code: RefusalCode) =>
  expect(refusalOf(() => doctorDay.decide(command, day)).code).to.equal(code);
const types = (events: readonly DoctorDayEvent[]) => events.map(({ type }) => type);
const after = (day: DoctorDay, ...commands: DoctorDayCommand[]): DoctorDay =>
  commands.reduce((state, command) => doctorDay.decide(command, state).reduce(doctorDay.evolve, state), day);
const cancel = {
  is: 'CancelAppointment',
  appointmentId: id,
  reason: 'ill',
  by: clinic.asAdmin,
  at: longBefore,
} as const;

describe('Moving an appointment to another day', () => {
  const home = fold(clinic.booked(1));
  const arrived = after(doctorDay.initial, moveIn(home));

  it('claims the new time first, with all that the appointment is', () => {
    const [event] = doctorDay.decide(moveIn(home), doctorDay.initial);
    const { startsAt, endsAt, time } = {
      startsAt: '2026-11-24T14:00:00.000Z',
      endsAt: '2026-11-24T14:30:00.000Z',
      time: '11:00',
    };
    expect(event).to.deep.equal({
      type: 'AppointmentMovedIn',
      data: {
        ...clinic.visit(1, { doctorId: clinic.ben, startsAt, endsAt, time, claimId: clinic.claim(2) }),
        ...{ moveId: clinic.move(1), from: whenOf(clinic.visit(1)), fromArrival: null, status: 'CONFIRMED' },
        ...{ visitType: clinic.consultation, policy: clinic.schedule.policy, expiresAt: null, payment: null },
        ...{
          by: clinic.asPatient(1),
          overridden: false,
          overrideReason: null,
          asked: 'what 1 asked',
          movedAt: longBefore,
        },
      },
    });
    expect(doctorDay.decide(moveIn(home), arrived)).to.deep.equal([]);
  });

  it('then gives back the old time, once', () => {
    const out = moveOutOf(arrived);
    expect(types(doctorDay.decide(out, home))).to.deep.equal(['AppointmentMovedOut']);
    const left = after(home, out);
    expect(doctorDay.decide(out, left)).to.deep.equal([]);
    expect([...left.appointments.values()].filter(holdsItsSlot)).to.deep.equal([]);
    refuses(cancel, left, 'appointment-moved');
    expect(types(doctorDay.decide(clinic.booking(2), left))).to.include('AppointmentConfirmed');
  });

  it('takes the new time only if it is free', () => {
    const busy = fold(
      doctorDay.decide(clinic.booking(2, { schedule: bens, startsAt: '2026-11-24T14:00:00.000Z' }), fold([])),
    );
    refuses(moveIn(home), busy, 'slot-taken');
  });

  const overtaking: Record<string, readonly DoctorDayCommand[]> = {
    'it was cancelled': [cancel],
    'the patient checked in': [
      { is: 'CheckInPatient', appointmentId: id, by: clinic.asDoctor, at: '2026-11-24T12:00:00.000Z' },
    ],
    'another move was first': [{ ...moveOutOf(arrived), moveId: clinic.move(2) } as DoctorDayCommand],
  };
  for (const [why, commands] of Object.entries(overtaking))
    it(`is undone when ${why} meanwhile: for good, however late anybody comes`, () => {
      const overtaken = after(home, ...commands);
      refuses(moveOutOf(arrived), overtaken, 'move-overtaken');
      const undone = after(arrived, undo());
      expect(undone.appointments.size).to.equal(0);
      expect(doctorDay.decide(undo(), undone)).to.deep.equal([]);
      refuses(moveIn(home), undone, 'move-overtaken');
      const told = doctorDay.decide(stay(), overtaken);
      expect(types(told)).to.deep.equal(why.includes('move') ? [] : ['AppointmentStayed']);
      expect(doctorDay.decide(stay(), after(overtaken, stay()))).to.deep.equal([]);
    });

  it('is not undone once the old time was given back', () => {
    const left = after(home, moveOutOf(arrived));
    expect(doctorDay.decide(stay(), left)).to.deep.equal([]);
  });

  it('may come back, and a late repetition of the first move changes nothing', () => {
    const out = moveOutOf(arrived);
    const left = after(home, out);
    const back = moveIn(arrived, {
      moveId: clinic.move(3),
      schedule: clinic.schedule,
      startsAt: '2026-11-24T12:30:00.000Z',
      claimId: clinic.claim(3),
    });
    const returned = after(left, back);
    const gone = after(arrived, moveOutOf(returned));
    expect(doctorDay.decide(out, returned)).to.deep.equal([]);
    expect(doctorDay.decide(undo(), gone)).to.deep.equal([]);
    expect(appointmentIn(returned).left).to.equal(null);
    // A return that is undone leaves the day as it was: the appointment is still known to be elsewhere.
    expect(appointmentIn(after(returned, undo(clinic.move(3)))).left).to.not.equal(null);
  });

  it('is not acted on where it came before it is known to have left the other day', () => {
    refuses(cancel, arrived, 'move-under-way');
    refuses({ ...cancel, by: clinic.asPatient(2) }, arrived, 'appointment-not-found');
    refuses({ ...cancel, settled: clinic.move(2) }, arrived, 'move-under-way');
    const settled = clinic.move(1);
    expect(types(doctorDay.decide({ ...cancel, settled }, arrived))).to.deep.equal(['AppointmentCancelled']);
    // Where it never moved there is nothing to wait for.
    expect(types(doctorDay.decide({ ...cancel, settled }, home))).to.deep.equal(['AppointmentCancelled']);
  });

  it('is refused after the cut-off to the patient, and to strangers as if there were nothing', () => {
    refuses(moveIn(home, { at: '2026-11-24T01:00:00.000Z' }), doctorDay.initial, 'cancellation-cut-off-passed');
    for (const by of [clinic.asPatient(2), clinic.asAuditor] as By[])
      refuses(moveIn(home, { by }), doctorDay.initial, 'appointment-not-found');
    refuses(moveIn(home), home, 'already-on-this-day');
    for (const done of [after(home, cancel)]) refuses(moveIn(done), doctorDay.initial, 'wrong-status');
  });
});

type World = Record<'ana' | 'ben', DoctorDay>;
type Step = {
  do: 'book' | 'cancel' | 'accept' | 'reschedule' | 'claim' | 'release' | 'process';
  n: number;
  at: 'ana' | 'ben';
  k: number;
  /** Whether whoever acts finishes first how the appointment came there. */
  heeds: boolean;
};

const other = (place: 'ana' | 'ben') => (place === 'ana' ? 'ben' : 'ana');
const manual: Schedule['policy'] = { ...clinic.schedule.policy, acceptance: 'manual' };
const schedules = { ana: { ...clinic.schedule, policy: manual }, ben: { ...bens, policy: manual } };
const steps = fc.array(
  fc.record({
    do: fc.constantFrom(
      'book',
      'book',
      'cancel',
      'accept',
      'reschedule',
      'claim',
      'claim',
      'release',
      'process',
    ) as fc.Arbitrary<Step['do']>,
    n: fc.integer({ min: 1, max: 2 }),
    at: fc.constantFrom('ana', 'ben') as fc.Arbitrary<Step['at']>,
    k: fc.integer({ min: 0, max: 5 }),
    heeds: fc.boolean(),
  }),
  { maxLength: 40, size: 'max' },
);

/** There is something to move from the start. */
const opening: readonly Step[] = [
  { do: 'book', n: 1, at: 'ana', k: 0, heeds: true },
  { do: 'book', n: 2, at: 'ben', k: 1, heeds: true },
];

const attempt = (command: DoctorDayCommand, day: DoctorDay): DoctorDay | null => {
  try {
    return after(day, command);
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
};

/** What the process does about every claim it finds: finish it, or undo it where finishing is refused. */
const settle = (
  world: World,
  moves: readonly (readonly [DoctorDayCommand & { is: 'MoveOut' }, 'ana' | 'ben'])[],
): World => {
  const now = { ...world };
  for (const [out, to] of moves) {
    const from = other(to);
    const left = attempt(out, now[from]);
    if (left) now[from] = left;
    else {
      const { moveId, appointmentId } = out;
      const concerned = { moveId, appointmentId, by: process, at: longBefore } as const;
      now[to] = after(now[to], { is: 'UndoMove', ...concerned });
      now[from] = after(now[from], { is: 'StayPut', ...concerned });
    }
  }
  return now;
};

describe('Two days, whatever moves between them, in whatever order the halves arrive,', () => {
  it('hold every appointment once after the process has run, at its own time; what was cancelled stays cancelled', () => {
    fc.assert(
      fc.property(steps, (asked) => {
        let world: World = { ana: doctorDay.initial, ben: doctorDay.initial };
        const moves: [DoctorDayCommand & { is: 'MoveOut' }, 'ana' | 'ben'][] = [];
        const booked = new Map<string, 'ana' | 'ben'>();
        const cancelled = new Set<string>();
        for (const [step, { do: what, n, at: place, k, heeds }] of [...opening, ...asked].entries()) {
          const appointmentId = clinic.appointment(n);
          const schedule = schedules[place];
          const startsAt = instantOf(millisecondsOf('2026-11-24T12:00:00.000Z') + k * 30 * minute);
          const finishMovesOfIt = () => {
            world = settle(
              world,
              moves.filter(([out]) => out.appointmentId === appointmentId),
            );
          };
          const common = () => {
            if (heeds) finishMovesOfIt();
            const settled = heeds ? world[place].appointments.get(appointmentId)?.arrival?.moveId : undefined;
            return { appointmentId, by: clinic.asAdmin, at: longBefore, settled } as const;
          };
          const put = (day: DoctorDay | null, where = place) => {
            if (day) world = { ...world, [where]: day };
          };
          switch (what) {
            case 'book':
              // The place of a booking makes its id, so one id is never booked in two places.
              if ((booked.get(appointmentId) ?? place) !== place) break;
              booked.set(appointmentId, place);
              put(attempt(clinic.booking(n, { schedule, startsAt }), world[place]));
              break;
            case 'cancel': {
              const done = attempt({ is: 'CancelAppointment', reason: 'x', ...common() }, world[place]);
              if (done) cancelled.add(appointmentId);
              put(done);
              break;
            }
            case 'accept':
              put(attempt({ is: 'AcceptAppointment', ...common() }, world[place]));
              break;
            case 'reschedule':
              put(
                attempt(
                  { is: 'RescheduleAppointment', schedule, startsAt, claimId: null, override: null, ...common() },
                  world[place],
                ),
              );
              break;
            case 'claim': {
              // Whoever moves an appointment on finishes first how it came there.
              finishMovesOfIt();
              const from = world[other(place)];
              const appointment = from.appointments.get(appointmentId);
              if (!appointment || appointment.left) break;
              const moveId = clinic.move(step);
              const command = moving(appointment, { moveId, schedule, startsAt, by: clinic.asAdmin });
              const arrived = attempt(command, world[place]);
              if (arrived && arrived.appointments.get(appointmentId)?.arrival?.moveId === moveId)
                moves.push([moveOutOf(arrived, appointmentId) as DoctorDayCommand & { is: 'MoveOut' }, place]);
              put(arrived);
              break;
            }
            case 'release': {
              const move = moves[k];
              if (move) put(attempt(move[0], world[other(move[1])]), other(move[1]));
              break;
            }
            case 'process':
              world = settle(world, moves);
          }
          for (const day of Object.values(world)) apart(day);
        }
        const settled = settle(world, moves);
        expect(settle(settled, moves), 'running the process again changes nothing').to.deep.equal(settled);
        for (const [appointmentId] of booked) {
          const places = Object.values(settled).flatMap((day) => {
            const known = day.appointments.get(appointmentId as typeof id);
            return known && known.left === null ? [known] : [];
          });
          const wasBooked = Object.values(world).some((day) => day.appointments.has(appointmentId as typeof id));
          expect(places.length, 'neither lost nor held twice').to.equal(wasBooked ? 1 : 0);
          if (cancelled.has(appointmentId)) expect(places[0]?.status).to.equal('CANCELLED');
        }
      }),
      { numRuns: 200 },
    );
  });
});

const apart = (day: DoctorDay): void => {
  const held = [...day.appointments.values()].filter(holdsItsSlot).map(({ visit }) => visit);
  const inOrder = held.sort((a, b) => a.startsAt.localeCompare(b.startsAt));
  for (const [k, { startsAt }] of inOrder.entries())
    expect((inOrder[k - 1]?.endsAt ?? '') <= startsAt, 'two at one time').to.equal(true);
};
