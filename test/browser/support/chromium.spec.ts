import { expect } from 'chai';
import { chromiumPath } from './chromium.ts';

describe('Finding the browser', () => {
  it('takes the one that CHROMIUM_PATH names', () => {
    expect(chromiumPath({ CHROMIUM_PATH: process.execPath })).to.equal(process.execPath);
  });

  it('says so when CHROMIUM_PATH names none', () => {
    expect(() => chromiumPath({ CHROMIUM_PATH: '/nowhere/chromium' })).to.throw(
      /CHROMIUM_PATH names \/nowhere\/chromium/,
    );
  });
});
