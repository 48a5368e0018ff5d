import { proveLive } from './live/prove.ts';
import { askedOfProof } from './options.ts';

const help = `npm run prove:live -- [--clients N] [--short]

Patients, doctors and admins watch two query-services live while every patient books twice. Half of the patients are cut off in
between and come back. What each was told is compared with what concerns them: all of it, and nothing else.
  --clients N   patients who watch (1000; with --short 60)
  --seed N      accepted as everywhere; nothing here is drawn
Ends with one line "violations: N"; the exit code is 0 when there are none.`;

const { times: clients } = askedOfProof({
  name: 'prove:live',
  help,
  times: { option: 'clients', usual: 1_000, short: 60 },
});
const { watching, told, missing, foreign, p50Ms, p99Ms } = await proveLive(clients, (line) => console.log(line));
console.log(
  `${watching} watched and were told of ${told} visits: ${missing} missing, ${foreign} of others; ` +
    `after the answer p50 ${p50Ms.toFixed(0)} ms, p99 ${p99Ms.toFixed(0)} ms`,
);
console.log(`violations: ${missing + foreign}`);
process.exit(missing + foreign === 0 ? 0 : 1);
