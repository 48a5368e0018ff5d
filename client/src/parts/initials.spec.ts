import { expect } from 'chai';
import { initialsOf } from './initials.ts';

describe('A portrait without a picture', () => {
  it('takes initials from names, not from titles', () => {
    expect(initialsOf('Dr. Ana Maria Souza')).to.equal('AS');
    expect(initialsOf('Prof. Dr. Ødegård')).to.equal('Ø');
    expect(initialsOf('')).to.equal('');
  });
});
