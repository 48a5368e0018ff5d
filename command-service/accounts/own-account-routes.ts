import { userId } from '@careconnect/domain/ids.ts';
import { allow } from '@careconnect/platform/http/allow.ts';
import type { Routes } from '@careconnect/platform/http/routes.ts';
import { body, params } from '@careconnect/platform/http/validation.ts';
import { type Clock, contextOf, personOf } from '../command-context.ts';
import { done } from '../created.ts';
import type { OwnAccount } from './own-account.ts';
import { ChangePasswordRequest, LinkRequest, NewPasswordRequest, ResetRequest } from './requests.ts';
import type { SessionLife } from './session-life.ts';
import { answer, fromOf } from './session-routes.ts';

type Needs = { routes: Routes; ownAccount: OwnAccount; sessionLife: SessionLife; clock: Clock };

export const ownAccountRoutes = ({ routes, ownAccount, sessionLife, clock }: Needs): void => {
  const anyRole = allow('PATIENT', 'DOCTOR', 'ADMIN', 'AUDITOR');
  const linkOf = (requestId: string, body: LinkRequest) => ({ ...body, userId: userId(body.userId), requestId });

  routes.post('/commands/me/email-verification', anyRole, async (req, res) => {
    const { userId } = personOf(req.actor);
    done(res, await ownAccount.requestVerification(userId, contextOf(req, clock())));
  });

  routes.post(
    '/commands/email-verifications/:requestId',
    allow('anyone'),
    params({ requestId: 'id' }),
    body(LinkRequest),
    async (req, res) => {
      const link = linkOf(req.params.requestId, req.body);
      done(res, await ownAccount.verifyEmail(link, contextOf(req, clock())));
    },
  );

  routes.post('/commands/password-resets', allow('anyone'), body(ResetRequest), async (req, res) => {
    await ownAccount.requestReset(req.body.email, req.ip ?? '', contextOf(req, clock()));
    res.status(202).json({});
  });

  routes.post(
    '/commands/password-resets/:requestId',
    allow('anyone'),
    params({ requestId: 'id' }),
    body(NewPasswordRequest),
    async (req, res) => {
      const { password, ...link } = req.body;
      const context = contextOf(req, clock());
      await ownAccount.resetPassword(linkOf(req.params.requestId, link), password, context);
      res.json({});
    },
  );

  routes.post('/commands/me/password', anyRole, body(ChangePasswordRequest), async (req, res) => {
    const now = clock();
    const { currentPassword, password } = req.body;
    const { userId } = personOf(req.actor);
    const account = await ownAccount.changePassword(
      userId,
      currentPassword,
      password,
      req.ip ?? '',
      contextOf(req, now),
    );
    answer(req, res, await sessionLife.start(account, fromOf(req), contextOf(req, now)));
  });
};
