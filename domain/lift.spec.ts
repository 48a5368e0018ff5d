import { expect } from 'chai';
import { defaultPolicy } from './doctor/schedule.ts';
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

  it('keep what else stands in them, and those of today are left as they are', () => {
    const event = { id: 'an id', type: 'AppointmentConfirmed', data: { ...visit, by: clinic.asDoctor } };
    expect(lift(event, 1)).to.deep.equal({ ...event, data: { ...event.data, claimId: null } });
    const today = { type: 'AppointmentConfirmed', data: clinic.visit(1) };
    expect(lift(today, 2)).to.equal(today);
    const untouched = { type: 'PatientAdded', data: {} };
    expect(lift(untouched, 1)).to.equal(untouched);
  });
});
