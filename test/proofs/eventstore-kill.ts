/**
 * Does an acknowledged event survive whatever happens to the process?
 *   npm run prove:eventstore -- [--kills N] [--seed N] [--short]
 */
import { parseArgs } from 'node:util';
import { proveKills } from './eventstore-kill/prove.ts';

const { values } = parseArgs({
  options: { kills: { type: 'string' }, seed: { type: 'string' }, short: { type: 'boolean' } },
});
const kills = Number(values.kills ?? (values.short ? 3 : 50));
const seed = Number(values.seed ?? 1);
if (!(kills > 0) || !Number.isSafeInteger(seed)) {
  console.error('prove:eventstore: --kills and --seed are whole numbers');
  process.exit(2);
}

const found = await proveKills(kills, seed, (line) => console.log(line));
console.log(
  `seed ${seed}: ${found.kills} kills, ${found.acknowledged} events acknowledged, ${found.retries} appends sent again, ` +
    `${found.refused} refused wrongly`,
);
console.log(`twice: ${found.twice}`);
console.log(`lost: ${found.lost}`);
process.exit(found.lost + found.twice + found.refused === 0 ? 0 : 1);
