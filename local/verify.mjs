// npm run verify: the log's chain of hashes, backups, and evidence.
import { runCommand } from './command.mjs';

const help = `npm run verify [-- FOLDER] [OPTIONS]

Follows the chain of hashes through every stream of the log, and examines every backup in the folder (or s3://BUCKET; that of
npm start unless told): signatures, checksums, gaps.

  --dir DIR         the folder of the system that npm start runs (.careconnect)
  --evidence FILE   compare a file of evidence with the log instead; the last line is "verify: N events, N differences"
  --offline         with --evidence: no log, only whether the file holds together
  --help            this text

Another system instead: EVENTSTORE_URL names its log, BACKUP_KEY proves its backups (BACKUP_S3_ENDPOINT: a bucket that is not
Amazon's). What is wrong is named; the exit code is 0 when nothing is. The last line is
"verify: N events, N backups, N faults".`;

await runCommand(help, async () => (await import('./verify/main.ts')).runVerify);
