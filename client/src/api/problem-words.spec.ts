import { expect } from 'chai';
import type { Problem } from './problem.ts';
import { wordsForSending } from './problem-words.ts';

describe('The words for a problem', () => {
  it('assure that sending again is safe exactly when the outcome is unknown', () => {
    const safe = /sending again does nothing twice/;
    expect(wordsForSending({ is: 'Unreachable' }).text).to.match(safe);
    expect(wordsForSending({ is: 'Busy', retryAfterSeconds: 1 }).text).to.match(safe);
    const refused: Problem = {
      is: 'Refused',
      status: 409,
      code: 'x',
      title: 'No',
      detail: 'Because.',
      errors: [],
      data: {},
    } as const;
    expect(wordsForSending(refused)).to.deep.equal({ title: 'No', text: 'Because.' });
  });
});
