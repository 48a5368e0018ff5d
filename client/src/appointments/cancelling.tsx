import { formatInstant } from '@careconnect/domain/time/format.ts';
import { useRef, useState } from 'react';
import type { Appointment } from '../api/answers.ts';
import { CancelForm } from './cancel-form.tsx';

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
    return <CancelForm appointment={appointment} onCancelled={onCancelled} onKeep={keep} />;
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
