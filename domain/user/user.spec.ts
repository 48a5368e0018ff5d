import * as clinic from '../spec/clinic.ts';
import { specifying } from '../spec/given.ts';
import { type ClaimEmail, emailDecider, type RegisterUser, userDecider } from './decide.ts';
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
  const register: RegisterUser = { is: 'RegisterUser', ...person, at };
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
});

describe('An e-mail address', () => {
  const { given } = specifying(emailDecider);
  const claim = (n: number): ClaimEmail => ({ is: 'ClaimEmail', userId: clinic.user(n), at });
  const claimed: EmailEvent = { type: 'EmailClaimed', data: { userId: clinic.user(1), claimedAt: at } };

  it('belongs to whoever claims it first', () => {
    given().when(claim(1)).then(claimed);
    given(claimed).when(claim(2)).refuses('email-taken', {});
  });

  it('may be claimed again by the same account, quietly', () => {
    given(claimed).when(claim(1)).thenNothing();
  });
});
