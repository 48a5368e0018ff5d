import { allow } from '@careconnect/platform/http/allow.ts';
import type { Routes } from '@careconnect/platform/http/routes.ts';
import { body } from '@careconnect/platform/http/validation.ts';
import { type Clock, contextOf } from '../command-context.ts';
import { created } from '../created.ts';
import { idempotencyKey } from '../days/idempotency-key.ts';
import type { ContactForm } from './contact-form.ts';
import { FeedbackRequest } from './requests.ts';

type Needs = { routes: Routes; submitFeedback: ContactForm; clock: Clock };

export const feedbackRoutes = ({ routes, submitFeedback, clock }: Needs): void => {
  routes.post('/commands/feedback', allow('anyone'), body(FeedbackRequest), async (req, res) => {
    const message = { key: idempotencyKey(req), request: req.body, address: req.ip ?? '' };
    const { feedbackId, handled } = await submitFeedback(message, contextOf(req, clock()));
    created(res, handled, { feedbackId });
  });
};
