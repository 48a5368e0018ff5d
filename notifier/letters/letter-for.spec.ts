import { userId } from '@careconnect/domain/ids.ts';
import { expect } from 'chai';
import type { Facts } from './letter.ts';
import { letterFor } from './letter-for.ts';

const account = userId('6f1f3f0e-0000-4000-8000-000000000001');
const somebodyElse = userId('6f1f3f0e-0000-4000-8000-000000000002');

const common = {
  recipient: { userId: account, name: 'Rosa Lima' },
  patientName: 'Davi Lima',
  doctor: { name: 'Dr. Ana Souza', specialization: 'Cardiology', address: 'Rua das Flores 10, Vitória' },
  visit: { name: 'First consultation', minutes: 30, fee: { amount: '120.00', currency: 'BRL' } },
  moment: {
    date: '2026-11-24',
    time: '09:30',
    zone: 'America/Sao_Paulo',
    startsAt: '2026-11-24T12:30:00.000Z',
  },
  page: 'https://care.example/appointments',
} as const;

const confirmation: Facts = { ...common, kind: 'confirmation', cancellableUntil: '2026-11-23T12:30:00.000Z' };
const cancellation: Facts = {
  ...common,
  kind: 'cancellation',
  by: { userId: somebodyElse, role: 'DOCTOR' },
  reason: 'The doctor is ill.\nWe are sorry.',
};

describe('The letter', () => {
  it('of a confirmation says when, with whom, what and where', () => {
    const { subject, text } = letterFor(confirmation);
    expect(subject).to.equal('Confirmed: Dr. Ana Souza, Tuesday, 24 November 2026, 09:30 (America/Sao_Paulo)');
    expect(text).to.equal(`Dear Rosa Lima,

the appointment for Davi Lima is confirmed.

  When:    Tuesday, 24 November 2026, 09:30 (America/Sao_Paulo)
  Patient: Davi Lima
  Doctor:  Dr. Ana Souza, Cardiology
  Visit:   First consultation, 30 minutes, fee R$120.00
  Where:   Rua das Flores 10, Vitória

If you cannot come, please cancel online until Monday, 23 November 2026, 09:30 (America/Sao_Paulo): somebody else will be glad of the time.

Your appointments: https://care.example/appointments

CareConnect
`);
  });

  it('of a cancellation says who cancelled and why', () => {
    const { subject, text } = letterFor(cancellation);
    expect(subject).to.equal('Cancelled: Dr. Ana Souza, Tuesday, 24 November 2026, 09:30 (America/Sao_Paulo)');
    expect(text).to.contain('was cancelled by the doctor. It will not take place.');
    expect(text).to.contain('  Reason:  The doctor is ill.\n           We are sorry.');
  });

  it('names whoever cancelled as the reader would', () => {
    const opening = (by: Extract<Facts, { kind: 'cancellation' }>['by']) =>
      /was cancelled (.*)\. It/.exec(letterFor({ ...cancellation, by } as Facts).text)?.[1];
    expect(opening({ userId: account, role: 'PATIENT' })).to.equal('by you');
    expect(opening({ userId: somebodyElse, role: 'PATIENT' })).to.equal('by the patient');
    expect(opening({ userId: somebodyElse, role: 'ADMIN' })).to.equal('by the clinic');
    expect(opening({ policy: true })).to.equal('automatically');
  });

  it('does not promise a cancellation that is too late already', () => {
    expect(letterFor({ ...confirmation, cancellableUntil: null } as Facts).text).to.contain(
      'too late to cancel online',
    );
  });

  it('leaves out a reason that nobody can read any more', () => {
    expect(letterFor({ ...cancellation, reason: null } as Facts).text).not.to.contain('Reason');
  });

  it('says that a visit costs nothing', () => {
    const free = { ...common.visit, fee: { amount: '0.00', currency: 'BRL' } };
    expect(letterFor({ ...confirmation, visit: free }).text).to.contain('30 minutes, free of charge');
  });

  it('tells apart an hour that the clock shows twice', () => {
    const moment = { date: '2026-10-25', time: '02:30', zone: 'Europe/Berlin', startsAt: '2026-10-25T01:30:00.000Z' };
    expect(letterFor({ ...confirmation, moment }).text).to.contain('02:30 (Europe/Berlin, UTC+01:00)');
  });

  it('says the same in HTML, where what people typed stays text', () => {
    const reason = '<img src=x onerror="alert(1)"> & more';
    const { html } = letterFor({ ...cancellation, reason } as Facts);
    expect(html).to.contain('Tuesday, 24 November 2026, 09:30 (America/Sao_Paulo)').and.contain('Rua das Flores 10');
    expect(html).to.contain('&#60;img src=x').and.not.contain('<img');
  });
});
