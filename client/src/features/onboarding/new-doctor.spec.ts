import type { DoctorId, VisitTypeId } from '@careconnect/domain/ids.ts';
import { expect } from 'chai';
import { checkDoctor, emptyDoctor, newDoctor, type TypedDoctor } from './new-doctor.ts';

const [doctorId, visitTypeId] = ['d' as DoctorId, 'v' as VisitTypeId];
const filled = (changes: Partial<TypedDoctor> = {}): TypedDoctor => ({
  ...emptyDoctor('Europe/Lisbon'),
  ...{ email: ' ana@clinic.example ', name: ' Dr. Ana Lima ', specialization: 'Cardiology', startedYear: '2001' },
  ...{ amount: '120.5', currency: 'eur', address: 'Rua A, 1' },
  ...changes,
});

describe('A doctor who is brought in', () => {
  it('begins with the hours of a practice, one visit type at the fee of a consultation, and no password', () => {
    const sent = newDoctor(filled({ days: '1,3', languages: 'pt,en', gender: 'FEMALE' }), doctorId, visitTypeId);
    const fee = { amount: '120.50', currency: 'EUR' };
    expect(sent).to.deep.include({
      account: { email: 'ana@clinic.example', name: 'Dr. Ana Lima' },
      windows: [
        { weekday: 1, from: '09:00', to: '12:00' },
        { weekday: 1, from: '13:00', to: '17:00' },
        { weekday: 3, from: '09:00', to: '12:00' },
        { weekday: 3, from: '13:00', to: '17:00' },
      ],
      gridMinutes: 30,
    });
    expect(sent.profile).to.deep.include({ consultationFee: fee, languages: ['pt', 'en'], gender: 'FEMALE' });
    expect(sent.visitTypes).to.deep.equal([
      { visitTypeId, name: 'Consultation', minutes: 30, bufferBeforeMinutes: 0, bufferAfterMinutes: 0, fee },
    ]);
  });

  it('may have one stretch of hours a day, and a grid as fine as a short visit', () => {
    const sent = newDoctor(filled({ days: '6', againFrom: '', minutes: '15' }), doctorId, visitTypeId);
    expect(sent.windows).to.deep.equal([{ weekday: 6, from: '09:00', to: '12:00' }]);
    expect(sent.gridMinutes).to.equal(15);
  });

  it('is asked for field by field', () => {
    expect(checkDoctor(filled())).to.deep.equal({});
    const wrongIn = (changes: Partial<TypedDoctor>) => Object.keys(checkDoctor(filled(changes)));
    expect(Object.keys(checkDoctor(emptyDoctor('UTC')))).to.have.members([
      ...['specialization', 'startedYear', 'amount', 'address', 'email', 'name'],
    ]);
    expect(wrongIn({ to: '08:00' })).to.deep.equal(['to']);
    expect(wrongIn({ againFrom: '11:00' })).to.deep.equal(['againTo']);
    expect(wrongIn({ minutes: '3' })).to.deep.equal(['minutes']);
    expect(wrongIn({ currency: 'XYZ' })).to.deep.equal(['currency']);
    expect(wrongIn({ ways: '' })).to.deep.equal(['ways']);
  });
});
