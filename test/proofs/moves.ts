import { proveMoves } from './moves/prove.ts';
import { askedOfProof } from './options.ts';

const help = `npm run prove:moves -- [--rounds N] [--seed N] [--short]

Moves appointments between two doctors' days and kills (-9) the mover after the new time was claimed and before the old one was
released; some are cancelled at their old place in between. Then looks at both days and at the patient's own stream: an
appointment must be on one day, held once, and nothing may be left claimed for nobody.
  --rounds N   kills (100; with --short 6)
  --seed N     which ones are cancelled (1)
Ends with one line "violations: N"; the exit code is 0 when there are none.`;

const { times: rounds, seed } = askedOfProof({
  name: 'prove:moves',
  help,
  times: { option: 'rounds', usual: 100, short: 6 },
});
const { kills, moved, undone, lost, twice, claimsLeft } = await proveMoves(rounds, seed, (line) => console.log(line));
console.log(
  `seed ${seed}: ${kills} kills in the middle, ${moved} moves finished, ${undone} undone, ${lost} lost, ` +
    `${twice} held twice, ${claimsLeft} claims left`,
);
const violations = lost + twice + claimsLeft + Math.abs(kills - moved - undone);
console.log(`violations: ${violations}`);
process.exit(violations === 0 ? 0 : 1);
