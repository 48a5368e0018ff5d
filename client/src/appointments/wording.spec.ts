import { noBuffers } from '@careconnect/domain/doctor/schedule.ts';
import { expect } from 'chai';
import { fullName } from '../patients/full-name.ts';
import { patientNameOf, visitTypeText } from './wording.ts';

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
