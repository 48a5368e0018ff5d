import { parseArgs } from 'node:util';
import { proveBookings } from './faults/bookings.ts';

const help = `npm run prove:faults -- [bookings] [--rounds N] [--seed N] [--short]

Kills (-9) one process of the whole system, drawn at random, while bookings are under way, again and again, and then looks for
every booking in the rows and in the mailbox: one that was acknowledged must be there, wholly and once; one that was not must
be there wholly or not at all.
  --rounds N   kills (40; with --short 6)
  --seed N     which process and when (1)
Ends with one line "violations: N"; the exit code is 0 when there are none.`;

const wrong = (what: string): never => {
  console.error(`prove:faults: ${what} (--help tells more)`);
  process.exit(2);
};

const given = () => {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        rounds: { type: 'string' },
        seed: { type: 'string', default: '1' },
        short: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    return wrong((error as Error).message);
  }
};

const { values, positionals } = given();
if (values.help) {
  console.log(help);
  process.exit(0);
}
if (positionals.some((name) => name !== 'bookings')) wrong(`there is "bookings", not ${positionals.join(' ')}`);
const rounds = Number(values.rounds ?? (values.short ? 6 : 40));
const seed = Number(values.seed);
if (!Number.isSafeInteger(rounds) || rounds < 1 || !Number.isSafeInteger(seed))
  wrong('--rounds and --seed are whole numbers');

const { bookings, acknowledged, kills, twice, violations } = await proveBookings(rounds, seed, (line) =>
  console.log(line),
);
for (const violation of violations) console.error(violation);
console.log(
  `seed ${seed}: ${kills} kills, ${bookings} bookings asked for, ${acknowledged} acknowledged, ${twice} letters twice`,
);
console.log(`violations: ${violations.length}`);
process.exit(violations.length === 0 ? 0 : 1);
