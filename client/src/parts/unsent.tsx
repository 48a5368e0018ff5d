import type { SerializedError } from '@reduxjs/toolkit';
import { type Problem, problemIn } from '../api/problem.ts';
import { wordsForSending } from '../api/problem-words.ts';

export type Failed = Problem | SerializedError | undefined;

/** Something could not be sent: why. Nothing is shown as long as nothing went wrong. */
export const Unsent = ({ problem }: { problem: Failed }) => {
  if (!problem) return null;
  const { title, text } = wordsForSending(problemIn(problem));
  return (
    <div className="notice notice-wrong" role="alert">
      <p className="notice-title">{title}</p>
      {text && <p>{text}</p>}
    </div>
  );
};
