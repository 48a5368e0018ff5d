import type { Problem } from '../api/problem.ts';
import { wordsFor } from '../api/problem-words.ts';

/** Something could not be shown: why, and a way on. */
export const Failure = ({ problem, onRetry }: { problem: Problem; onRetry: () => void }) => {
  const { title, text } = wordsFor(problem);
  return (
    <div className="notice notice-wrong" role="alert">
      <p className="notice-title">{title}</p>
      {text && <p>{text}</p>}
      <button type="button" onClick={onRetry}>
        Try again
      </button>
    </div>
  );
};
