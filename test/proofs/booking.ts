import { proveBookings } from './booking/prove.ts';
import { askedOfProof } from './options.ts';

const help = `npm run prove:booking -- [--slots N] [--seed N] [--short]

Fifty patients want each slot at once, through two command-services on one event store; some who get it cancel or move it while
the others still ask, and then others ask again. Every question and answer is written down with its time. Afterwards the log is
read past all code of the product, and both are judged: no time held twice, by a doctor or by a patient; nothing acknowledged
and lost, nothing booked and not acknowledged; what was answered earlier stands earlier; nobody refused without a reason.
  --slots N   slots (1000; with --short 25)
  --seed N    who wants what, and what they do then (1)
Ends with one line "violations: N"; the exit code is 0 when there are none.`;

const { times: slots, seed } = askedOfProof({
  name: 'prove:booking',
  help,
  times: { option: 'slots', usual: 1_000, short: 25 },
});
const { asked, done, refused, violations } = await proveBookings(slots, seed, (line) => console.log(line));
for (const violation of violations.slice(0, 50)) console.error(violation);
const reasons = Object.entries(refused).map(([code, times]) => `${times} ${code}`);
console.log(`seed ${seed}: ${asked} asked, ${done} done, refused: ${reasons.join(', ')}`);
console.log(`violations: ${violations.length}`);
process.exit(violations.length === 0 ? 0 : 1);
