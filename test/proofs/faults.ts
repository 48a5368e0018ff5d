import { proveBookings } from './faults/bookings.ts';
import { askedOfProof } from './options.ts';

const help = `npm run prove:faults -- [bookings] [--rounds N] [--seed N] [--short]

Kills (-9) one process of the whole system, drawn at random, while bookings are under way, again and again, and then looks for
every booking in the rows and in the mailbox: one that was acknowledged must be there, wholly and once; one that was not must
be there wholly or not at all.
  --rounds N   kills (40; with --short 6)
  --seed N     which process and when (1)
Ends with one line "violations: N"; the exit code is 0 when there are none.`;

const { times: rounds, seed } = askedOfProof({
  name: 'prove:faults',
  help,
  times: { option: 'rounds', usual: 40, short: 6 },
  words: ['bookings'],
});
const { bookings, acknowledged, kills, twice, violations } = await proveBookings(rounds, seed, (line) =>
  console.log(line),
);
for (const violation of violations) console.error(violation);
console.log(
  `seed ${seed}: ${kills} kills, ${bookings} bookings asked for, ${acknowledged} acknowledged, ${twice} letters twice`,
);
console.log(`violations: ${violations.length}`);
process.exit(violations.length === 0 ? 0 : 1);
