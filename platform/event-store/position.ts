/** A place in the whole log. Both halves are kept: resuming from one half alone can skip an event. */
export type Position = { commit: bigint; prepare: bigint };

/** Negative, zero or positive, as for Array.sort. */
export const comparePositions = (a: Position, b: Position): number =>
  compare(a.commit, b.commit) || compare(a.prepare, b.prepare);

const compare = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);

const largest = 2n ** 63n - 1n;

/** Opaque to whoever receives it over HTTP; parsePosition reads it back. */
export const formatPosition = ({ commit, prepare }: Position): string =>
  Buffer.from(`${commit}.${prepare}`).toString('base64url');

/** Null when the text is not what formatPosition wrote: what comes from outside is never trusted. */
export const parsePosition = (text: string): Position | null => {
  if (text.length > 60 || !/^[A-Za-z0-9_-]+$/.test(text)) return null;
  const match = /^(\d{1,19})\.(\d{1,19})$/.exec(Buffer.from(text, 'base64url').toString('latin1'));
  if (!match) return null;
  const position = { commit: BigInt(match[1] ?? ''), prepare: BigInt(match[2] ?? '') };
  const genuine =
    position.commit <= largest && position.prepare <= position.commit && formatPosition(position) === text;
  return genuine ? position : null;
};
