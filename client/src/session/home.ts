import type { SignedIn } from '../api/answers.ts';

/** Where somebody begins. A doctor signs in with the account of the same id. */
export const homeOf = ({ role, userId }: SignedIn['user']): string =>
  role === 'DOCTOR' ? `/doctors/${userId}/day` : '/';
