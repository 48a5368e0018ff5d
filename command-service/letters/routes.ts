import { letterId, resendId, userId } from '@careconnect/domain/ids.ts';
import { letterStream, userStream } from '@careconnect/domain/streams.ts';
import type { LetterPreferences } from '@careconnect/domain/user/letter-preferences.ts';
import type { Proofs } from '@careconnect/platform/auth/proofs.ts';
import { allow } from '@careconnect/platform/http/allow.ts';
import { conditional } from '@careconnect/platform/http/conditional.ts';
import type { Routes } from '@careconnect/platform/http/routes.ts';
import { body, params, query } from '@careconnect/platform/http/validation.ts';
import { linkUsedUp } from '../accounts/links.ts';
import { type Clock, contextOf, personOf } from '../command-context.ts';
import { created, done } from '../created.ts';
import { NothingMore } from '../days/requests.ts';
import type { LetterHandler, UserHandler } from '../handlers.ts';
import { DeclineAsked, LetterPreferencesRequest } from './requests.ts';

type Needs = { routes: Routes; users: UserHandler; letters: LetterHandler; letterProofs: Proofs; clock: Clock };

/** What people want to be written, and what not. */
export const letterRoutes = ({ routes, users, letters, letterProofs, clock }: Needs): void => {
  routes.put(
    '/commands/me/letter-preferences',
    allow('PATIENT', 'DOCTOR', 'ADMIN', 'AUDITOR'),
    body(LetterPreferencesRequest),
    conditional,
    async (req, res) => {
      const now = clock();
      const stream = userStream(personOf(req.actor).userId);
      const command = { is: 'SetLetterPreferences', preferences: preferencesOf(req.body), at: now } as const;
      done(res, await users.handle(stream, command, contextOf(req, now)));
    },
  );

  routes.post('/commands/declined-letters', allow('anyone'), query(DeclineAsked), async (req, res) => {
    const { userId: id, kind, proof } = req.query;
    if (!letterProofs.holds(proof, 'decline', id, kind)) throw linkUsedUp();
    const now = clock();
    done(res, await users.handle(userStream(userId(id)), { is: 'DeclineLetters', kind, at: now }, contextOf(req, now)));
  });

  routes.put(
    '/commands/letters/:letterId/resends/:resendId',
    allow('ADMIN'),
    params({ letterId: 'id', resendId: 'id' }),
    body(NothingMore),
    async (req, res) => {
      const at = clock();
      const [letter, resend] = [letterId(req.params.letterId), resendId(req.params.resendId)];
      const by = personOf(req.actor);
      const command = { is: 'RequestResend', letterId: letter, resendId: resend, by, at } as const;
      created(res, await letters.handle(letterStream(letter), command, contextOf(req, at)), { resendId: resend });
    },
  );
};

const preferencesOf = ({ zone, quietHours, phone, ...given }: LetterPreferencesRequest): LetterPreferences => ({
  ...given,
  zone: zone ?? null,
  quietHours: quietHours ? { from: quietHours.from, to: quietHours.to } : null,
  phone: phone ?? null,
});
