import { expect } from 'chai';
import * as clinic from '../spec/clinic.ts';
import { specifying } from '../spec/given.ts';
import { type RegisterUser, type UserCommand, userDecider } from './decide.ts';
import { type ClaimEmail, emailDecider, mayBeAbandoned } from './email.ts';
import type { EmailEvent, UserEvent } from './events.ts';

const at = '2026-11-20T12:00:00.000Z';
const later = '2026-11-21T12:00:00.000Z';

describe('An account', () => {
  const { given } = specifying(userDecider);
  const person = {
    userId: clinic.user(1),
    role: 'PATIENT',
    email: 'mia@example.com',
    name: 'Mia Silva',
    passwordHash: '$argon2id$first',
  } as const;
  const register: RegisterUser = { is: 'RegisterUser', ...person, verification: null, at };
  const registered: UserEvent = { type: 'UserRegistered', data: { ...person, registeredAt: at } };

  it('is registered', () => {
    given().when(register).then(registered);
  });

  it('is registered once: the same again is quiet and leaves the password as it was', () => {
    given(registered)
      .when({ ...register, passwordHash: '$argon2id$second', at: later })
      .thenNothing();
  });

  it('is not overwritten by another one', () => {
    for (const other of [{ email: 'leo@example.com' }, { name: 'Leo' }, { role: 'ADMIN' }] as const)
      given(registered)
        .when({ ...register, ...other })
        .refuses('asked-differently', {});
  });

  it('whose person was erased is nobody else’s', () => {
    const erased: UserEvent = { type: 'UserRegistered', data: { ...registered.data, email: null, name: null } };
    given(erased).when(register).refuses('asked-differently', {});
  });

  const { userId } = person;
  const inAnHour = '2026-11-20T13:00:00.000Z';
  const letter = { requestId: 'r1', expiresAt: inAnHour };
  const verificationRequested: UserEvent = {
    type: 'EmailVerificationRequested',
    data: { userId, ...letter, requestedAt: at },
  };
  const verified: UserEvent = { type: 'EmailVerified', data: { userId, verifiedAt: at } };
  const resetRequested = (requestId = 'r1', requestedAt = at): UserEvent => ({
    type: 'PasswordResetRequested',
    data: { userId, requestId, requestedAt, expiresAt: inAnHour },
  });
  const changed = (by: 'OWNER' | 'LETTER', era = 1): UserEvent => ({
    type: 'PasswordChanged',
    data: { userId, passwordHash: '$argon2id$new', by, era, changedAt: at },
  });
  const reset = { is: 'ResetPassword', requestId: 'r1', passwordHash: '$argon2id$new', at } as const;
  const decided = (past: UserEvent[], command: UserCommand) =>
    userDecider.decide(command, past.reduce(userDecider.evolve, userDecider.initial));

  it('is asked to prove its address, unless somebody vouches for it', () => {
    given()
      .when({ ...register, verification: letter })
      .then(registered, verificationRequested);
  });

  it('proves its address once, by the newest letter and in time', () => {
    const verify = { is: 'VerifyEmail', requestId: 'r1', at } as const;
    given(registered, verificationRequested).when(verify).then(verified);
    given(registered, verificationRequested)
      .when({ ...verify, at: inAnHour })
      .refuses('link-used-up', {});
    given(registered, verificationRequested)
      .when({ ...verify, requestId: 'r0' })
      .refuses('link-used-up', {});
    given(registered).when(verify).refuses('link-used-up', {});
    given().when(verify).refuses('user-not-found', {});
  });

  it('is not sent another letter while one is on its way, nor when there is nothing to prove', () => {
    const again = { is: 'RequestEmailVerification', requestId: 'r2', expiresAt: inAnHour, at } as const;
    given(registered, verificationRequested).when(again).thenNothing();
    given(registered, verified).when(again).thenNothing();
    given(registered, verificationRequested)
      .when({ ...again, at: later })
      .then({
        type: 'EmailVerificationRequested',
        data: { userId, requestId: 'r2', requestedAt: later, expiresAt: inAnHour },
      });
    given(registered, resetRequested())
      .when({ ...again, is: 'RequestPasswordReset' })
      .thenNothing();
  });

  it('gets a new password by a letter, once; that ends its sessions and proves the address', () => {
    expect(decided([registered, resetRequested()], reset)).to.deep.equal([changed('LETTER'), verified]);
    expect(decided([registered, verified, resetRequested()], reset)).to.deep.equal([changed('LETTER')]);
    for (const past of [
      [registered, resetRequested(), changed('LETTER')],
      [registered, resetRequested(), resetRequested('r2', later)],
      [registered, resetRequested(), changed('OWNER')],
    ])
      given(...past)
        .when(reset)
        .refuses('link-used-up', {});
    given(registered, resetRequested())
      .when({ ...reset, at: inAnHour })
      .refuses('link-used-up', {});
  });

  it('gets a new password from whoever knew the one it has', () => {
    const change = { is: 'ChangePassword', era: 0, passwordHash: '$argon2id$new', at } as const;
    expect(decided([registered], change)).to.deep.equal([changed('OWNER')]);
    expect(decided([registered, changed('LETTER')], { ...change, era: 1 })).to.deep.equal([changed('OWNER', 2)]);
    given(registered, changed('LETTER')).when(change).refuses('password-changed', {});
  });

  it('keeps its sessions when the same password is hashed anew', () => {
    const rehash = { is: 'RehashPassword', from: '$argon2id$first', passwordHash: '$argon2id$dear', at } as const;
    given(registered)
      .when(rehash)
      .then({ type: 'PasswordRehashed', data: { userId, passwordHash: '$argon2id$dear', rehashedAt: at } });
    given(registered, changed('OWNER')).when(rehash).thenNothing();
  });

  it('can be kept from ever being registered, unless it is', () => {
    const abandon = { is: 'AbandonRegistration', userId, at } as const;
    const abandoned: UserEvent = { type: 'RegistrationAbandoned', data: { userId, abandonedAt: at } };
    given().when(abandon).then(abandoned);
    given(abandoned).when(register).refuses('registration-abandoned', {});
    given(registered).when(abandon).refuses('email-taken', {});
  });
});

describe('An e-mail address', () => {
  const { given } = specifying(emailDecider);
  const claim = (n: number): ClaimEmail => ({ is: 'ClaimEmail', userId: clinic.user(n), abandoned: null, at });
  const claimed: EmailEvent = { type: 'EmailClaimed', data: { userId: clinic.user(1), claimedAt: at } };

  it('belongs to whoever claims it first', () => {
    given().when(claim(1)).then(claimed);
    given(claimed).when(claim(2)).refuses('email-taken', {});
  });

  it('may be claimed again by the same account, quietly', () => {
    given(claimed).when(claim(1)).thenNothing();
  });

  it('is taken over only from an account that is certain never to be registered', () => {
    const released: EmailEvent = { type: 'EmailReleased', data: { userId: clinic.user(1), releasedAt: at } };
    const taken: EmailEvent = { type: 'EmailClaimed', data: { userId: clinic.user(2), claimedAt: at } };
    given(claimed)
      .when({ ...claim(2), abandoned: clinic.user(1) })
      .then(released, taken);
    given(claimed)
      .when({ ...claim(2), abandoned: clinic.user(3) })
      .refuses('email-taken', {});
    given(claimed, released, taken).when(claim(1)).refuses('email-taken', {});
  });

  it('is left for a while to whoever claimed it and has not registered yet', () => {
    const address = { is: 'Claimed', by: clinic.user(1), claimedAt: at } as const;
    expect(mayBeAbandoned(address, '2026-11-20T12:14:59.999Z')).to.equal(false);
    expect(mayBeAbandoned(address, '2026-11-20T12:15:00.000Z')).to.equal(true);
  });
});
