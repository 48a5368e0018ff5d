import { useState } from 'react';
import type { Problem } from '../api/problem.ts';
import { type FieldErrors, fieldErrorsOf, hasErrors } from './field-errors.ts';

/** The way of a form from pressing its button to an answer: checked here first, then sent, one at a time. */
export const useSending = <Field extends string>(labels: Record<Field, string>) => {
  const [busy, setBusy] = useState(false);
  const [attempts, setAttempts] = useState(0);
  const [errors, setErrors] = useState<FieldErrors<Field>>({});
  const [problem, setProblem] = useState<Problem>();

  /** Sends unless something is wrong; what `send` throws is the problem to show. */
  const send = async (wrong: FieldErrors<Field>, send: () => Promise<void>): Promise<void> => {
    if (busy) return;
    setErrors(wrong);
    setProblem(undefined);
    if (!hasErrors(wrong)) {
      setBusy(true);
      try {
        await send();
      } catch (thrown) {
        const problem = asProblem(thrown);
        setProblem(problem);
        setErrors(fieldErrorsOf(problem, labels));
      } finally {
        setBusy(false);
      }
    }
    setAttempts((before) => before + 1);
  };
  const forget = (): void => {
    setErrors({});
    setProblem(undefined);
  };
  return { busy, attempts, errors, problem, send, forget };
};

/** Mutations throw their Problem; anything else is a mistake of ours. */
const asProblem = (thrown: unknown): Problem => {
  if (typeof thrown === 'object' && thrown !== null && 'is' in thrown) return thrown as Problem;
  console.error(thrown);
  return { is: 'Failed' };
};
