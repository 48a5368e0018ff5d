import { expect } from 'chai';
import { addressOf, askedBy, type Filters, filtersIn } from './filters.ts';

const read = (address: string) => filtersIn(new URL(address, 'https://care.example').searchParams);
const given = (filters: object) => Object.fromEntries(Object.entries(filters).filter(([, value]) => value));
const id = '00000000-0000-4000-8000-000000400001';

describe('The filters of the journal', () => {
  it('come back from the address as they went into it', () => {
    const filters: Filters = {
      ...{ subject: id, stream: `doctorDay-${id}_2026-11-24`, type: 'AppointmentCancelled', actorId: id },
      ...{ actorRole: 'ADMIN', correlationId: id, from: '2026-11-01', to: '2026-11-30' },
    };
    expect(given(read(addressOf(filters)))).to.deep.equal(filters);
    expect(addressOf({ subject: undefined })).to.equal('/audit');
  });

  it('leave out what is none', () => {
    expect(
      given(read('/audit?subject=ana&stream=it%27s&type=Sang&actorRole=KING&from=2026-02-30&more=1')),
    ).to.deep.equal({});
  });

  it('ask for whole days of whoever looks', () => {
    const {
      recordedFrom = '',
      recordedTo = '',
      ...more
    } = askedBy({ from: '2026-11-24', to: '2026-11-24', actorId: id });
    expect(given(more)).to.deep.equal({ actorId: id });
    expect(Date.parse(recordedTo) - Date.parse(recordedFrom)).to.equal(24 * 60 * 60_000 - 1);
    expect(new Date(recordedFrom).getHours()).to.equal(0);
  });
});
