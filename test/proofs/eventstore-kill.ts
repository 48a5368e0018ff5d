import { proveKills } from './eventstore-kill/prove.ts';
import { askedOfProof } from './options.ts';

const help = `npm run prove:eventstore -- [--kills N] [--seed N] [--short]

Kills (-9) the event store of local/ while writers append to it, starts it again, and looks for every event that was
acknowledged.
  --kills N   how often (50; with --short 3)
  --seed N    who writes what, and when it is killed (1)
Ends with one line "lost: N"; the exit code is 0 when nothing was lost, written twice or refused wrongly.`;

const { times: kills, seed } = askedOfProof({
  name: 'prove:eventstore',
  help,
  times: { option: 'kills', usual: 50, short: 3 },
});
const found = await proveKills(kills, seed, (line) => console.log(line));
console.log(
  `seed ${seed}: ${found.kills} kills, ${found.acknowledged} events acknowledged, ${found.retries} appends sent again, ` +
    `${found.refused} refused wrongly`,
);
console.log(`twice: ${found.twice}`);
console.log(`lost: ${found.lost}`);
process.exit(found.lost + found.twice + found.refused === 0 ? 0 : 1);
