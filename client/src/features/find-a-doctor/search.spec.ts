import { expect } from 'chai';
import { anyDoctor, furtherChoices, paramsOf, searchIn } from './search.ts';

describe('The search for a doctor, in the address', () => {
  it('is what was chosen, and comes back', () => {
    const search = { ...anyDoctor, text: 'lima', language: 'pt', way: 'video', feeTo: '120.50', sort: 'fee' };
    expect(paramsOf(search)).to.deep.equal({
      text: 'lima',
      language: 'pt',
      way: 'video',
      feeTo: '120.50',
      sort: 'fee',
    });
    expect(searchIn(new URLSearchParams(paramsOf(search)))).to.deep.equal(search);
    expect(furtherChoices(search)).to.equal(3);
  });

  it('is nothing when anybody will do', () => {
    expect(paramsOf(anyDoctor)).to.deep.equal({});
    expect(searchIn(new URLSearchParams())).to.deep.equal(anyDoctor);
  });

  it('leaves out what could not be asked for', () => {
    const odd =
      'language=Klingon&way=letter&gender=x&feeFrom=cheap&feeTo=-1&ratingFrom=6&sort=luck&text=%20ana%20&more=1';
    expect(searchIn(new URLSearchParams(odd))).to.deep.equal({ ...anyDoctor, text: 'ana' });
  });
});
