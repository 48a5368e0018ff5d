import { deriveNextFree } from '@careconnect/projectors/availability/next-free.ts';
import { percentile, type Request, send } from '../../support/load.ts';
import { openQueryHouse } from '../../support/query-house.ts';
import { putDoctors } from '../rows.ts';

export type SearchFigures = {
  doctors: number;
  searches: number;
  p50Ms: number;
  p95Ms: number;
  derivedPerSecond: number;
};

const sorts = ['next-free', 'name', 'fee', 'rating', 'experience'];
const choices = [
  '',
  'text=silva',
  'text=ana%20car',
  'specialization=Cardiology',
  'language=en&way=video',
  'gender=FEMALE&ratingFrom=3',
  'feeFrom=100&feeTo=200',
  'text=lima&specialization=Neurology&language=pt&feeTo=300',
];

/** Searches over HTTP, two at a time: each choice in each order, the first page and the one behind it, with its total. */
export const measureSearches = async (short: boolean, say: (line: string) => void): Promise<SearchFigures> => {
  const count = short ? 2_000 : 10_000;
  let derivedPerSecond = 0;
  const house = await openQueryHouse(async (pool) => {
    await putDoctors(pool, count);
    const began = performance.now();
    while ((await deriveNextFree(pool, new Date().toISOString())) > 0);
    derivedPerSecond = Math.round(count / ((performance.now() - began) / 1_000));
    say(`${count} doctors, ${derivedPerSecond} next free starts derived a second`);
  });
  try {
    const first = choices.flatMap((choice) => sorts.map((sort) => search(house.url, `${choice}&sort=${sort}`)));
    const behind = await Promise.all(first.map(pageBehind));
    const all = [...first, ...behind.flat()];
    await send(all, 2, 200);
    const rounds = Array.from({ length: short ? 3 : 10 }, () => all).flat();
    const { latenciesMs } = await send(rounds, 2, 200);
    const [p50Ms, p95Ms] = [percentile(latenciesMs, 0.5), percentile(latenciesMs, 0.95)];
    return { doctors: count, searches: rounds.length, p50Ms, p95Ms, derivedPerSecond };
  } finally {
    await house.close();
  }
};

const search = (base: string, query: string): Request => ({
  method: 'GET',
  url: new URL(`/queries/doctors?${query}`, base),
  headers: {},
});

const pageBehind = async (request: Request): Promise<Request[]> => {
  const { next } = (await (await fetch(request.url)).json()) as { next: string | null };
  return next === null ? [] : [{ ...request, url: new URL(`${request.url}&after=${next}`) }];
};
