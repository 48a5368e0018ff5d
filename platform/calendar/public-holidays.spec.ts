import { expect } from 'chai';
import { countries, isCountry, publicHolidayOn } from './public-holidays.ts';

describe('Public holidays', () => {
  it('are known by country and date, with their names', () => {
    expect(publicHolidayOn('BR', '2026-12-25')).to.equal('Christmas Day');
    expect(publicHolidayOn('BR', '2026-09-07')).to.equal('Independence Day');
    expect(publicHolidayOn('DE', '2026-04-06')).to.equal('Easter Monday');
    expect(publicHolidayOn('DE', '2026-04-07')).to.equal(null);
    expect(publicHolidayOn('BR', '2026-10-03')).to.equal(null);
  });

  it('last as long as they last, whatever the hour at which they begin', () => {
    const feast = ['2026-03-19', '2026-03-20', '2026-03-21', '2026-03-22', '2026-03-23'];
    const name = 'End of Ramadan (Eid al-Fitr)';
    expect(feast.map((date) => publicHolidayOn('EG', date))).to.deep.equal([null, name, name, name, null]);
  });

  it('are those of the whole country, and take the whole day', () => {
    expect(publicHolidayOn('DE', '2026-06-04'), 'Corpus Christi, in some states').to.equal(null);
    expect(publicHolidayOn('AT', '2026-12-24'), 'from noon, by custom').to.equal(null);
  });

  it('are known of countries by their codes', () => {
    expect(['BR', 'br', 'XX', 'toString', 'constructor', 'BR-SP', ''].map(isCountry)).to.deep.equal([
      ...[true, false, false, false, false, false, false],
    ]);
    expect(countries()).to.deep.include({ country: 'BR', name: 'Brazil' });
    expect(countries().every(({ country }) => isCountry(country))).to.equal(true);
  });
});
