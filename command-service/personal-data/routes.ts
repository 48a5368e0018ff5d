import { type UserId, userId } from '@careconnect/domain/ids.ts';
import { Refusal } from '@careconnect/domain/refusal.ts';
import { emailStream, userStream } from '@careconnect/domain/streams.ts';
import { allow } from '@careconnect/platform/http/allow.ts';
import { notFound } from '@careconnect/platform/http/problem.ts';
import type { Routes } from '@careconnect/platform/http/routes.ts';
import { body, params } from '@careconnect/platform/http/validation.ts';
import type { ConfirmPassword } from '../accounts/confirm-password.ts';
import type { EmailHash } from '../accounts/email-hash.ts';
import { type Clock, contextOf, personOf } from '../command-context.ts';
import { positionOf } from '../created.ts';
import type { Contexts } from '../days/claims.ts';
import { asProblem, type EmailHandler, type UserHandler } from '../handlers.ts';
import type { Certify } from './certificate.ts';
import type { Erasure } from './erasure.ts';
import { AddressRequest, OwnErasureRequest } from './requests.ts';

type Needs = {
  routes: Routes;
  users: UserHandler;
  emails: EmailHandler;
  emailHash: EmailHash;
  confirmPassword: ConfirmPassword;
  erasure: Erasure;
  certify: Certify;
  clock: Clock;
};

export const personalDataRoutes = (needs: Needs): void => {
  const { routes, users, emails, emailHash, confirmPassword, erasure, certify, clock } = needs;

  const eraseAccount = async (user: UserId, by: UserId, contexts: Contexts) => {
    const { erased, keys, position } = await erasure.ofAccount(user, by, contexts).catch(asProblem);
    const certified = await certify(erased, keys, clock()).catch(asProblem);
    return { ...certified, position: positionOf({ position }) };
  };

  // Asked again while the access token lasts, it is answered again: there is no password any more, and nothing to protect.
  routes.post(
    '/commands/me/erasure',
    allow('PATIENT', 'DOCTOR', 'AUDITOR'),
    body(OwnErasureRequest),
    async (req, res) => {
      const now = clock();
      const { userId } = personOf(req.actor);
      const { state } = await users.load(userStream(userId), { fresh: true });
      if (state.is !== 'Erased') await confirmPassword(userId, req.body.password, req.ip ?? '');
      res.json(await eraseAccount(userId, userId, () => contextOf(req, now)));
    },
  );

  routes.post('/commands/users/:userId/erasure', allow('ADMIN'), params({ userId: 'id' }), async (req, res) => {
    const now = clock();
    const by = personOf(req.actor).userId;
    res.json(await eraseAccount(userId(req.params.userId), by, () => contextOf(req, now)));
  });

  // A query, but one that needs the key of the hash; and a body, for an address is no part of a path that is logged.
  routes.post('/commands/users/by-email', allow('ADMIN'), body(AddressRequest), async (req, res) => {
    const { state } = await emails.load(emailStream(emailHash(req.body.email)), { fresh: true });
    if (state.is === 'Free') throw new Refusal('user-not-found', 'There is no such account.', {});
    res.json({ userId: state.by });
  });

  routes.post('/commands/contacts/erasure', allow('ADMIN'), body(AddressRequest), async (req, res) => {
    const now = clock();
    const found = await erasure.ofContact(req.body.email, () => contextOf(req, now)).catch(asProblem);
    if (!found) throw notFound();
    const { keys, position, ...about } = found;
    const certified = await certify({ userId: null, ...about, by: 'ADMIN', erasedAt: now }, keys, now).catch(asProblem);
    res.json({ ...certified, position: positionOf({ position }) });
  });
};
