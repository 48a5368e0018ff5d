import type { UserId } from '@careconnect/domain/ids.ts';
import { Refusal } from '@careconnect/domain/refusal.ts';
import { userStream } from '@careconnect/domain/streams.ts';
import type { Registered } from '@careconnect/domain/user/state.ts';
import { allow } from '@careconnect/platform/http/allow.ts';
import type { Routes } from '@careconnect/platform/http/routes.ts';
import { body } from '@careconnect/platform/http/validation.ts';
import { type Clock, contextOf, personOf } from '../command-context.ts';
import { done } from '../created.ts';
import type { UserHandler } from '../handlers.ts';
import { CodeRequest } from './requests.ts';
import type { SecondFactors } from './second-factor.ts';
import type { Throttle } from './throttle.ts';

type Needs = {
  routes: Routes;
  users: UserHandler;
  secondFactors: SecondFactors;
  codeThrottle: Throttle;
  clock: Clock;
};

export const secondFactorRoutes = ({ routes, users, secondFactors, codeThrottle, clock }: Needs): void => {
  const anyRole = allow('PATIENT', 'DOCTOR', 'ADMIN', 'AUDITOR');

  const accountOf = async (userId: UserId): Promise<Registered> => {
    const { state } = await users.load(userStream(userId), { fresh: true });
    if (state.is === 'Registered') return state;
    throw new Refusal('user-not-found', 'There is no such account.', {});
  };

  /** Six digits are soon guessed by who may try often. */
  const trying = async <T>(userId: UserId, address: string, work: () => Promise<T>): Promise<T> => {
    const who = { account: userId.replaceAll('-', ''), address };
    await codeThrottle.try(who);
    const done = await work();
    await codeThrottle.forget(who);
    return done;
  };

  routes.post('/commands/me/second-factor', anyRole, async (req, res) => {
    const account = await accountOf(personOf(req.actor).userId);
    res.json(await secondFactors.begin(account, contextOf(req, clock())));
  });

  routes.post('/commands/me/second-factor/confirmation', anyRole, body(CodeRequest), async (req, res) => {
    const account = await accountOf(personOf(req.actor).userId);
    const enable = () => secondFactors.enable(account, req.body.code, contextOf(req, clock()));
    const enabled = await trying(account.userId, req.ip ?? '', enable);
    done(res, enabled, { recoveryCodes: enabled.recoveryCodes });
  });

  routes.post('/commands/me/second-factor/removal', anyRole, body(CodeRequest), async (req, res) => {
    const account = await accountOf(personOf(req.actor).userId);
    const remove = () => secondFactors.remove(account, req.body.code, contextOf(req, clock()));
    done(res, await trying(account.userId, req.ip ?? '', remove));
  });
};
