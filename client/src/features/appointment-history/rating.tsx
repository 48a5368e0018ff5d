import { ratings } from '@careconnect/domain/feedback/events.ts';
import { formatInstant } from '@careconnect/domain/time/format.ts';
import { useSelector } from 'react-redux';
import type { Appointment } from '../../api/answers.ts';
import { TextArea } from '../../forms/field.tsx';
import { check } from '../../forms/field-errors.ts';
import { Form, SendButton } from '../../forms/form.tsx';
import { useDraft } from '../../forms/use-draft.ts';
import { useSending } from '../../forms/use-sending.ts';
import { selectUser } from '../../session/session.ts';
import { useRateVisitMutation } from './api.ts';
import { ratingWords } from './rating-words.ts';

/** How a visit was: said once by the patient after it, and shown to whoever may see the visit. */
export const Rating = ({ appointment, onRated }: { appointment: Appointment; onRated: () => void }) => {
  const mine = useSelector(selectUser)?.role === 'PATIENT';
  const { rated, status, zone } = appointment;
  if (!rated) return mine && status === 'COMPLETED' && <RatingForm appointment={appointment} onRated={onRated} />;
  return (
    <section className="card" aria-labelledby="rating">
      <h2 id="rating">How the visit was</h2>
      <p className="strong">
        {rated.rating} of 5: {ratingWords[rated.rating]}
      </p>
      {rated.comments && <p className="notes">{rated.comments}</p>}
      <p className="quiet">{formatInstant(rated.at, zone)}</p>
    </section>
  );
};

const labels = { rating: 'Rating', comments: 'Comment' } as const;

const RatingForm = ({ appointment, onRated }: { appointment: Appointment; onRated: () => void }) => {
  const { appointmentId, doctorId, date } = appointment;
  const { fields, change, finish } = useDraft(`rate:${appointmentId}`, { rating: '', comments: '' });
  const { busy, attempts, errors, problem, send } = useSending(labels);
  const [rate] = useRateVisitMutation();
  const chosen = ratings.find((rating) => String(rating) === fields.rating);
  const submit = () =>
    send(check({ rating: chosen === undefined && 'Choose how the visit was' }), async () => {
      if (chosen === undefined) return;
      await rate({ doctorId, date, appointmentId, rating: chosen, comments: fields.comments.trim() || null }).unwrap();
      finish();
      onRated();
    });
  return (
    <section aria-labelledby="rating">
      <Form label="Rate the visit" prefix="rate" errors={errors} problem={problem} attempts={attempts} onSend={submit}>
        <fieldset
          id="rate-rating"
          tabIndex={-1}
          className={errors.rating ? 'field-wrong' : ''}
          aria-describedby={errors.rating ? 'rate-rating-error' : undefined}
        >
          <legend>
            <h2 id="rating">How was the visit?</h2>
          </legend>
          <div className="options">
            {ratings.map((rating) => (
              <label key={rating} className="option">
                <input
                  type="radio"
                  name="rating"
                  checked={rating === chosen}
                  onChange={() => change({ rating: String(rating) })}
                />
                <span>
                  {rating}: {ratingWords[rating]}
                </span>
              </label>
            ))}
          </div>
          {errors.rating && (
            <p className="field-error" id="rate-rating-error">
              {errors.rating}
            </p>
          )}
        </fieldset>
        <TextArea
          id="rate-comments"
          label="Comment (if you like)"
          hint="The doctor and the clinic read this."
          maxLength={2000}
          value={fields.comments}
          error={errors.comments}
          onType={(comments) => change({ comments })}
        />
        <SendButton busy={busy} busyText="Sending…">
          Send the rating
        </SendButton>
      </Form>
    </section>
  );
};
