import { appointmentId, doctorId } from '@careconnect/domain/ids.ts';
import { doctorDayStream } from '@careconnect/domain/streams.ts';
import { allow } from '@careconnect/platform/http/allow.ts';
import type { Routes } from '@careconnect/platform/http/routes.ts';
import { body, params } from '@careconnect/platform/http/validation.ts';
import { type Clock, contextOf, personOf } from '../command-context.ts';
import { created } from '../created.ts';
import { idempotencyKey, keyed } from '../days/idempotency-key.ts';
import { ofAppointment, oneAppointment } from '../days/routes.ts';
import type { ContactForm } from './contact-form.ts';
import type { RateVisits } from './rating.ts';
import { FeedbackRequest, RatingRequest } from './requests.ts';

type Needs = { routes: Routes; submitFeedback: ContactForm; rateVisit: RateVisits; clock: Clock };

export const feedbackRoutes = ({ routes, submitFeedback, rateVisit, clock }: Needs): void => {
  routes.post('/commands/feedback', allow('anyone'), keyed, body(FeedbackRequest), async (req, res) => {
    const message = { key: idempotencyKey(req), request: req.body, address: req.ip ?? '' };
    const { feedbackId, handled } = await submitFeedback(message, contextOf(req, clock()));
    created(res, handled, { feedbackId });
  });

  routes.post(
    `${oneAppointment}/rating`,
    allow('PATIENT', 'ADMIN'),
    params(ofAppointment),
    body(RatingRequest),
    async (req, res) => {
      const at = clock();
      const day = doctorDayStream(doctorId(req.params.doctorId), req.params.date);
      const { rating, comments } = req.body;
      const said = { appointmentId: appointmentId(req.params.appointmentId), rating, comments: comments || null };
      const wish = { day, ...said, by: personOf(req.actor).userId, at };
      const { feedbackId, handled } = await rateVisit(wish, contextOf(req, at));
      created(res, handled, { feedbackId, rating });
    },
  );
};
