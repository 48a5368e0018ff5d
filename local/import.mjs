// npm run import: books a file of requests through the public API of a running system.
import { runCommand } from './command.mjs';

const help = `npm run import -- FILE.csv [OPTIONS]

Books every request of the file through the public HTTP API, in the order in which they were made, each at the earliest free
time of the wanted day. Each clinic gets as many doctors as its busiest day needs. Running it again asks only what was not
answered before; it may be stopped, or killed, at any time.

Columns: requested_at (yyyy-mm-dd HH:mm:ss), appointment_day (yyyy-mm-dd), patient_key, gender (F, M, O), age (0 to 120),
clinic. A row that cannot be is named with its line and skipped.

  --dir FOLDER     the folder of the running system (.careconnect)
  --url ADDRESS    another system instead; with --email EMAIL of an admin, and ADMIN_PASSWORD, EVENTSTORE_URL and
                   DATABASE_URL set (the last two for counting afterwards)
  --ledger FILE    where questions and answers are kept (imports/ in the folder)
  --at-once N      how many requests are under way at a time (64)
  --help           this text

At the end it counts the bookings in the log, in Postgres and in the answers; the exit code is 0 when they agree exactly. The
last line is "import: N requests, N booked, N refused, N skipped".`;

await runCommand(help, async () => (await import('./import/main.ts')).runImport);
