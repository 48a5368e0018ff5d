import { formatInstant, formatMoney } from '@careconnect/domain/time/format.ts';
import { useRef, useState } from 'react';
import { useSelector } from 'react-redux';
import type { Appointment } from '../api/answers.ts';
import { refusedAs } from '../api/problem.ts';
import { selectUser } from '../session/session.ts';
import { ActForm, type Wording } from './act-form.tsx';
import { refundText } from './wording.ts';

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
  const [forPatient, setForPatient] = useState(false);
  const isPatient = useSelector(selectUser)?.role === 'PATIENT';
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
        body={forPatient ? { forPatient } : {}}
        help={(problem) => {
          const tooLate = refusedAs(problem, 'cancellation-cut-off-passed');
          return tooLate && <p>It was possible until {formatInstant(tooLate.until, zone)}. Please call the clinic.</p>;
        }}
        onDone={onCancelled}
        onLeave={keep}
      >
        {isPatient ? (
          <p>{refundText(appointment)}</p>
        ) : (
          <Refund appointment={appointment} forPatient={forPatient} onChoose={setForPatient} />
        )}
      </ActForm>
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

type RefundProps = { appointment: Appointment; forPatient: boolean; onChoose: (forPatient: boolean) => void };

/** The clinic gives all back; who passes on that the patient withdraws keeps to the terms of the booking. */
const Refund = ({ appointment: { appointmentId, refundable }, forPatient, onChoose }: RefundProps) => {
  if (!refundable) return null;
  const differs = refundable.patient.amount !== refundable.clinic.amount;
  return (
    <>
      {differs && (
        <label className="tick" htmlFor={`for-patient-${appointmentId}`}>
          <input
            id={`for-patient-${appointmentId}`}
            type="checkbox"
            checked={forPatient}
            onChange={(event) => onChoose(event.target.checked)}
          />
          <span>The patient asked for it</span>
        </label>
      )}
      <p aria-live="polite">
        The patient gets back {formatMoney(forPatient ? refundable.patient : refundable.clinic)} of what was paid.
      </p>
    </>
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
