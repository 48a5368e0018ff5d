import { noBuffers } from '@careconnect/domain/doctor/schedule.ts';
import { expect } from 'chai';
import { fullName } from '../patients/full-name.ts';
import { patientNameOf, refundText, visitTypeText } from './wording.ts';

describe('An appointment', () => {
  it('is named by its visit type and its patient, erased ones too', () => {
    const fee = { amount: '120.00', currency: 'BRL' };
    const visitType = { visitTypeId: 'x' as never, name: 'Check-up', minutes: 30, ...noBuffers, fee };
    expect(visitTypeText({ visitType })).to.equal('Check-up, 30 minutes, R$120.00');
    expect(visitTypeText({ visitType: null })).to.equal('Visit');
    expect(patientNameOf({ patientName: '' })).to.equal('Erased person');
    expect(fullName({ firstName: null, lastName: null })).to.equal('Erased person');
    expect(fullName({ firstName: 'Rosa', lastName: 'Lima' })).to.equal('Rosa Lima');
  });
});

describe('What a patient is told before cancelling', () => {
  const clinic = { amount: '120.00', currency: 'EUR' };

  it('is what goes back of what was paid', () => {
    const refundable = { patient: { amount: '60.00', currency: 'EUR' }, clinic };
    expect(refundText({ refundable })).to.equal('You get back €60.00 of the €120.00 that you paid.');
  });

  it('is that nothing goes back any more', () => {
    const refundable = { patient: { amount: '0.00', currency: 'EUR' }, clinic };
    expect(refundText({ refundable })).to.equal(
      'By the terms of the booking, nothing goes back of the €120.00 that you paid.',
    );
  });

  it('is that nothing was paid', () => {
    expect(refundText({})).to.equal('Nothing was paid in advance, so nothing has to be paid back.');
  });
});
