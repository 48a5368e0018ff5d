import { expect } from 'chai';
import type { Window } from '../doctor/events.ts';
import * as clinic from '../spec/clinic.ts';
import { specifying } from '../spec/given.ts';
import { doctorDecider, type OnboardDoctor, type SetWorkingHours } from './decide.ts';
import type { DoctorEvent } from './events.ts';
import { scheduleOn } from './plan.ts';

const { given, fold } = specifying(doctorDecider);

const { doctorId, zone, windows, gridMinutes, visitTypes, policy } = clinic.schedule;
const at = '2026-11-20T12:00:00.000Z';
const later = '2026-11-21T12:00:00.000Z';
const profile = {
  specialization: 'Cardiology',
  startedYear: 2001,
  consultationFee: { amount: '120.00', currency: 'BRL' },
  about: 'Hearts.',
  image: '',
  degree: 'MD',
  address: 'Rua A, 1',
};
const onboard: OnboardDoctor = {
  is: 'OnboardDoctor',
  doctorId,
  profile,
  zone,
  windows,
  gridMinutes,
  visitTypes,
  policy,
  at,
};
const onboarded: DoctorEvent[] = [
  { type: 'DoctorOnboarded', data: { doctorId, profile, zone, onboardedAt: at } },
  { type: 'WorkingHoursSet', data: { doctorId, windows, setAt: at } },
  { type: 'VisitTypesSet', data: { doctorId, gridMinutes, visitTypes, setAt: at } },
  { type: 'BookingPolicySet', data: { doctorId, policy, setAt: at } },
];
const mornings: Window[] = [{ weekday: 1, from: '08:00', to: '12:00' }];
const setHours = (wanted: Window[], validFrom: SetWorkingHours['validFrom'] = 'today') =>
  ({ is: 'SetWorkingHours', doctorId, windows: wanted, validFrom, at: later }) as const;
const today = '2026-11-21';

describe('A doctor', () => {
  it('is onboarded with profile, hours, visit types and policy', () => {
    given()
      .when(onboard)
      .then(...onboarded);
    const doctor = fold(onboarded);
    expect(doctor).to.deep.include({ is: 'Onboarded', doctorId, profile });
    expect(doctor.is === 'Onboarded' && scheduleOn(doctor.plan, clinic.tuesday, () => null)).to.deep.equal(
      clinic.schedule,
    );
  });

  it('is onboarded once: the same again is quiet, anything else refused', () => {
    given(...onboarded)
      .when({ ...onboard, at: later })
      .thenNothing();
    given(...onboarded)
      .when({ ...onboard, zone: 'Europe/Berlin' })
      .refuses('asked-differently', {});
    given(...onboarded)
      .when({ ...onboard, profile: { ...profile, about: 'Lungs.' } })
      .refuses('asked-differently', {});
  });

  it('stays quiet about the same onboarding after the hours have changed', () => {
    given(...onboarded, { type: 'WorkingHoursSet', data: { doctorId, windows: mornings, setAt: later } })
      .when(onboard)
      .thenNothing();
  });

  it('sets new working hours, and the same again are quiet', () => {
    given(...onboarded)
      .when(setHours(mornings))
      .then({ type: 'WorkingHoursSet', data: { doctorId, windows: mornings, validFrom: today, setAt: later } });
    given(...onboarded)
      .when(setHours([...windows]))
      .thenNothing();
  });

  it('changes the profile, and the same again is quiet', () => {
    const changed = { ...profile, about: 'Lungs.', languages: ['pt'], ways: ['video'] } as const;
    const change = { is: 'ChangeDoctorProfile', doctorId, profile: changed, at: later } as const;
    const event: DoctorEvent = { type: 'DoctorProfileChanged', data: { doctorId, profile: changed, changedAt: later } };
    given(...onboarded)
      .when(change)
      .then(event);
    given(...onboarded, event)
      .when(change)
      .thenNothing();
    given(...onboarded, event)
      .when(onboard)
      .thenNothing();
    expect(fold([...onboarded, event])).to.deep.include({ profile: changed });
    given().when(change).refuses('doctor-not-found', {});
  });

  it('may have no hours at all', () => {
    given(...onboarded)
      .when(setHours([]))
      .then({ type: 'WorkingHoursSet', data: { doctorId, windows: [], validFrom: today, setAt: later } });
  });

  it('has no working hours before being onboarded', () => {
    given().when(setHours(mornings)).refuses('doctor-not-found', {});
  });

  const morning = { weekday: 2, from: '09:00', to: '12:00' } as const;
  const impossible: [string, Window[], Window][] = [
    ['overlap', [morning, { ...morning, from: '11:59', to: '13:00' }], { ...morning, from: '11:59', to: '13:00' }],
    ['are given twice', [morning, morning], morning],
    [
      'lie within each other',
      [{ ...morning, from: '10:00', to: '11:00' }, morning],
      { ...morning, from: '10:00', to: '11:00' },
    ],
    ['close before they open', [{ ...morning, to: '08:00' }], { ...morning, to: '08:00' }],
    ['close as they open', [{ ...morning, to: '09:00' }], { ...morning, to: '09:00' }],
  ];
  for (const [how, wanted, window] of impossible)
    it(`refuses windows that ${how}`, () => {
      given(...onboarded)
        .when(setHours(wanted))
        .refuses('windows-overlap', { window });
      given()
        .when({ ...onboard, windows: wanted })
        .refuses('windows-overlap', { window });
    });

  it('takes windows that meet, equal ones on different days, and one that closes at midnight', () => {
    const fine: Window[] = [{ ...morning, from: '12:00', to: '24:00' }, morning, { ...morning, weekday: 3 }];
    given(...onboarded)
      .when(setHours(fine))
      .then({ type: 'WorkingHoursSet', data: { doctorId, windows: fine, validFrom: today, setAt: later } });
  });
});
