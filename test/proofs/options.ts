import { parseArgs } from 'node:util';

export type ProofOptions = {
  /** As in `npm run NAME`. */
  name: string;
  help: string;
  /** What is repeated, as its option is called, and how often unless told. */
  times: { option: string; usual: number; short: number };
  /** Words that may follow, beside options. */
  words?: readonly string[];
};

export type Asked = { times: number; seed: number; short: boolean; word: string | undefined };

/** What a proof was asked for. Help, and a mistake, end the process. */
export const askedOfProof = ({ name, help, times, words = [] }: ProofOptions): Asked => {
  const { values, positionals } = given(name, times.option);
  if (values.help) {
    console.log(help);
    process.exit(0);
  }
  const unknown = positionals.find((word) => !words.includes(word));
  if (unknown !== undefined) wrong(name, `there is no ${unknown}`);
  return {
    times: wholeNumber(name, times.option, values[times.option] ?? (values.short ? times.short : times.usual), 1),
    seed: wholeNumber(name, 'seed', values.seed ?? 1, Number.MIN_SAFE_INTEGER),
    short: values.short === true,
    word: positionals[0],
  };
};

const given = (name: string, times: string) => {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        [times]: { type: 'string' },
        seed: { type: 'string' },
        short: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    });
  } catch (error) {
    return wrong(name, (error as Error).message);
  }
};

const wholeNumber = (name: string, option: string, value: unknown, least: number): number => {
  const number = Number(value);
  if (Number.isSafeInteger(number) && number >= least) return number;
  return wrong(name, `--${option} is a whole number${least > 0 ? ` from ${least}` : ''}, not ${value}`);
};

const wrong = (name: string, what: string): never => {
  console.error(`${name}: ${what} (--help tells more)`);
  process.exit(2);
};
