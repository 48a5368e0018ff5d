import type { Instant } from '@careconnect/domain/event.ts';
import type { Rating } from '@careconnect/domain/feedback/events.ts';
import { type AppointmentId, type FeedbackId, feedbackId, type UserId } from '@careconnect/domain/ids.ts';
import { feedbackStream } from '@careconnect/domain/streams.ts';
import type { CommandContext } from '@careconnect/platform/command-handler/command.ts';
import { canonicalJson } from '@careconnect/platform/event-store/hash.ts';
import { keyedHash } from '@careconnect/platform/personal-data/vault.ts';
import type { DayHandler, FeedbackHandler } from '../handlers.ts';
import type { Submitted } from './contact-form.ts';

export type Wish = Readonly<{
  day: string;
  appointmentId: AppointmentId;
  rating: Rating;
  comments: string | null;
  by: UserId;
  at: Instant;
}>;
export type RateVisits = (wish: Wish, context: CommandContext) => Promise<Submitted>;

type Needs = { days: DayHandler; feedback: FeedbackHandler; digestKey: Buffer };

/** One rating for a visit, in a stream that is named by it. A completed visit stays so: its day can be looked at before. */
export const ratingVisits =
  ({ days, feedback, digestKey }: Needs): RateVisits =>
  async ({ day, appointmentId, rating, comments, by, at }, context) => {
    const { state } = await days.load(day, { fresh: true });
    const appointment = state.appointments.get(appointmentId);
    const id: FeedbackId = feedbackId(appointmentId);
    const asked = keyedHash(digestKey, `rating ${canonicalJson({ rating, comments })}`);
    const command = { is: 'RateVisit', feedbackId: id, appointment, by, rating, comments, asked, at } as const;
    return { feedbackId: id, handled: await feedback.handle(feedbackStream(id), command, context) };
  };
