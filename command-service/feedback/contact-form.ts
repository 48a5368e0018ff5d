import { contactOfOne } from '@careconnect/domain/feedback/contact.ts';
import type { ContactId, FeedbackId } from '@careconnect/domain/ids.ts';
import { emailStream, feedbackStream } from '@careconnect/domain/streams.ts';
import { contactAt } from '@careconnect/domain/user/email.ts';
import type { CommandContext } from '@careconnect/platform/command-handler/command.ts';
import { canonicalJson } from '@careconnect/platform/event-store/hash.ts';
import { keyedHash } from '@careconnect/platform/personal-data/vault.ts';
import { type EmailHash, normalised } from '../accounts/email-hash.ts';
import type { Throttle } from '../accounts/throttle.ts';
import type { EmailHandler, FeedbackHandled, FeedbackHandler } from '../handlers.ts';
import { feedbackIdFor } from '../ids.ts';
import type { FeedbackRequest } from './requests.ts';

type Message = Readonly<{ key: string; request: FeedbackRequest; address: string }>;
export type Submitted = Readonly<{ feedbackId: FeedbackId; handled: FeedbackHandled }>;
export type ContactForm = (message: Message, context: CommandContext) => Promise<Submitted>;

type Needs = {
  feedback: FeedbackHandler;
  emails: EmailHandler;
  emailHash: EmailHash;
  digestKey: Buffer;
  feedbackThrottle: Throttle;
};

/** Takes what anybody writes to the clinic. All that is written under one address has one key, so that it can be erased. */
export const contactForm = ({ feedback, emails, emailHash, digestKey, feedbackThrottle }: Needs): ContactForm => {
  const contactOf = async (feedbackId: FeedbackId, email: string | null): Promise<ContactId> => {
    if (email === null) return contactOfOne(feedbackId);
    const hash = emailHash(email);
    const { state } = await emails.load(emailStream(hash), { fresh: true });
    return contactAt(hash, state);
  };

  return async ({ key, request, address }, context) => {
    const email = request.email ? normalised(request.email) : null;
    await feedbackThrottle.try({ account: emailHash(email ?? `nobody at ${address}`), address });
    const feedbackId = feedbackIdFor(key);
    const said = { comments: request.comments, email, name: request.name ?? null };
    const contactId = await contactOf(feedbackId, email);
    const asked = keyedHash(digestKey, `feedback ${canonicalJson(said)}`);
    const command = { is: 'SubmitFeedback', feedbackId, contactId, ...said, asked, at: context.now } as const;
    return { feedbackId, handled: await feedback.handle(feedbackStream(feedbackId), command, context) };
  };
};
