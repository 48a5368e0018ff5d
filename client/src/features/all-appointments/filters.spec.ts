import { expect } from 'chai';
import { addressOf, type Filters, filtersIn } from './filters.ts';

const today = '2026-11-24';
const read = (address: string) => filtersIn(new URL(address, 'https://care.example').searchParams, today);
const given = (filters: Filters) => Object.fromEntries(Object.entries(filters).filter(([, value]) => value));

describe('The filters of all appointments', () => {
  it('begin today unless the address says otherwise', () => {
    expect(given(read('/clinic/appointments'))).to.deep.equal({ from: today });
    expect(given(read('/clinic/appointments?from='))).to.deep.equal({});
  });

  it('come back from the address as they went into it', () => {
    const filters: Filters = {
      ...{ from: '2026-11-01', to: '2026-11-30', status: 'CANCELLED' },
      doctorId: '00000000-0000-4000-8000-000000400001',
    };
    expect(given(read(addressOf(filters)))).to.deep.equal(filters);
    expect(given(read(addressOf({})))).to.deep.equal({});
  });

  it('leave out what is none', () => {
    expect(given(read('/?from=2026-02-30&to=soon&status=LOST&doctorId=ana&patientId='))).to.deep.equal({});
  });
});
