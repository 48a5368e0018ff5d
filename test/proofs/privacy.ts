import { askedOfProof } from './options.ts';
import { provePrivacy } from './privacy/prove.ts';

const help = `npm run prove:privacy -- [--people N] [--seed N] [--short]

Lets people with marked names, addresses, birthdays, passwords and words live through the whole system, mishaps included, and
then searches for the marks: in every file of the event store and of RabbitMQ (when it is installed), in every log, and in every
column of every table. Only the documented columns that hold such things, and what is said about a visit beside its notes, may
have them. Then all of them are erased, and nothing at all may have them any more; the certificates must hold, and every read
model, made anew from the first event, must come to the same rows.
The tables are searched by SQL: files of Postgres may keep rows that were overwritten until it tidies them away. The mailbox
is not searched: letters belong to those they were sent to.
  --people N   how many people (20; with --short 3)
  --seed N     which marks (1)
Ends with one line "hits: N", which counts whatever else is not as it must be; the exit code is 0 when there are none.`;

const { times: people, seed } = askedOfProof({
  name: 'prove:privacy',
  help,
  times: { option: 'people', usual: 20, short: 3 },
});
const found = await provePrivacy(people, seed, (line) => console.log(line));
const { before, after, amiss, broker, files, bytes, tables, columns, events } = found;
for (const { where, times } of before) console.error(`while they were known: ${times} in ${where}`);
for (const { where, times } of after) console.error(`once they were erased: ${times} in ${where}`);
for (const line of amiss) console.error(line);
console.log(
  `seed ${seed}: ${people} people, ${events} events; ${files} files of ${Math.round(bytes / 1024)} kB ` +
    `${broker ? 'with' : 'without'} RabbitMQ, ${columns} columns of ${tables} tables`,
);
const hits = [...before, ...after].reduce((sum, { times }) => sum + times, 0) + amiss.length;
console.log(`hits: ${hits}`);
process.exit(hits === 0 ? 0 : 1);
