import { assertNever } from '@careconnect/domain/assert-never.ts';
import type { Problem } from './problem.ts';

export type Words = { title: string; text: string };

/** What a person is told, and what to do next. */
export const wordsFor = (problem: Problem): Words => {
  switch (problem.is) {
    case 'Unreachable':
      return { title: 'CareConnect cannot be reached', text: 'Check your connection and try again.' };
    case 'Busy':
      return { title: 'This takes longer than usual', text: 'Please try again in a moment.' };
    case 'SignedOut':
      return { title: 'You are signed out', text: 'Sign in again; you will come back to this page.' };
    case 'Failed':
      return { title: 'Something went wrong on our side', text: 'Please try again. If it stays, tell the clinic.' };
    case 'Refused':
      return { title: problem.title, text: problem.detail ?? '' };
    default:
      return assertNever(problem);
  }
};

/** The same for something that was sent: here it matters whether it may have arrived. */
export const wordsForSending = (problem: Problem): Words => {
  const { title, text } = wordsFor(problem);
  const unknown = problem.is === 'Unreachable' || problem.is === 'Busy' || problem.is === 'Failed';
  return unknown
    ? { title, text: `${text} Everything you typed is kept, and sending again does nothing twice.` }
    : { title, text };
};
