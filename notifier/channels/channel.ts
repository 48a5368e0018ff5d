import type { LetterDue } from '../letter-due.ts';
import type { Facts } from '../letters/letter.ts';
import type { Recipient } from '../recipient.ts';

export type Sent = Readonly<{ due: LetterDue; messageId: string; to: Recipient; facts: Facts }>;

/** A way to somebody. Resolves when whoever carries the letter has taken it. Throws NotTaken, MayTryAgain. */
export type SendLetter = (letter: Sent) => Promise<void>;

/** It is refused for good. */
export class NotTaken extends Error {
  override readonly name = 'NotTaken';
}

/** It was not taken now, or nobody knows whether it was. */
export class MayTryAgain extends Error {
  override readonly name = 'MayTryAgain';
  constructor(
    reason: string,
    /** Nobody was reached: it would be the same for any other letter. */
    readonly unreachable = false,
  ) {
    super(reason);
  }
}

/** It was not even tried, for nobody was reached a moment ago. */
export class Away extends Error {
  override readonly name = 'Away';
}
