// npm run rebuild: read models made anew from the log.
import { runCommand } from './command.mjs';

const help = `npm run rebuild [-- PROJECTION...] [OPTIONS]

Makes the tables of read models anew from the first event of the log: clinic, journal and sessions, or those that are named. A
copy grows beside the live tables, is compared with them row by row at one position of the log, and takes their place in one
transaction. The system goes on working all the while. Rows that were not what the log makes of them are named by their table
and key.

  --dir DIR    the folder of the system that npm start runs (.careconnect)
  --help       this text

Another system instead: EVENTSTORE_URL, DATABASE_URL and MASTER_KEY say which. The last line is
"rebuild: N read models, N events, differences: N"; the exit code is 0 when all of them were rebuilt.`;

await runCommand(help, async () => (await import('./rebuild/main.ts')).runRebuild);
