import { expect } from 'chai';
import { isMissing, problemOf, refusedAs } from './problem.ts';

const answered = (headers: Record<string, string> = {}) => ({ headers: new Headers(headers) });
const taken = {
  type: 'https://careconnect.example/problems/slot-taken',
  title: 'The time is taken',
  status: 409,
  code: 'slot-taken',
  detail: 'Somebody else holds this time.',
  nearest: [{ startsAt: '2026-11-24T12:30:00.000Z', endsAt: '2026-11-24T13:00:00.000Z', time: '09:30' }],
};

describe('A problem', () => {
  it('is a refusal with its words and its data, when a rule said no', () => {
    const problem = problemOf({ status: 409, data: taken }, answered());
    expect(problem).to.deep.include({ is: 'Refused', status: 409, code: 'slot-taken', title: 'The time is taken' });
    expect(problem).to.deep.include({ data: { nearest: taken.nearest }, errors: [] });
    expect(refusedAs(problem, 'slot-taken')?.nearest).to.deep.equal(taken.nearest);
    expect(refusedAs(problem, 'too-soon', 'slot-taken')?.nearest).to.deep.equal(taken.nearest);
    expect(refusedAs(problem, 'email-taken')).to.equal(undefined);
    expect(refusedAs(undefined, 'slot-taken')).to.equal(undefined);
  });

  it('tells what is missing from what is refused otherwise or has failed', () => {
    const body = { code: 'not-found', title: 'There is no such thing' };
    expect(isMissing(problemOf({ status: 404, data: body }, answered()))).to.equal(true);
    expect(isMissing(problemOf({ status: 409, data: taken }, answered()))).to.equal(false);
    expect(isMissing(problemOf({ status: 404, data: 'no details' }, answered()))).to.equal(false);
    expect(isMissing({ message: 'a mistake of ours' })).to.equal(false);
    expect(isMissing(undefined)).to.equal(false);
  });

  it('names the fields that are wrong, and nothing that is no field error', () => {
    const errors = [{ in: 'body', field: 'email', message: 'email must be an e-mail address' }, 'nonsense', null];
    const body = { code: 'invalid-request', title: 'The request is not valid', errors };
    const problem = problemOf({ status: 400, data: body }, answered());
    expect(problem).to.deep.include({ errors: [errors[0]] });
  });

  it('is being unreachable when nobody answered', () => {
    expect(problemOf({ status: 'FETCH_ERROR', error: 'x' }, undefined)).to.deep.equal({ is: 'Unreachable' });
    expect(problemOf({ status: 'TIMEOUT_ERROR', error: 'x' }, undefined)).to.deep.equal({ is: 'Unreachable' });
    for (const error of ['TimeoutError: signal timed out', 'TypeError: network error']) {
      const brokenOff = { status: 'PARSING_ERROR', originalStatus: 200, data: '', error } as const;
      expect(problemOf(brokenOff, answered()), error).to.deep.equal({ is: 'Unreachable' });
    }
  });

  for (const status of [502, 503, 504])
    it(`is being busy for ${status}, whatever stands in the answer`, () => {
      expect(problemOf({ status, data: {} }, answered({ 'Retry-After': '3' }))).to.deep.equal({
        is: 'Busy',
        retryAfterSeconds: 3,
      });
      const unreadable = { status: 'PARSING_ERROR', originalStatus: status, data: '<html>', error: 'x' } as const;
      expect(problemOf(unreadable, answered())).to.deep.equal({ is: 'Busy', retryAfterSeconds: 1 });
    });

  it('waits neither for ever nor not at all', () => {
    const wait = (header: string) => problemOf({ status: 503, data: {} }, answered({ 'Retry-After': header }));
    expect(wait('86400')).to.deep.include({ retryAfterSeconds: 60 });
    expect(wait('0')).to.deep.include({ retryAfterSeconds: 1 });
    expect(wait('Tue, 24 Nov 2026 12:30:00 GMT')).to.deep.include({ retryAfterSeconds: 1 });
  });

  it('is being signed out when a token was refused, and a refusal when a password was', () => {
    const unknown = { code: 'unauthenticated', title: 'Sign in' };
    const wrong = { code: 'bad-credentials', title: 'E-mail address or password is wrong' };
    expect(problemOf({ status: 401, data: unknown }, answered())).to.deep.equal({ is: 'SignedOut' });
    expect(problemOf({ status: 401, data: unknown }, answered())).to.deep.equal({ is: 'SignedOut' });
    expect(problemOf({ status: 401, data: wrong }, answered())).to.deep.include({ code: 'bad-credentials' });
  });

  it('is a failure of ours for everything else', () => {
    const error = 'SyntaxError: Unexpected token <';
    const unreadable = { status: 'PARSING_ERROR', originalStatus: 200, data: '<html>', error } as const;
    expect(problemOf({ status: 500, data: { code: 'unexpected', title: 'x' } }, answered())).to.deep.equal({
      is: 'Failed',
    });
    expect(problemOf({ status: 400, data: 'no details' }, answered())).to.deep.equal({ is: 'Failed' });
    expect(problemOf(unreadable, answered())).to.deep.equal({ is: 'Failed' });
  });
});
