import { expect } from 'chai';
import { absenceId } from '../ids.ts';
import * as clinic from '../spec/clinic.ts';
import { specifying } from '../spec/given.ts';
import { absentOn, mostAbsentDays } from './absence.ts';
import { type DoctorCommand, doctorDecider } from './decide.ts';
import type { Absence, DoctorEvent, Window } from './events.ts';
import { type HolidayOn, scheduleOn, zoneAt } from './plan.ts';

const { given, fold } = specifying(doctorDecider);
const { doctorId, windows, gridMinutes, visitTypes, policy } = clinic.schedule;
const zone = 'America/Sao_Paulo';
const at = '2026-11-20T12:00:00.000Z';
const profile = {
  ...{ specialization: 'Cardiology', startedYear: 2001, consultationFee: { amount: '120.00', currency: 'BRL' } },
  ...{ about: 'Hearts.', image: '', degree: 'MD', address: 'Rua A, 1' },
};
const onboarded = doctorDecider.decide(
  { is: 'OnboardDoctor', doctorId, profile, zone, windows, gridMinutes, visitTypes, policy, at },
  doctorDecider.initial,
);
const after = (...asked: DoctorCommand[]): DoctorEvent[] =>
  asked.reduce((events, command) => events.concat(doctorDecider.decide(command, fold(events))), onboarded);

const holidays: HolidayOn = (country, date) =>
  new Map([
    ['BR 2026-12-25', 'Christmas Day'],
    ['PT 2026-12-01', 'Restoration of Independence'],
  ]).get(`${country} ${date}`) ?? null;
const scheduleAfter = (events: readonly DoctorEvent[], date: string) => {
  const doctor = fold(events);
  if (doctor.is === 'Unknown') throw new Error('onboarded');
  return scheduleOn(doctor.plan, date, holidays);
};

const mornings: Window[] = [{ weekday: 2, from: '08:00', to: '10:00' }];
const afternoons: Window[] = [{ weekday: 2, from: '14:00', to: '18:00' }];
const hours = (wanted: Window[], validFrom: string) =>
  ({ is: 'SetWorkingHours', doctorId, windows: wanted, validFrom, at }) as const;

describe('Working hours', () => {
  const planned = after(hours(mornings, '2026-12-08'), hours(afternoons, '2027-01-05'));

  it('are, on each date, those that are valid on it', () => {
    const on = (date: string) => scheduleAfter(planned, date).windows;
    expect([on('2026-01-01'), on('2026-12-07')]).to.deep.equal([windows, windows]);
    expect([on('2026-12-08'), on('2027-01-04')]).to.deep.equal([mornings, mornings]);
    expect([on('2027-01-05'), on('2030-01-01')]).to.deep.equal([afternoons, afternoons]);
  });

  it('that are set in between leave alone what is planned after, whatever the order', () => {
    const events = after(hours(afternoons, '2027-01-05'), hours(mornings, '2026-12-08'));
    expect(scheduleAfter(events, '2026-12-20').windows).to.deep.equal(mornings);
    expect(scheduleAfter(events, '2027-01-05').windows).to.deep.equal(afternoons);
  });

  it('are set anew for a date', () => {
    const again = [...planned, ...doctorDecider.decide(hours(windows.slice(1), '2026-12-08'), fold(planned))];
    expect(scheduleAfter(again, '2026-12-09').windows).to.deep.equal(windows.slice(1));
  });

  it('are not changed for days gone by, nor planned beyond two years', () => {
    given(...onboarded)
      .when(hours(mornings, '2026-11-19'))
      .refuses('already-valid', { earliest: '2026-11-20' });
    given(...onboarded)
      .when(hours(mornings, '2028-11-20'))
      .refuses('too-far-ahead', { latest: '2028-11-19' });
  });

  it('are withdrawn while they are still to come', () => {
    const withdraw = (validFrom: string, now = at) =>
      ({ is: 'WithdrawWorkingHours', doctorId, validFrom, at: now }) as const;
    given(...planned)
      .when(withdraw('2026-12-08'))
      .then({ type: 'WorkingHoursWithdrawn', data: { doctorId, validFrom: '2026-12-08', withdrawnAt: at } });
    const left = [...planned, ...doctorDecider.decide(withdraw('2026-12-08'), fold(planned))];
    expect(scheduleAfter(left, '2026-12-20').windows).to.deep.equal(windows);
    given(...planned)
      .when(withdraw('2026-12-09'))
      .thenNothing();
    given(...planned)
      .when(withdraw('2026-12-08', '2026-12-08T12:00:00.000Z'))
      .refuses('already-valid', { earliest: '2026-12-09' });
  });

  it('may end for always, whatever was planned', () => {
    const never = { ...hours([], '2026-12-08'), validFrom: 'always' } as const;
    given(...planned)
      .when(never)
      .then({ type: 'WorkingHoursSet', data: { doctorId, windows: [], setAt: at } });
    expect(
      scheduleAfter([...planned, ...doctorDecider.decide(never, fold(planned))], '2027-02-02').windows,
    ).to.deep.equal([]);
  });
});

describe('The zone of a doctor', () => {
  const move = (to: string, validFrom: string) => ({ is: 'SetZone', doctorId, zone: to, validFrom, at }) as const;
  const moved = after(move('Europe/Lisbon', '2026-12-01'));

  it('is another from a day still to come', () => {
    expect(scheduleAfter(moved, '2026-11-30').zone).to.equal(zone);
    expect(scheduleAfter(moved, '2026-12-01').zone).to.equal('Europe/Lisbon');
    given(...onboarded)
      .when(move('Europe/Lisbon', '2026-11-20'))
      .refuses('already-valid', { earliest: '2026-11-21' });
    given(...moved)
      .when(move('Europe/Lisbon', '2026-12-24'))
      .thenNothing();
  });

  it('changes on the clock at the first midnight there', () => {
    const doctor = fold(moved);
    const zones = ['2026-11-30T23:59:59.999Z', '2026-12-01T00:00:00.000Z'].map(
      (instant) => doctor.is === 'Onboarded' && zoneAt(doctor.plan, instant),
    );
    expect(zones).to.deep.equal([zone, 'Europe/Lisbon']);
  });
});

describe('Public holidays', () => {
  const observe = (country: string | null) => ({ is: 'SetHolidays', doctorId, country, at }) as const;
  const work = (works: boolean, date = '2026-12-25') =>
    ({ is: 'SetHolidayWork', doctorId, date, works, holidayOn: holidays, at }) as const;
  const observing = after(observe('BR'));

  it('are those of the country that the doctor names, and none before', () => {
    expect(scheduleAfter(onboarded, '2026-12-25')).not.to.have.property('holidays');
    expect(scheduleAfter(observing, '2026-12-25').holidays).to.deep.equal({ '2026-12-25': 'Christmas Day' });
    expect(scheduleAfter(observing, '2026-12-01')).not.to.have.property('holidays');
    given(...observing)
      .when(observe('BR'))
      .thenNothing();
    expect(scheduleAfter(after(observe('BR'), observe(null)), '2026-12-25')).not.to.have.property('holidays');
  });

  it('may be worked on, one by one', () => {
    given(...observing)
      .when(work(true))
      .then({ type: 'HolidayWorkSet', data: { doctorId, date: '2026-12-25', works: true, setAt: at } });
    const working = [...observing, ...doctorDecider.decide(work(true), fold(observing))];
    expect(scheduleAfter(working, '2026-12-25')).not.to.have.property('holidays');
    const resting = [...working, ...doctorDecider.decide(work(false), fold(working))];
    expect(scheduleAfter(resting, '2026-12-25').holidays).to.deep.equal({ '2026-12-25': 'Christmas Day' });
  });

  it('are no other days', () => {
    given(...observing)
      .when(work(true, '2026-12-01'))
      .refuses('no-public-holiday', { date: '2026-12-01' });
  });
});

describe('An absence', () => {
  const id = absenceId('00000000-0000-4000-8000-000000900001');
  const leave: Absence = {
    ...{ absenceId: id, firstDate: '2026-12-28', lastDate: '2027-01-02', repeats: 'daily', from: '00:00', to: '24:00' },
  };
  const plan = (absence: Absence) => ({ is: 'PlanAbsence', doctorId, absence, at }) as const;
  const planned = after(plan(leave));

  it('falls on each day of a leave, or on one of each week', () => {
    expect(absentOn(leave)).to.deep.equal([
      ...['2026-12-28', '2026-12-29', '2026-12-30', '2026-12-31', '2027-01-01', '2027-01-02'],
    ]);
    expect(absentOn({ ...leave, repeats: 'weekly', lastDate: '2027-01-11' })).to.deep.equal([
      ...['2026-12-28', '2027-01-04', '2027-01-11'],
    ]);
    expect(absentOn({ ...leave, firstDate: '2028-02-28', lastDate: '2028-03-01' })).to.include('2028-02-29');
  });

  it('is planned once: the same again is quiet, anything else refused', () => {
    given(...onboarded)
      .when(plan(leave))
      .then({ type: 'AbsencePlanned', data: { doctorId, ...leave, plannedAt: at } });
    given(...planned)
      .when(plan({ ...leave, lastDate: '2027-01-03' }))
      .refuses('asked-differently', {});
  });

  it('is withdrawn, and not planned again under its id', () => {
    const withdraw = { is: 'WithdrawAbsence', doctorId, absenceId: id, at } as const;
    given(...planned)
      .when(withdraw)
      .then({ type: 'AbsenceWithdrawn', data: { doctorId, absenceId: id, withdrawnAt: at } });
    given(...after(plan(leave), withdraw))
      .when(plan(leave))
      .refuses('asked-differently', {});
    given(...onboarded)
      .when(withdraw)
      .refuses('absence-not-found', {});
  });

  it('ends after it begins, within two years and a number of days', () => {
    given(...onboarded)
      .when(plan({ ...leave, lastDate: '2026-12-27' }))
      .refuses('ends-before-it-begins', { from: '2026-12-28', to: '2026-12-27' });
    given(...onboarded)
      .when(plan({ ...leave, from: '12:00', to: '12:00' }))
      .refuses('ends-before-it-begins', { from: '12:00', to: '12:00' });
    given(...onboarded)
      .when(plan({ ...leave, lastDate: '2027-12-27' }))
      .refuses('too-many-days', { most: mostAbsentDays });
    given(...onboarded)
      .when(plan({ ...leave, firstDate: '2028-11-20', lastDate: '2028-11-20' }))
      .refuses('too-far-ahead', { latest: '2028-11-19' });
  });
});
