import { expect } from 'chai';
import { proveKills } from './eventstore-kill/prove.ts';

describe('An event store that is killed while it is written to', () => {
  it('keeps every event it acknowledged, each once', async function () {
    this.timeout(120_000);
    const found = await proveKills(3, 20, () => {});
    expect(found.acknowledged).to.be.greaterThan(0);
    expect(found).to.include({ lost: 0, twice: 0, refused: 0 });
  });
});
