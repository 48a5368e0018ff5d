import { useRef } from 'react';
import { type Problem, refusedAs } from '../api/problem.ts';

/**
 * An id made once per intention: sending the same form again, for whatever reason, sends the same id, and so does nothing
 * twice. `renew` begins a new intention.
 */
export const useIntention = () => {
  const id = useRef('');
  return {
    id: (): string => {
      if (id.current === '') id.current = crypto.randomUUID();
      return id.current;
    },
    renew: (): void => {
      id.current = '';
    },
  };
};

/** Catches what sending failed with: sent before with other details, and that arrived, so this is another intention. */
export const renewing =
  (renew: () => void) =>
  (problem: Problem): never => {
    if (refusedAs(problem, 'asked-differently')) renew();
    throw problem;
  };
