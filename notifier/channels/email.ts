import { invitationFor } from '../letters/invitation.ts';
import { letterFor } from '../letters/letter-for.ts';
import type { Links } from '../links.ts';
import { isOptional } from '../recipient.ts';
import type { SendLetter } from './channel.ts';
import type { Mailer } from './mailer.ts';

/** Who invites to a visit: the sender of the letter. */
export type Organizer = Readonly<{ name: string; email: string }>;

type Needs = { mailer: Pick<Mailer, 'send'>; links: Links; organizer: Organizer };

export const byEmail =
  ({ mailer, links, organizer }: Needs): SendLetter =>
  ({ due, messageId, to, facts }) =>
    mailer.send({
      ...letterFor(facts),
      to,
      messageId,
      invitation: invitationFor(facts, organizer, to.address),
      ...(isOptional(due.kind) ? { declineAt: links.declineAtOnce(due.kind, to.userId) } : {}),
    });
