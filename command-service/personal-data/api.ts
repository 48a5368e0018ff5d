import type { Answer, Chapter } from '@careconnect/platform/openapi/described.ts';
import {
  id,
  instant,
  integer,
  list,
  named,
  object,
  oneOf,
  orNull,
  type Plain,
  type Shape,
  text,
} from '@careconnect/platform/openapi/shape.ts';
import type { Certificate } from './certificate.ts';

const certificate: Shape<Plain<Certificate>> = named(
  'ErasureCertificate',
  object({
    issuer: text(),
    about: object({ userId: orNull(id), contactId: orNull(id, 'Who wrote to the clinic under the address.') }),
    by: oneOf('OWNER', 'ADMIN'),
    erasedAt: instant,
    issuedAt: instant,
    keys: list(
      object({
        personId: id,
        fingerprint: orNull(text(), 'SHA-256 of the key as it was kept, in hexadecimal; null where there was none.'),
        erasedAt: instant,
      }),
      'Those that are gone: of the account, of the patients it looked after, of who wrote under the address.',
    ),
    streams: list(
      object({ stream: text(), revision: integer(), hash: text('Of the event at this revision.') }),
      'Where data lies that nothing opens any more, and how far it went.',
    ),
  }),
);

const signed = text(
  'The certificate as a JSON Web Signature of the type erasure-certificate+jwt, for the keys at `publicKeys`.',
);

const erased = (means: string, fields: object): Record<200, Answer> => ({
  200: { means, shape: object({ certificate, signed, ...fields }) },
});

const position = { position: orNull(text(), 'A query that names it shows that the person is gone.') };

export const personalDataApi: Chapter = {
  title: 'Personal data',
  text: 'Erasing people: the keys of what is known about them are destroyed, and a signed certificate says so. What happened stays, about nobody.',
  routes: {
    'POST /commands/me/erasure': {
      id: 'eraseOwnAccount',
      summary: 'Erase the own account, and the patients it looks after',
      detail: 'Confirmed by the password. Nothing may lie ahead of them. Admins are erased by another admin.',
      answers: erased('Nothing is known about them any more.', position),
      refuses: ['bad-credentials', 'user-not-found', 'open-appointments', 'too-many-attempts', 'busy'],
    },
    'POST /commands/users/:userId/erasure': {
      id: 'eraseUser',
      summary: 'Erase an account, and the patients it looks after',
      detail: 'Asked again, the certificate is made out again.',
      answers: erased('Nothing is known about them any more.', position),
      refuses: ['user-not-found', 'own-account', 'open-appointments', 'patient-not-found'],
    },
    'POST /commands/users/by-email': {
      id: 'findUserByEmail',
      summary: 'Find an account by its e-mail address',
      detail:
        'Changes nothing. Here, and with a body, because addresses are looked up by a keyed hash and never logged.',
      answers: { 200: { means: 'The account that has it.', shape: object({ userId: id }) } },
      refuses: ['user-not-found'],
    },
    'POST /commands/contacts/erasure': {
      id: 'eraseContact',
      summary: 'Erase what somebody without an account wrote under an address',
      answers: erased('Nothing of it is left.', position),
      refuses: ['not-found'],
    },
  },
};
