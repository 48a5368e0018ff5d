import { proveBookings } from './faults/bookings.ts';
import { proveFrozen } from './faults/frozen.ts';
import { proveReactions } from './faults/reactions.ts';
import { askedOfProof } from './options.ts';

const help = `npm run prove:faults -- [bookings | reactions | frozen] [--rounds N] [--seed N] [--short]

bookings   Kills (-9) one process of the whole system, drawn at random, while bookings are under way, again and again, and then
           looks for every booking in the rows and in the mailbox: one that was acknowledged must be there, wholly and once; one
           that was not must be there wholly or not at all.
reactions  Kills (-9) broker, projectors, notifier, archiver and command-service, each as often, while people book, move and
           cancel, reminders ring and old visits are closed and archived, and looks for all that the log calls for. Letters and
           reminders: once in the ledger and once in the mailbox, nothing about a visit after its cancellation, no reminder before
           its time, and none of a time that its patient had seen the visit leave. Appointments: each in one of two tables and archived
           once, or not at all where it is too young or not closed. The queues empty, every backup that was asked for taken. A second
           copy of a letter is owed to a kill between the answer of the mail server and the ledger: at most one for each kill of the
           notifier, a third of which aim at that moment. Another third aim at a reminder that rings, and half of those of the
           command-service at the archive.
frozen     Freezes the broker twice for 30 s (once for 5 s with --short) while people book, move and cancel: at 0.9 times the rate of
           the times in between, or more, and every letter comes in the end.
  --rounds N   kills (60; with --short 5)
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
  times: { option: 'rounds', usual: 60, short: 5 },
  words: ['bookings', 'reactions', 'frozen'],
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
  const proven = await proveReactions(rounds, seed, say);
  const { visits, backups, due, sent, skipped, twice, rung, silent, toCome, archived, violations } = proven;
  say(`seed ${seed}: ${rounds} kills, ${visits} visits, ${backups} backups, ${archived} archived`);
  say(`${due} letters due, ${sent} sent, ${skipped} overtaken, ${twice} twice`);
  say(`${rung} reminders rang, ${silent} had to stay silent, ${toCome} are to come`);
  return violations;
};

const frozen = async (): Promise<string[]> => {
  const proven = await proveFrozen(short ? 1 : 2, short ? 5_000 : 30_000);
  const { visits, rates, ratio, drainedSeconds, due, sent, violations } = proven;
  const told = (figures: readonly number[]) => figures.map((figure) => figure.toFixed(1)).join(', ');
  say(`${visits} visits: ${told(rates.normal)} a second, ${told(rates.frozen)} while the broker was frozen`);
  say(`${ratio.toFixed(2)} times the rate; ${due} letters due, ${sent} sent; drained in ${told(drainedSeconds)} s`);
  return violations;
};

const proofs: Readonly<Record<string, () => Promise<string[]>>> = { bookings, reactions, frozen };
const violations = await (proofs[word ?? 'bookings'] ?? bookings)();
for (const violation of violations) console.error(violation);
console.log(`violations: ${violations.length}`);
process.exit(violations.length === 0 ? 0 : 1);
