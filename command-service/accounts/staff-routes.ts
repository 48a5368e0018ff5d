import { userId } from '@careconnect/domain/ids.ts';
import { userStream } from '@careconnect/domain/streams.ts';
import { allow } from '@careconnect/platform/http/allow.ts';
import { conditional } from '@careconnect/platform/http/conditional.ts';
import type { Routes } from '@careconnect/platform/http/routes.ts';
import { body, params } from '@careconnect/platform/http/validation.ts';
import { type Clock, contextOf, personOf } from '../command-context.ts';
import { created, done } from '../created.ts';
import type { UserHandler } from '../handlers.ts';
import type { OwnAccount } from './own-account.ts';
import type { Invite } from './registration.ts';
import { InvitationRequest, NewPasswordRequest } from './requests.ts';

type Needs = { routes: Routes; invite: Invite; ownAccount: OwnAccount; users: UserHandler; clock: Clock };

/** Admins let others in, and shut them out. Doctors are invited when they are onboarded. */
export const staffRoutes = ({ routes, invite, ownAccount, users, clock }: Needs): void => {
  routes.put(
    '/commands/invitations/:userId',
    allow('ADMIN'),
    params({ userId: 'id' }),
    body(InvitationRequest),
    async (req, res) => {
      const now = clock();
      const account = { userId: userId(req.params.userId), ...req.body };
      const invited = await invite(account, now, () => contextOf(req, now));
      created(res, invited, { userId: account.userId });
    },
  );

  routes.post(
    '/commands/invitations/:requestId/acceptance',
    allow('anyone'),
    params({ requestId: 'id' }),
    body(NewPasswordRequest),
    async (req, res) => {
      const { password, proof, userId: id } = req.body;
      const link = { userId: userId(id), requestId: req.params.requestId, proof };
      await ownAccount.acceptInvitation(link, password, contextOf(req, clock()));
      res.json({});
    },
  );

  routes.post(
    '/commands/users/:userId/deactivation',
    allow('ADMIN'),
    params({ userId: 'id' }),
    conditional,
    async (req, res) => {
      const now = clock();
      const command = { is: 'DeactivateUser', by: personOf(req.actor).userId, at: now } as const;
      const handled = await users.handle(userStream(userId(req.params.userId)), command, contextOf(req, now));
      done(res, handled);
    },
  );

  routes.post(
    '/commands/users/:userId/reactivation',
    allow('ADMIN'),
    params({ userId: 'id' }),
    conditional,
    async (req, res) => {
      const now = clock();
      const command = { is: 'ReactivateUser', at: now } as const;
      const handled = await users.handle(userStream(userId(req.params.userId)), command, contextOf(req, now));
      done(res, handled);
    },
  );
};
