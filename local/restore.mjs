// npm run restore: a backup into an empty system.
import { runCommand } from './command.mjs';

const help = `npm run restore -- FOLDER [OPTIONS]

Restores the newest backup in the folder (or s3://BUCKET) into an empty system: the log with its ids, metadata, revisions and
hashes, the rows that no replay brings back, and the keys of everybody who was not erased meanwhile. All other rows are made
by the projectors when the system is started. Every file is examined first; a broken one is named and nothing is written.

  --dir DIR      into a folder for npm start, new but for the secrets.json of the system that was backed up
  --backup ID    an earlier backup
  --help         this text

Without --dir: into EVENTSTORE_URL and DATABASE_URL, with BACKUP_KEY (and BACKUP_S3_ENDPOINT for a bucket that is not Amazon's).
If it is broken off, empty the system and begin again. The last line is "restore: N events, N tables".`;

await runCommand(help, async () => {
  const { runRestore } = await import('./restore/main.ts');
  return (_root, args) => runRestore(args);
});
