/** How one environment variable is read. `read` gives the value, or throws `NotAllowed`. */
export type Setting<T> = {
  readonly allowed: string;
  readonly read: (text: string) => T;
  readonly meaning: string;
  readonly fallback: { value: T } | undefined;
  readonly isSecret: boolean;
  /** What the value means to an operator. */
  describe(meaning: string): Setting<T>;
  /** Used when the variable is absent or empty. */
  default(value: T): Setting<T>;
  optional(): Setting<T | undefined>;
  /** Never shown, neither in a problem nor in the table. */
  secret(): Setting<T>;
};

export class NotAllowed extends Error {}

type Facts<T> = Pick<Setting<T>, 'allowed' | 'read' | 'meaning' | 'fallback' | 'isSecret'>;

const setting = <T>(facts: Facts<T>): Setting<T> => ({
  ...facts,
  describe: (meaning) => setting({ ...facts, meaning }),
  default: (value) => setting({ ...facts, fallback: { value } }),
  optional: () => setting<T | undefined>({ ...facts, fallback: { value: undefined } }),
  secret: () => setting({ ...facts, isSecret: true }),
});

/** A setting of your own: `allowed` completes the sentence "must be ...". */
export const setBy = <T>(allowed: string, read: (text: string) => T | undefined): Setting<T> =>
  setting({
    allowed,
    read: (text) => {
      const value = read(text);
      if (value === undefined) throw new NotAllowed();
      return value;
    },
    meaning: '',
    fallback: undefined,
    isSecret: false,
  });

export const text = (): Setting<string> => setBy('a text', (value) => value);

export const integer = (min: number, max: number): Setting<number> =>
  setBy(`a whole number from ${min} to ${max}`, (value) => {
    const number = /^-?\d{1,15}$/.test(value) ? Number(value) : Number.NaN;
    return number >= min && number <= max ? number : undefined;
  });

/** 0 takes a free port. */
export const port = (): Setting<number> => integer(0, 65_535);

export const flag = (): Setting<boolean> =>
  setBy('true or false', (value) => (value === 'true' ? true : value === 'false' ? false : undefined));

export const oneOf = <const Word extends string>(...words: Word[]): Setting<Word> =>
  setBy(`one of ${words.join(', ')}`, (value) => words.find((word) => word === value));

/** Addresses often carry a password, so they count as secrets. */
export const url = (...protocols: string[]): Setting<string> =>
  setBy(`an address that begins with ${protocols.map((protocol) => `${protocol}://`).join(' or ')}`, (value) =>
    URL.canParse(value) && protocols.some((protocol) => value.startsWith(`${protocol}://`)) ? value : undefined,
  ).secret();

/** Comma-separated; an empty list is not given as an empty text but by leaving the variable out. */
export const list = (): Setting<string[]> =>
  setBy('texts separated by commas', (value) =>
    value
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== ''),
  );

export const json = <T>(allowed: string, check: (value: unknown) => T): Setting<T> =>
  setBy(`JSON: ${allowed}`, (value) => {
    try {
      return check(JSON.parse(value));
    } catch {
      return undefined;
    }
  });
