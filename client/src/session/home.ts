import type { SignedIn } from '../api/answers.ts';
import type { WayBack } from './way-back.ts';

/** Where somebody begins. A doctor signs in with the account of the same id. */
export const homeOf = ({ role, userId }: SignedIn['user']): string => {
  switch (role) {
    case 'DOCTOR':
      return `/doctors/${userId}/day`;
    case 'AUDITOR':
      return '/audit';
    default:
      return '/';
  }
};

/** Back to where one was; who comes from the front page goes to where they begin. */
export const afterSigningIn = (user: SignedIn['user'], back: WayBack | undefined): string =>
  back && back.from !== '/' ? back.from : homeOf(user);
