import { expect } from 'chai';
import { schedule } from '../spec/clinic.ts';
import { cancellableBy } from './cancellable.ts';

const startsAt = '2026-11-24T12:30:00.000Z';
const cutOff = '2026-11-23T12:30:00.000Z';

describe('Whether an appointment may be cancelled', () => {
  const { policy } = schedule;

  it('a patient is told until when', () => {
    const told = cancellableBy('PATIENT', { status: 'CONFIRMED', startsAt, policy }, cutOff);
    expect(told).to.deep.equal({ allowed: true, until: cutOff });
  });

  it('a patient is told when it is too late', () => {
    const told = cancellableBy('PATIENT', { status: 'CONFIRMED', startsAt, policy }, '2026-11-23T12:30:00.001Z');
    expect(told).to.deep.equal({ allowed: false, until: cutOff });
  });
});
