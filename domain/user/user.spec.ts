import { expect } from 'chai';
import { contactOf } from '../feedback/contact.ts';
import * as clinic from '../spec/clinic.ts';
import { specifying } from '../spec/given.ts';
import { type RegisterUser, type UserCommand, userDecider } from './decide.ts';
import { type ClaimEmail, contactAt, emailDecider, mayBeAbandoned } from './email.ts';
import type { EmailEvent, SecondFactorEvent, UserEvent } from './events.ts';
import { defaultPreferences, type LetterPreferences } from './letter-preferences.ts';
import {
  decideSecondFactor,
  evolveSecondFactor,
  type SecondFactor,
  type SecondFactorCommand,
} from './second-factor.ts';

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

  describe('has its visits followed by a calendar', () => {
    const userId = clinic.user(1);
    const make = (digest: string): UserCommand => ({ is: 'MakeCalendarFeed', digest, at });
    const revoke: UserCommand = { is: 'RevokeCalendarFeed', at: later };
    const made = (digest: string): UserEvent => ({ type: 'CalendarFeedMade', data: { userId, digest, madeAt: at } });
    const revoked: UserEvent = { type: 'CalendarFeedRevoked', data: { userId, revokedAt: later } };

    it('by the newest address alone', () => {
      given(registered).when(make('d1')).then(made('d1'));
      given(registered, made('d1')).when(make('d2')).then(made('d2'));
      given(registered, made('d1')).when(make('d1')).thenNothing();
    });

    it('until it is revoked, quietly when there is none', () => {
      given(registered, made('d1')).when(revoke).then(revoked);
      given(registered).when(revoke).thenNothing();
      given(registered, made('d1'), revoked).when(revoke).thenNothing();
      given(registered, made('d1'), revoked).when(make('d1')).then(made('d1'));
    });

    it('and nobody’s once it is erased or shut out', () => {
      const era = { era: 1, erasedAt: at, deactivatedAt: at };
      const [erased, shutOut]: UserEvent[] = [
        { type: 'UserErased', data: { userId, by: 'OWNER', emailHash: null, contactId: null, ...era } },
        { type: 'UserDeactivated', data: { userId, ...era } },
      ];
      for (const end of [erased, shutOut])
        given(registered, made('d1'), end as UserEvent)
          .when(make('d2'))
          .refuses('user-not-found', {});
    });
  });

  describe('says how it wants to be written to', () => {
    const german: LetterPreferences = { ...defaultPreferences, language: 'de', phone: '+491701234567' };
    const set = (preferences: LetterPreferences, setAt = at): UserEvent => ({
      type: 'LetterPreferencesSet',
      data: { userId: clinic.user(1), ...preferences, setAt },
    });

    it('all at once, and is quiet when nothing is new', () => {
      given(registered).when({ is: 'SetLetterPreferences', preferences: german, at }).then(set(german));
      given(registered, set(german)).when({ is: 'SetLetterPreferences', preferences: german, at: later }).thenNothing();
      given(registered).when({ is: 'SetLetterPreferences', preferences: defaultPreferences, at }).thenNothing();
    });

    it('and declines letters of one kind, once', () => {
      const without = { ...german, declined: ['rating'] } as const;
      given(registered, set(german))
        .when({ is: 'DeclineLetters', kind: 'rating', at: later })
        .then(set(without, later));
      given(registered, set(without)).when({ is: 'DeclineLetters', kind: 'rating', at: later }).thenNothing();
      given().when({ is: 'DeclineLetters', kind: 'rating', at }).refuses('user-not-found', {});
    });
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

describe('An account made by the clinic', () => {
  const { given } = specifying(userDecider);
  const userId = clinic.user(1);
  const person = { userId, role: 'AUDITOR', email: 'ines@example.com', name: 'Ines Reis' } as const;
  const expiresAt = '2026-11-27T12:00:00.000Z';
  const invite = { is: 'InviteUser', ...person, requestId: 'r1', expiresAt, at } as const;
  const invited = (requestId = 'r1', requestedAt = at): UserEvent => ({
    type: 'UserInvited',
    data: { ...person, requestId, requestedAt, expiresAt },
  });
  const accept = { is: 'AcceptInvitation', requestId: 'r1', passwordHash: '$argon2id$', at } as const;
  const accepted: UserEvent = {
    type: 'InvitationAccepted',
    data: { userId, passwordHash: '$argon2id$', acceptedAt: at },
  };
  const deactivate = { is: 'DeactivateUser', by: clinic.user(99), at } as const;
  const deactivated = (era = 1): UserEvent => ({ type: 'UserDeactivated', data: { userId, era, deactivatedAt: at } });
  const reactivate = { is: 'ReactivateUser', at } as const;
  const reactivated: UserEvent = { type: 'UserReactivated', data: { userId, reactivatedAt: at } };

  it('is invited, and again when the letter is no longer on its way', () => {
    given().when(invite).then(invited());
    given(invited())
      .when({ ...invite, requestId: 'r2', at: later })
      .then(invited('r2', later));
    given(invited(), accepted)
      .when({ ...invite, at: later })
      .thenNothing();
    given(invited())
      .when({ ...invite, role: 'ADMIN' })
      .refuses('asked-differently', {});
  });

  it('gets its password once, by the newest letter and in time', () => {
    const decided = userDecider.decide(accept, [invited()].reduce(userDecider.evolve, userDecider.initial));
    expect(decided).to.deep.equal([accepted]);
    given(invited(), accepted).when(accept).refuses('link-used-up', {});
    given(invited(), invited('r2', later)).when(accept).refuses('link-used-up', {});
    given(invited())
      .when({ ...accept, at: expiresAt })
      .refuses('link-used-up', {});
    given().when(accept).refuses('link-used-up', {});
  });

  it('is deactivated and back as it was, but for its sessions; invited or not', () => {
    given(invited(), accepted).when(deactivate).then(deactivated());
    given(invited()).when(deactivate).then(deactivated());
    given(invited(), accepted, deactivated()).when(reactivate).then(reactivated);
    given(invited(), accepted, deactivated(), reactivated).when(deactivate).then(deactivated(2));
    given(invited(), deactivated()).when(accept).refuses('link-used-up', {});
    given(invited(), accepted, deactivated())
      .when({ is: 'RequestPasswordReset', requestId: 'r3', expiresAt, at })
      .refuses('user-not-found', {});
  });

  it('is deactivated by somebody else', () => {
    given(invited(), accepted)
      .when({ ...deactivate, by: userId })
      .refuses('own-account', {});
    given().when(deactivate).refuses('user-not-found', {});
  });

  const address = { emailHash: 'a'.repeat(64), contactId: contactOf('a'.repeat(64), 0) };
  const erase = { is: 'EraseUser', by: clinic.user(99), address, at } as const;
  const erased = (by: 'OWNER' | 'ADMIN', era = 1): UserEvent => ({
    type: 'UserErased',
    data: { userId, by, ...address, era, erasedAt: at },
  });

  it('is erased at the wish of its owner or of the clinic, whatever it is, and stays so', () => {
    given(invited(), accepted)
      .when({ ...erase, by: userId })
      .then(erased('OWNER'));
    given(invited()).when(erase).then(erased('ADMIN'));
    given(invited(), accepted, deactivated()).when(erase).then(erased('ADMIN', 2));
    given(invited(), accepted, erased('ADMIN')).when(reactivate).refuses('user-not-found', {});
    given(invited(), accepted, erased('ADMIN'))
      .when({ is: 'RequestPasswordReset', requestId: 'r3', expiresAt, at })
      .refuses('user-not-found', {});
    given().when(erase).refuses('user-not-found', {});
  });

  it('of an admin is erased by another one', () => {
    const admin: UserEvent = { ...invited(), data: { ...invited().data, role: 'ADMIN' } } as UserEvent;
    given(admin, accepted)
      .when({ ...erase, by: userId })
      .refuses('own-account', {});
    given(admin, accepted).when(erase).then(erased('ADMIN'));
  });
});

describe('A second factor', () => {
  const { given } = specifying({
    initial: { is: 'None' } as SecondFactor,
    evolve: evolveSecondFactor,
    decide: (command: SecondFactorCommand, factor: SecondFactor) => decideSecondFactor(command, clinic.user(1), factor),
  });
  const userId = clinic.user(1);
  const begin = { is: 'BeginSecondFactor', secret: 'S1', at } as const;
  const begun: SecondFactorEvent = { type: 'SecondFactorBegun', data: { userId, secret: 'S1', begunAt: at } };
  const recovery = ['d0', 'd1'];
  const enable = { is: 'EnableSecondFactor', secret: 'S1', step: 10, recovery, at } as const;
  const enabled: SecondFactorEvent = {
    type: 'SecondFactorEnabled',
    data: { userId, step: 10, recovery, enabledAt: at },
  };
  const use = (step: number) => ({ is: 'UseSecondFactor', secret: 'S1', step, at }) as const;
  const used = (step: number): SecondFactorEvent => ({ type: 'SecondFactorUsed', data: { userId, step, usedAt: at } });
  const recover = (digest: string) => ({ is: 'UseRecoveryCode', digest, at }) as const;
  const recovered: SecondFactorEvent = { type: 'RecoveryCodeUsed', data: { userId, place: 1, usedAt: at } };
  const decided = (past: SecondFactorEvent[], command: SecondFactorCommand) =>
    decideSecondFactor(command, userId, past.reduce(evolveSecondFactor, { is: 'None' } as SecondFactor));

  it('counts from the first code that comes out of the secret that was shown', () => {
    given().when(begin).then(begun);
    given(begun)
      .when({ ...begin, secret: 'S2' })
      .thenNothing();
    expect(decided([begun], enable)).to.deep.equal([enabled]);
    given(begun)
      .when({ ...enable, secret: 'S2' })
      .refuses('code-not-good', {});
    given(begun).when(use(11)).refuses('code-not-good', {});
    given(begun, enabled).when(begin).refuses('second-factor-enabled', {});
  });

  it('takes no code twice, nor one from before', () => {
    expect(decided([begun, enabled], use(11))).to.deep.equal([used(11)]);
    for (const step of [9, 10]) given(begun, enabled).when(use(step)).refuses('code-not-good', {});
    given(begun, enabled, used(12)).when(use(12)).refuses('code-not-good', {});
  });

  it('takes each recovery code once', () => {
    expect(decided([begun, enabled], recover('d1'))).to.deep.equal([recovered]);
    given(begun, enabled, recovered).when(recover('d1')).refuses('code-not-good', {});
    given(begun, enabled).when(recover('d7')).refuses('code-not-good', {});
  });

  it('is removed, quietly when there is none', () => {
    const removed: SecondFactorEvent = { type: 'SecondFactorRemoved', data: { userId, removedAt: at } };
    given(begun, enabled).when({ is: 'RemoveSecondFactor', at }).then(removed);
    given(begun, enabled, removed).when(use(11)).refuses('code-not-good', {});
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

  it('is free once its holder is forgotten, and what is written under it then is somebody else’s', () => {
    const hash = 'a'.repeat(64);
    const forget = { is: 'ForgetEmail', hash, userId: clinic.user(1), at } as const;
    const forgotten: EmailEvent = {
      type: 'EmailForgotten',
      data: { userId: clinic.user(1), contactId: contactOf(hash, 0), forgottenAt: at },
    };
    given(claimed).when(forget).then(forgotten);
    given(claimed, forgotten)
      .when(claim(2))
      .then({ type: 'EmailClaimed', data: { userId: clinic.user(2), claimedAt: at } });
    const taken: EmailEvent = { type: 'EmailClaimed', data: { userId: clinic.user(2), claimedAt: at } };
    given(claimed, forgotten, taken).when(forget).thenNothing();
    expect(contactAt(hash, [claimed, forgotten, taken].reduce(emailDecider.evolve, emailDecider.initial))).to.equal(
      contactOf(hash, 1),
    );
  });

  it('is left for a while to whoever claimed it and has not registered yet', () => {
    const address = { is: 'Claimed', forgotten: 0, by: clinic.user(1), claimedAt: at } as const;
    expect(mayBeAbandoned(address, '2026-11-20T12:14:59.999Z')).to.equal(false);
    expect(mayBeAbandoned(address, '2026-11-20T12:15:00.000Z')).to.equal(true);
  });
});
