import { proveBookings } from './faults/bookings.ts';
import { proveReactions } from './faults/reactions.ts';
import { askedOfProof } from './options.ts';

const help = `npm run prove:faults -- [bookings | reactions] [--rounds N] [--seed N] [--short]

bookings   Kills (-9) one process of the whole system, drawn at random, while bookings are under way, again and again, and then
           looks for every booking in the rows and in the mailbox: one that was acknowledged must be there, wholly and once; one
           that was not must be there wholly or not at all.
reactions  Kills (-9) notifier, projectors, archiver or broker while people book, move and cancel, then freezes the broker for 30 s
           (5 s with --short), and looks for every letter that the log calls for: once in the ledger and once in the mailbox, the
           queues empty. A second copy is owed to a kill between the answer of the mail server and the ledger, and counted.
  --rounds N   kills (40; with --short 6)
  --seed N     which process and when (1)
Ends with one line "violations: N"; the exit code is 0 when there are none.`;

const {
  times: rounds,
  seed,
  short,
  word,
} = askedOfProof({
  name: 'prove:faults',
  help,
  times: { option: 'rounds', usual: 40, short: 6 },
  words: ['bookings', 'reactions'],
});
const say = (line: string) => console.log(line);

const bookings = async (): Promise<string[]> => {
  const { bookings, acknowledged, kills, twice, violations } = await proveBookings(rounds, seed, say);
  say(
    `seed ${seed}: ${kills} kills, ${bookings} bookings asked for, ${acknowledged} acknowledged, ${twice} letters twice`,
  );
  return violations;
};

const reactions = async (): Promise<string[]> => {
  const proven = await proveReactions(rounds, seed, short ? 5_000 : 30_000, say);
  const { kills, visits, due, sent, skipped, twice, violations } = proven;
  say(
    `seed ${seed}: ${kills} kills, ${visits} visits, ${due} letters due, ${sent} sent, ${skipped} overtaken, ${twice} twice`,
  );
  return violations;
};

const violations = await (word === 'reactions' ? reactions() : bookings());
for (const violation of violations) console.error(violation);
console.log(`violations: ${violations.length}`);
process.exit(violations.length === 0 ? 0 : 1);
