import { expect } from 'chai';
import { defaultPolicy } from './doctor/schedule.ts';
import { schemaVersion } from './events.ts';
import { lift } from './lift.ts';
import * as clinic from './spec/clinic.ts';

describe('Events of an older version', () => {
  const { claimId: _, ...visit } = clinic.visit(1);
  const oldPolicy = { minimumNoticeMinutes: 60, maximumDaysAhead: 60, cancellationCutOffMinutes: 30 };
  const { bufferBeforeMinutes: _before, bufferAfterMinutes: _after, ...oldVisitType } = clinic.consultation;
  const requestedAt = clinic.daysBefore;

  it('are brought to the shapes of today', () => {
    const data = {
      ...visit,
      visitType: oldVisitType,
      policy: oldPolicy,
      notes: null,
      by: clinic.asPatient(1),
      requestedAt,
      asked: 'x',
    };
    expect(lift({ type: 'AppointmentRequested', data }, 1).data).to.deep.equal({
      ...data,
      ...{ visitType: clinic.consultation, policy: { ...defaultPolicy, ...oldPolicy }, claimId: null },
      ...{ expiresAt: null, overridden: false, overrideReason: null },
    });
    const cancelled = { ...visit, by: clinic.asDoctor, reason: 'x', cancelledAt: requestedAt };
    expect(lift({ type: 'AppointmentCancelled', data: cancelled }, 1).data).to.deep.equal({
      ...cancelled,
      claimId: null,
      refundPercent: 100,
      paymentId: null,
    });
    const set = { doctorId: clinic.ana, policy: oldPolicy, setAt: requestedAt };
    expect(lift({ type: 'BookingPolicySet', data: set }, 1).data).to.deep.equal({
      ...set,
      policy: { ...defaultPolicy, ...oldPolicy },
    });
    const types = { doctorId: clinic.ana, gridMinutes: 30, visitTypes: [oldVisitType], setAt: requestedAt };
    expect(lift({ type: 'VisitTypesSet', data: types }, 1).data).to.deep.equal({
      ...types,
      visitTypes: [clinic.consultation],
    });
  });

  it('knew of no payment in advance', () => {
    const lifted = (type: string) => lift({ type, data: visit }, 2).data;
    expect(lifted('AppointmentAccepted')).to.deep.equal({ ...visit, toPay: null });
    expect(lifted('AppointmentMovedIn')).to.deep.equal({ ...visit, payment: null });
    for (const type of ['AppointmentConfirmed', 'AppointmentCancelled', 'PatientDidNotShow'])
      expect(lifted(type)).to.deep.equal({ ...visit, paymentId: null });
  });

  it('keep what else stands in them, and those of today are left as they are', () => {
    const event = { id: 'an id', type: 'AppointmentConfirmed', data: { ...visit, by: clinic.asDoctor } };
    expect(lift(event, 1)).to.deep.equal({ ...event, data: { ...event.data, claimId: null, paymentId: null } });
    const today = { type: 'AppointmentConfirmed', data: clinic.visit(1) };
    expect(lift(today, schemaVersion)).to.equal(today);
    const untouched = { type: 'PatientAdded', data: {} };
    expect(lift(untouched, 1)).to.equal(untouched);
  });
});
