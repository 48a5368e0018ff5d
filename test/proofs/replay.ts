import { askedOfProof } from './options.ts';
import { proveReplay } from './replay/prove.ts';

const help = `npm run prove:replay -- [--kills N] [--seed N] [--short]

Lets people book, move, cancel, complete, block and rate through the real services while the projectors, of which there are two, are
killed (-9) at random moments; then some people are erased. Every read model is rebuilt beside the live one from the first event, and
compared with it row by row. Should a row differ, the log is replayed event by event to name the one with which it begins. Then all is
backed up and restored into an empty system, the log compared event by event, and every row made anew there and compared as well.
  --kills N    (100; with --short 5)
  --seed N     what people do, and when is killed (1)
Ends with one line "differences: N"; the exit code is 0 when there are none.`;

const { times: kills, seed } = askedOfProof({
  name: 'prove:replay',
  help,
  times: { option: 'kills', usual: 100, short: 5 },
});
const { events, tables, rows, restored, differences, causes } = await proveReplay(kills, seed, (line) =>
  console.log(line),
);
for (const cause of causes) console.error(cause);
console.log(
  `seed ${seed}: ${kills} kills, ${events} events, ${rows} rows of ${tables} tables compared, ${restored} after a restore`,
);
console.log(`differences: ${differences}`);
process.exit(differences === 0 ? 0 : 1);
