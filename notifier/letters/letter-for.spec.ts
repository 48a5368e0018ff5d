import { expect } from 'chai';
import type { FactsOf } from './letter.ts';
import { letterFor } from './letter-for.ts';
import { account, example, examples, somebodyElse } from './spec/examples.ts';

describe('The letter', () => {
  it('names whoever cancelled as the reader would', () => {
    const opening = (by: FactsOf['cancellation']['by']) =>
      /was cancelled (.*)\. It/.exec(letterFor(example('cancellation', { by })).text)?.[1];
    expect(opening({ userId: account, role: 'PATIENT' })).to.equal('by you');
    expect(opening({ userId: somebodyElse, role: 'PATIENT' })).to.equal('by the patient');
    expect(opening({ userId: somebodyElse, role: 'DOCTOR' })).to.equal('by the doctor');
    expect(opening({ userId: somebodyElse, role: 'ADMIN' })).to.equal('by the clinic');
    expect(opening({ policy: true })).to.equal('automatically');
  });

  it('does not promise a cancellation that is too late already', () => {
    const late = { cancellableUntil: null };
    expect(letterFor(example('confirmation', late)).text).to.contain('too late to cancel online');
    expect(letterFor(example('reminder', late)).text).to.contain('too late to cancel online');
  });

  it('leaves out a reason that nobody can read any more', () => {
    expect(letterFor(example('cancellation', { reason: null })).text).not.to.contain('Reason');
  });

  it('speaks of a refund where something was paid', () => {
    const saying = (refundPercent: number | null) => letterFor(example('cancellation', { refundPercent })).text;
    expect(saying(50)).to.contain('50 % is paid back');
    expect(saying(0)).to.contain('nothing is paid back');
    expect(saying(null)).not.to.contain('paid');
  });

  it('says what a moved visit still waits for', () => {
    expect(letterFor(example('rescheduling', { status: 'PENDING' })).text).to.contain('still to be paid');
    expect(letterFor(example('rescheduling', { status: 'REQUESTED' })).text).to.contain('still to accept');
    expect(letterFor(example('rescheduling', { by: { policy: true } })).text).to.contain('was moved.');
  });

  it('says that a visit costs nothing, and has a word for one minute', () => {
    const visit = { ...examples.confirmation.visit, minutes: 1, fee: { amount: '0.00', currency: 'BRL' } };
    expect(letterFor(example('confirmation', { visit })).text).to.contain('1 minute, free of charge');
    expect(letterFor(example('confirmation', { visit, language: 'de' })).text).to.contain('1 Minute, kostenlos');
  });

  it('tells apart an hour that the clock shows twice', () => {
    const moment = { date: '2026-10-25', time: '02:30', zone: 'Europe/Berlin', startsAt: '2026-10-25T01:30:00.000Z' };
    expect(letterFor(example('confirmation', { moment })).text).to.contain('02:30 (Europe/Berlin, UTC+01:00)');
  });

  it('says the same in HTML, where what people typed stays text', () => {
    const reason = '<img src=x onerror="alert(1)"> & more\n{{doctor}}';
    const { html } = letterFor(example('cancellation', { reason }));
    expect(html).to.contain('Tuesday, 24 November 2026, 09:30 (America/Sao_Paulo)').and.contain('Rua das Flores 10');
    expect(html).to.contain('&lt;img src').and.contain('{{doctor}}').and.not.contain('<img');
  });

  it('loads nothing from anywhere', () => {
    for (const kind of Object.keys(examples) as (keyof typeof examples)[])
      expect(letterFor(example(kind)).html).not.to.match(/src=|url\(|<link|<script|@import/);
  });
});
