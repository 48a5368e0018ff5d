import { formatInstant } from '@careconnect/domain/time/format.ts';
import { useEffect, useRef } from 'react';
import type { Appointment } from '../api/answers.ts';
import { refusedAs } from '../api/problem.ts';
import { TextArea } from '../forms/field.tsx';
import { check } from '../forms/field-errors.ts';
import { Form, SendButton } from '../forms/form.tsx';
import { useDraft } from '../forms/use-draft.ts';
import { useSending } from '../forms/use-sending.ts';
import { useCancelAppointmentMutation } from './api.ts';

type CancelProps = { appointment: Appointment; onCancelled: () => void; onKeep: () => void };

const labels = { reason: 'Reason' } as const;

export const CancelForm = ({ appointment, onCancelled, onKeep }: CancelProps) => {
  const { appointmentId, doctorId, date, zone } = appointment;
  const prefix = `cancel-${appointmentId}`;
  const { fields, change, finish } = useDraft(`cancel:${appointmentId}`, { reason: '' });
  const { busy, attempts, errors, problem, send } = useSending(labels);
  const [cancel] = useCancelAppointmentMutation();
  const box = useFocusWithin();
  const reason = fields.reason.trim();
  const submit = () =>
    send(check({ reason: !reason && 'Say why, in a few words' }), async () => {
      await cancel({ doctorId, date, appointmentId, reason }).unwrap();
      finish();
      onCancelled();
    });
  const tooLate = refusedAs(problem, 'cancellation-cut-off-passed');
  return (
    <div className="cancel" ref={box}>
      <Form
        label="Cancel the visit"
        prefix={prefix}
        errors={errors}
        problem={problem}
        attempts={attempts}
        onSend={submit}
        help={tooLate && <p>It was possible until {formatInstant(tooLate.until, zone)}. Please call the clinic.</p>}
      >
        <TextArea
          id={`${prefix}-reason`}
          label="Why is the visit cancelled?"
          hint="The other side reads this."
          maxLength={500}
          value={fields.reason}
          error={errors.reason}
          onType={(reason) => change({ reason })}
        />
        <p className="buttons">
          <SendButton busy={busy} busyText="Cancelling…" takesAway>
            Cancel the visit
          </SendButton>
          <button type="button" onClick={onKeep}>
            Keep the visit
          </button>
        </p>
      </Form>
    </div>
  );
};

/** Opened by a button that it replaces: the focus goes on within it. */
const useFocusWithin = () => {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.querySelector('textarea')?.focus(), []);
  return box;
};
