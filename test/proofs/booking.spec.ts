import { expect } from 'chai';
import { proveBookings } from './booking/prove.ts';

describe('Bookings, cancellations and moves of many at once, through two processes', () => {
  it('break no promise, as far as the log and the answers tell', async function () {
    this.timeout(180_000);
    const { asked, done, refused, violations } = await proveBookings(10, 3, () => {});
    expect(violations).to.deep.equal([]);
    expect(done).to.be.at.least(10);
    expect(asked).to.be.at.least(500);
    expect(refused['slot-taken']).to.be.greaterThan(400);
  });
});
