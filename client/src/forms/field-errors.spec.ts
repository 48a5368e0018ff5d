import { expect } from 'chai';
import { check, fieldErrorsOf } from './field-errors.ts';

describe('Errors of fields', () => {
  it('are found here and on the other side', () => {
    const errors = [
      { field: 'email', message: 'email must be an e-mail address' },
      { field: 'email', message: 'email must be shorter' },
      { field: 'position', message: 'is no field of the form' },
    ];
    const refused = { is: 'Refused', status: 400, code: 'invalid-request', title: 'No', errors, data: {} } as const;
    expect(fieldErrorsOf({ ...refused, errors }, { email: 'E-mail address' })).to.deep.equal({
      email: 'E-mail address must be an e-mail address',
    });
    const within = [{ field: 'profile.image', message: 'image must be shorter' }];
    expect(fieldErrorsOf({ ...refused, errors: within }, { image: 'Picture' })).to.deep.equal({
      image: 'Picture must be shorter',
    });
    expect(fieldErrorsOf({ is: 'Failed' }, { email: 'E-mail address' })).to.deep.equal({});
    expect(check({ email: false, password: 'Enter your password', name: undefined })).to.deep.equal({
      password: 'Enter your password',
    });
  });
});
