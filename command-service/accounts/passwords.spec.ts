import { expect } from 'chai';
import { createPasswords } from './passwords.ts';

describe('Passwords', () => {
  const password = 'a long enough secret';

  it('are hashed by argon2id at 19 MiB and two passes, which is not cheap', async () => {
    const passwords = createPasswords();
    const hashed = await passwords.hash(password);
    expect(hashed).to.match(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect([await passwords.matches(password, hashed), await passwords.matches('another', hashed)]).to.deep.equal([
      true,
      false,
    ]);
    const cheap = ['m=9216,t=4,p=1', 'm=19456,t=1,p=1'].map((cost) => hashed.replace('m=19456,t=2,p=1', cost));
    expect([hashed, ...cheap, null].map(passwords.isCheap)).to.deep.equal([false, true, true, true]);
  });

  it('wait in one queue with an end, whether there is anything to compare with or not', async () => {
    const passwords = createPasswords();
    const first = Array.from({ length: 60 }, (_, n) => passwords.matches(password, n === 0 ? null : '$no$hash'));
    const late = await Promise.allSettled([passwords.matches(password, null), passwords.matches(password, '$no$hash')]);
    for (const each of late)
      expect(each).to.deep.include({ status: 'rejected' }).and.have.nested.property('reason.status', 503);
    const [nobodys] = await Promise.allSettled(first);
    expect(nobodys).to.deep.equal({ status: 'fulfilled', value: false });
    expect(await passwords.matches(password, null)).to.equal(false);
  });
});
