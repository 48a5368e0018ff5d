import { expect } from 'chai';
import { languagesText, ratedText, waysText } from './wording.ts';

describe('Words about a doctor', () => {
  it('name languages and ways of being seen', () => {
    expect(languagesText({ languages: ['pt', 'en', 'de'] })).to.equal('Portuguese, English and German');
    expect(waysText({ ways: ['in-person', 'video'] })).to.equal('in person and by video');
  });

  it('tell the rating, and by how many', () => {
    expect(ratedText({ rated: { average: 4.5, ratings: 12 } })).to.equal('4.5 of 5, by 12 patients');
    expect(ratedText({ rated: { average: 5, ratings: 1 } })).to.equal('5.0 of 5, by 1 patient');
    expect(ratedText({ rated: null })).to.equal('Not rated yet');
  });
});
