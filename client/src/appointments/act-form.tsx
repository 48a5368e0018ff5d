import { type ReactNode, useEffect, useRef } from 'react';
import type { Appointment } from '../api/answers.ts';
import type { Problem } from '../api/problem.ts';
import { TextArea } from '../forms/field.tsx';
import { check } from '../forms/field-errors.ts';
import { Form, SendButton } from '../forms/form.tsx';
import { useDraft } from '../forms/use-draft.ts';
import { useSending } from '../forms/use-sending.ts';
import { type Act, useActOnAppointmentMutation } from './api.ts';

/** A command about an appointment that takes some words along. */
export type Wording = {
  act: Act;
  /** What the command calls them. */
  field: 'reason' | 'doctorNotes';
  question: string;
  hint: string;
  maxLength: number;
  optional?: true;
  send: string;
  sending: string;
  leave: string;
  takesAway?: true;
};

type ActProps = {
  appointment: Appointment;
  wording: Wording;
  /** What else the command takes. */
  body?: object;
  /** Said before anything is sent. */
  children?: ReactNode;
  /** What helps after this problem. */
  help?: (problem: Problem | undefined) => ReactNode;
  onDone: () => void;
  onLeave: () => void;
};

export const ActForm = ({ appointment, wording, body, children, help, onDone, onLeave }: ActProps) => {
  const {
    act,
    field,
    question,
    hint,
    maxLength,
    optional,
    send: sendText,
    sending,
    leave,
    takesAway = false,
  } = wording;
  const prefix = `${act}-${appointment.appointmentId}`;
  const { fields, change, finish } = useDraft(prefix, { words: '' });
  const { busy, attempts, errors, problem, send } = useSending({ [field]: 'It' });
  const [actOn] = useActOnAppointmentMutation();
  const box = useFocusWithin();
  const words = fields.words.trim();
  const submit = () =>
    send(check({ [field]: !optional && !words && 'Say why, in a few words' }), async () => {
      await actOn({ appointment, act, body: { ...body, [field]: words } }).unwrap();
      finish();
      onDone();
    });
  return (
    <div className="act" ref={box}>
      <Form label={sendText} {...{ prefix, errors, problem, attempts }} onSend={submit} help={help?.(problem)}>
        <TextArea
          id={`${prefix}-${field}`}
          label={question}
          hint={hint}
          maxLength={maxLength}
          value={fields.words}
          error={errors[field]}
          onType={(words) => change({ words })}
        />
        {children}
        <p className="buttons">
          <SendButton busy={busy} busyText={sending} takesAway={takesAway}>
            {sendText}
          </SendButton>
          <button type="button" onClick={onLeave}>
            {leave}
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
