import { type ReactNode, useEffect, useRef } from 'react';
import type { Problem } from '../api/problem.ts';
import { wordsForSending } from '../api/problem-words.ts';
import { type FieldErrors, hasErrors } from './field-errors.ts';

type FormProps = {
  label: string;
  /** Before each field's id: a page may hold several forms. */
  prefix: string;
  errors: FieldErrors<string>;
  problem?: Problem | undefined;
  /** How often it was sent: the summary takes the focus anew each time. */
  attempts: number;
  onSend: () => void;
  /** What helps after this problem, shown within the summary. */
  help?: ReactNode;
  children: ReactNode;
};

/** A form that says above itself what is wrong, and goes there. */
export const Form = ({ label, prefix, errors, problem, attempts, onSend, help, children }: FormProps) => (
  <form
    aria-label={label}
    noValidate
    onSubmit={(event) => {
      event.preventDefault();
      onSend();
    }}
  >
    <ErrorSummary prefix={prefix} errors={errors} problem={problem} attempts={attempts} help={help} />
    {children}
  </form>
);

type SummaryProps = Pick<FormProps, 'prefix' | 'errors' | 'problem' | 'attempts' | 'help'>;

const ErrorSummary = ({ prefix, errors, problem, attempts, help }: SummaryProps) => {
  const box = useRef<HTMLDivElement>(null);
  const wrong = hasErrors(errors);
  const shown = wrong || problem !== undefined;
  useEffect(() => {
    if (shown && attempts > 0) box.current?.focus();
  }, [shown, attempts]);
  if (!shown) return null;
  const words = wrong || !problem ? { title: 'Please look at this again', text: '' } : wordsForSending(problem);
  return (
    <div className="notice notice-wrong" role="alert" tabIndex={-1} ref={box}>
      <h2>{words.title}</h2>
      {words.text && <p>{words.text}</p>}
      {wrong && (
        <ul>
          {Object.entries(errors).map(([field, message]) => (
            <li key={field}>
              <a
                href={`#${prefix}-${field}`}
                onClick={(event) => {
                  event.preventDefault();
                  document.getElementById(`${prefix}-${field}`)?.focus();
                }}
              >
                {message}
              </a>
            </li>
          ))}
        </ul>
      )}
      {!wrong && help}
    </div>
  );
};

type SendProps = { busy: boolean; busyText: string; takesAway?: boolean; children: ReactNode };

/** Says what it does; while that goes on, it says so and takes no second press. */
export const SendButton = ({ busy, busyText, takesAway, children }: SendProps) => (
  <button
    type="submit"
    className={takesAway ? 'button-away' : 'button-main'}
    aria-disabled={busy}
    onClick={(event) => busy && event.preventDefault()}
  >
    {busy ? busyText : children}
  </button>
);
