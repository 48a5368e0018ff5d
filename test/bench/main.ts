import { measureBookings } from './booking/booking.ts';
import { measureDays } from './day/day.ts';
import { measureSearches } from './doctors/doctors.ts';
import { measureGrowth } from './growth/growth.ts';
import { askedOfBenchmarks } from './options.ts';
import { measureOwnWrites } from './own-writes/own-writes.ts';
import { measureRebuild } from './rebuild/rebuild.ts';

const help = `npm run bench -- [booking] [rebuild] [doctors] [growth] [own-writes] [day] [--short] [--seed N]

Measures as ratios within one run, since machines differ and have their moods.
  booking    bookings a second over HTTP with the event store on disk, against one INSERT through Express and pg
  rebuild    events a second made into rows anew, against the official client that only reads them: 1,000,000 events
  doctors    a search for doctors among 10,000, as often as its 95th percentile fits into 50 ms
  growth     what a query costs at 1,000,000 appointments, against 10,000; at most 1.2
  own-writes bookings that are each followed at once by the patient's own query: none may miss its booking, and the wait
             for it is 20 ms at most in the middle
  day        lists of a doctor's day a second against the same query through Express and pg; and, made already, against an
             Express route that sends a ready Buffer: 0.8 at least
  --short    under a minute, and a shorter log
  --seed N   accepted as everywhere; nothing here is drawn
Each ends with one line "bench:NAME: ratio"; the exit code is 0 when each ratio reaches what is asked of it.`;

type Outcome = { lines: string[]; ratio: number; reached: boolean };

const benchmarks: Record<string, (short: boolean) => Promise<Outcome>> = {
  booking: async (short) => {
    const { ours, plain, ratio, p99Ratio } = await measureBookings(short, (line) => console.log(`  ${line}`));
    const row = (name: string, { perSecond, p50Ms, p99Ms }: typeof ours) =>
      `  ${name.padEnd(14)} ${perSecond} a second, p50 ${p50Ms.toFixed(1)} ms, p99 ${p99Ms.toFixed(1)} ms`;
    return {
      lines: [
        row('CareConnect', ours),
        row('Express + pg', plain),
        `  p99 ratio      ${p99Ratio.toFixed(2)} (at most 2)`,
      ],
      ratio,
      reached: ratio >= 1 && p99Ratio <= 2,
    };
  },
  rebuild: async (short) => {
    const figures = await measureRebuild(short, (line) => console.log(`  ${line}`));
    const { events, readPerSecond, rebuiltPerSecond, ratio, growthMb } = figures;
    return {
      lines: [
        `  official client  ${readPerSecond} events a second, ${events} in all`,
        `  rebuild          ${rebuiltPerSecond} events a second`,
        `  memory growth    ${growthMb.toFixed(0)} MB (less than 64)`,
      ],
      ratio,
      reached: ratio >= 0.5 && growthMb < 64,
    };
  },
  doctors: async (short) => {
    const { doctors, searches, p50Ms, p95Ms } = await measureSearches(short, (line) => console.log(`  ${line}`));
    return {
      lines: [
        `  ${searches} searches among ${doctors} doctors: p50 ${p50Ms.toFixed(1)} ms, p95 ${p95Ms.toFixed(1)} ms (at most 50)`,
      ],
      ratio: 50 / p95Ms,
      reached: p95Ms <= 50,
    };
  },
  growth: async (short) => {
    const figures = await measureGrowth(short, (line) => console.log(`  ${line}`));
    const ratio = Math.max(...figures.map((each) => each.ratio));
    return {
      lines: figures.map(
        ({ name, smallMs, largeMs, ratio }) =>
          `  ${name.padEnd(16)} p50 ${smallMs.toFixed(2)} ms, later ${largeMs.toFixed(2)} ms: ${ratio.toFixed(2)} (at most 1.2)`,
      ),
      ratio,
      reached: ratio <= 1.2,
    };
  },
  'own-writes': async (short) => {
    const figures = await measureOwnWrites(short, (line) => console.log(`  ${line}`));
    const { bookings, stale, p50Ms, p99Ms } = figures;
    return {
      lines: [
        `  ${bookings} bookings, each followed by a query: ${stale} stale answers`,
        `  added latency    p50 ${p50Ms.toFixed(1)} ms, p99 ${p99Ms.toFixed(1)} ms (p50 at most 20)`,
      ],
      ratio: 20 / p50Ms,
      reached: stale === 0 && p50Ms <= 20,
    };
  },
  day: async (short) => {
    const { made, plain, ready, buffer } = await measureDays(short, (line) => console.log(`  ${line}`));
    const [ratio, readyRatio] = [made / plain, ready / buffer];
    return {
      lines: [
        `  made anew        ${made.toFixed(0)} a second, Express + pg ${plain.toFixed(0)}: ${ratio.toFixed(2)} (at least 1)`,
        `  made already     ${ready.toFixed(0)} a second, ready Buffer ${buffer.toFixed(0)}: ${readyRatio.toFixed(2)} (at least 0.8)`,
      ],
      ratio,
      reached: ratio >= 1 && readyRatio >= 0.8,
    };
  },
};

const { short, names } = askedOfBenchmarks(help, Object.keys(benchmarks));
let all = true;
for (const name of names) {
  const benchmark = benchmarks[name];
  if (!benchmark) throw new Error(`${name} was asked for and is known`);
  const { lines, ratio, reached } = await benchmark(short);
  all &&= reached;
  for (const line of lines) console.log(line);
  console.log(`bench:${name}: ${ratio.toFixed(2)}`);
}
process.exit(all ? 0 : 1);
