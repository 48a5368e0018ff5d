import type { Tagged } from './answers.ts';
import type { Answered } from './base-query.ts';

/** What is answered, and which state of it that is (docs/adr/0014). */
export const tagged = <Shown extends Tagged>(shown: Omit<Shown, 'tag'>, answered?: Answered): Shown =>
  ({ ...shown, tag: answered?.tag ?? null }) as Shown;

/** Only in the state that was seen; whatever the state, where none was told. */
export const ifMatch = (tag: string | null): Record<string, string> => (tag === null ? {} : { 'If-Match': tag });
