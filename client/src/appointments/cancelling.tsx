import { formatInstant } from '@careconnect/domain/time/format.ts';
import { useRef, useState } from 'react';
import type { Appointment } from '../api/answers.ts';
import { refusedAs } from '../api/problem.ts';
import { ActForm, type Wording } from './act-form.tsx';

const cancellation: Wording = {
  act: 'cancellation',
  field: 'reason',
  question: 'Why is the visit cancelled?',
  hint: 'The other side reads this.',
  maxLength: 500,
  send: 'Cancel the visit',
  sending: 'Cancelling…',
  leave: 'Keep the visit',
  takesAway: true,
};

type CancellingProps = { appointment: Appointment; about: string; onCancelled: () => void };

/** The way to cancel, with its cut-off said before one needs it. */
export const Cancelling = ({ appointment, about, onCancelled }: CancellingProps) => {
  const [asking, setAsking] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const { cancellable, zone } = appointment;
  const keep = () => {
    setAsking(false);
    queueMicrotask(() => opener.current?.focus());
  };
  if (asking && cancellable.allowed)
    return (
      <ActForm
        appointment={appointment}
        wording={cancellation}
        help={(problem) => {
          const tooLate = refusedAs(problem, 'cancellation-cut-off-passed');
          return tooLate && <p>It was possible until {formatInstant(tooLate.until, zone)}. Please call the clinic.</p>;
        }}
        onDone={onCancelled}
        onLeave={keep}
      />
    );
  if (!cancellable.allowed) return <TooLate appointment={appointment} />;
  return (
    <div className="cancelling">
      <button type="button" ref={opener} aria-label={`Cancel ${about}`} onClick={() => setAsking(true)}>
        Cancel
      </button>
      {cancellable.until && <p className="quiet">Possible until {formatInstant(cancellable.until, zone)}</p>}
    </div>
  );
};

/** Said while the visit is still ahead: later nobody asks any more. */
const TooLate = ({ appointment: { cancellable, zone, status, startsAt } }: { appointment: Appointment }) =>
  cancellable.until &&
  status !== 'CANCELLED' &&
  Date.parse(startsAt) > Date.now() && (
    <p className="quiet">
      Cancelling online was possible until {formatInstant(cancellable.until, zone)}. Please call the clinic.
    </p>
  );
