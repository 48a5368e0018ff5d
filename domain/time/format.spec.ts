import { expect } from 'chai';
import { formatDate, formatInstant, formatMoment, formatMoney, formatMonth } from './format.ts';

describe('Times and money as people read them', () => {
  const moment = { date: '2026-11-24', time: '09:30', zone: 'America/Sao_Paulo' };

  it('spells out weekday, date, wall time and zone', () => {
    expect(formatMoment(moment)).to.equal('Tuesday, 24 November 2026, 09:30 (America/Sao_Paulo)');
  });

  it('speaks the language of the locale', () => {
    expect(formatMoment(moment, 'pt-BR')).to.equal('terça-feira, 24 de novembro de 2026, 09:30 (America/Sao_Paulo)');
    expect(formatMoment(moment, 'de')).to.equal('Dienstag, 24. November 2026, 09:30 (America/Sao_Paulo)');
  });

  it('shows the promised wall time whatever the zone of the reader', () => {
    expect(formatDate('2026-01-01')).to.equal('Thursday, 1 January 2026');
    expect(formatDate('2028-02-29')).to.equal('Tuesday, 29 February 2028');
    expect(formatMonth('2028-02-29')).to.equal('February 2028');
  });

  it('tells the two equal hours of an autumn night apart', () => {
    const night = { date: '2026-11-01', time: '01:30', zone: 'America/New_York' };
    expect(formatMoment({ ...night, startsAt: '2026-11-01T05:30:00.000Z' })).to.equal(
      'Sunday, 1 November 2026, 01:30 (America/New_York, UTC-04:00)',
    );
    expect(formatMoment({ ...night, startsAt: '2026-11-01T06:30:00.000Z' })).to.equal(
      'Sunday, 1 November 2026, 01:30 (America/New_York, UTC-05:00)',
    );
  });

  it('keeps the offset to itself on any other day', () => {
    expect(formatMoment({ ...moment, startsAt: '2026-11-24T12:30:00.000Z' })).to.equal(formatMoment(moment));
  });

  it('puts an instant on the clock of a zone', () => {
    expect(formatInstant('2026-11-24T02:30:00.000Z', 'America/Sao_Paulo')).to.equal(
      'Monday, 23 November 2026, 23:30 (America/Sao_Paulo)',
    );
    expect(formatInstant('2026-11-24T03:00:00.000Z', 'America/Sao_Paulo')).to.equal(
      'Tuesday, 24 November 2026, 00:00 (America/Sao_Paulo)',
    );
  });

  it('writes money exactly, in the manner of the locale', () => {
    expect(formatMoney({ amount: '120.00', currency: 'BRL' })).to.equal('R$120.00');
    expect(formatMoney({ amount: '1234567890123456.78', currency: 'EUR' }, 'de')).to.equal(
      '1.234.567.890.123.456,78\u00a0€',
    );
  });
});
