import { userStream } from '@careconnect/domain/streams.ts';
import { digestOf, newSecret } from '@careconnect/platform/auth/secrets.ts';
import { allow } from '@careconnect/platform/http/allow.ts';
import type { Routes } from '@careconnect/platform/http/routes.ts';
import { type Clock, contextOf, personOf } from '../command-context.ts';
import { created, done } from '../created.ts';
import type { UserHandler } from '../handlers.ts';

type Needs = { routes: Routes; users: UserHandler; clock: Clock };

/** A secret, to be part of an address by which a calendar follows the visits of an account (docs/adr/0026). */
export const calendarFeedRoutes = ({ routes, users, clock }: Needs): void => {
  const whoeverHasVisits = allow('PATIENT', 'DOCTOR', 'ADMIN');

  routes.post('/commands/me/calendar-feed', whoeverHasVisits, async (req, res) => {
    const now = clock();
    const secret = newSecret();
    const command = { is: 'MakeCalendarFeed', digest: digestOf(secret), at: now } as const;
    const made = await users.handle(userStream(personOf(req.actor).userId), command, contextOf(req, now));
    created(res, made, { secret });
  });

  routes.post('/commands/me/calendar-feed/revocation', whoeverHasVisits, async (req, res) => {
    const now = clock();
    const command = { is: 'RevokeCalendarFeed', at: now } as const;
    done(res, await users.handle(userStream(personOf(req.actor).userId), command, contextOf(req, now)));
  });
};
