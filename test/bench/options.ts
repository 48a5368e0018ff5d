import { parseArgs } from 'node:util';

export type BenchmarkOptions = { short: boolean; seed: number; names: string[] };

/** What the benchmarks were asked for. Help, and a mistake, end the process. */
export const askedOfBenchmarks = (help: string, known: readonly string[]): BenchmarkOptions => {
  const { values, positionals } = given();
  if (values.help) {
    console.log(help);
    process.exit(0);
  }
  const unknown = positionals.find((name) => !known.includes(name));
  if (unknown !== undefined) wrong(`there is no ${unknown}; there are ${known.join(', ')}`);
  const seed = Number(values.seed ?? 1);
  if (!Number.isSafeInteger(seed)) wrong(`--seed is a whole number, not ${values.seed}`);
  return { short: values.short === true, seed, names: positionals.length > 0 ? positionals : [...known] };
};

const given = () => {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { seed: { type: 'string' }, short: { type: 'boolean' }, help: { type: 'boolean' } },
    });
  } catch (error) {
    return wrong((error as Error).message);
  }
};

const wrong = (what: string): never => {
  console.error(`bench: ${what} (--help tells more)`);
  process.exit(2);
};
