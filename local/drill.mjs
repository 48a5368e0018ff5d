// npm run drill: restores the newest backup beside the live system and compares.
import { runCommand } from './command.mjs';

const help = `npm run drill [-- OPTIONS]

Restores the newest backup beside the live system, in an event store and a database that are gone afterwards, has every row made
from it anew, and compares: the log event by event, the tables by sums of all rows that nothing has touched since the backup.
The outcome is recorded with the backup.

  --dir DIR    the folder of the system that npm start runs (.careconnect)
  --help       this text

Another system instead: EVENTSTORE_URL, DATABASE_URL, MASTER_KEY, BACKUP_TARGET and BACKUP_KEY (BACKUP_S3_ENDPOINT) say which.
DRILL_EVENTSTORE_URL names an empty EventStoreDB to restore to, DRILL_DATABASE_URL a Postgres where a database may be made. The
last line is "drill: N events, N rows of N tables, N differences"; the exit code is 0 when there are none.`;

await runCommand(help, async () => (await import('./drill/main.ts')).runDrill);
