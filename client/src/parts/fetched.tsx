import type { SerializedError } from '@reduxjs/toolkit';
import type { ReactNode } from 'react';
import { type Problem, problemIn } from '../api/problem.ts';
import { Failure } from './failure.tsx';
import { useAwaited } from './together.tsx';
import { Waiting } from './waiting.tsx';

type Answer<Data> = {
  /** The answer to what is asked now, not to what was asked before. */
  currentData?: Data | undefined;
  error?: Problem | SerializedError | undefined;
  isFetching: boolean;
  refetch: () => unknown;
};

type FetchedProps<Data> = { answer: Answer<Data>; what: string; lines?: number; children: (data: Data) => ReactNode };

/** Every look at the server has three ends: waiting, a failure with a way on, or the data. */
export const Fetched = <Data,>({ answer, what, lines, children }: FetchedProps<Data>) => {
  const { currentData, error, isFetching, refetch } = answer;
  useAwaited(answer);
  if (currentData !== undefined)
    return (
      <>
        {error && !isFetching && <Failure problem={problemIn(error)} onRetry={refetch} />}
        {children(currentData)}
      </>
    );
  if (error && !isFetching) return <Failure problem={problemIn(error)} onRetry={refetch} />;
  return <Waiting what={what} {...(lines === undefined ? {} : { lines })} />;
};
