import { expect } from 'chai';
import type { HistoryEntry } from '../../api/answers.ts';
import { sentenceOf } from './sentence.ts';

describe('The history', () => {
  it('tells each event as a sentence', () => {
    const said = (type: HistoryEntry['type'], by: HistoryEntry['by']) => sentenceOf({ type, by });
    expect(said('AppointmentRequested', { role: 'PATIENT', name: 'Rosa Lima' })).to.equal('Requested by Rosa Lima');
    expect(said('AppointmentAccepted', { policy: true })).to.equal("Accepted by the doctor's booking rules");
    expect(said('AppointmentCancelled', { role: 'ADMIN' })).to.equal('Cancelled by the clinic');
    expect(said('PatientCheckedIn', { role: 'DOCTOR' })).to.equal('Checked in by the doctor');
    expect(said('PatientSangAloud' as never, { role: 'DOCTOR' })).to.equal('Patient Sang Aloud by the doctor');
  });
});
