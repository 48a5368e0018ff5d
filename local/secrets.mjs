// npm run secrets: keys and passwords for a new installation.
import { runCommand } from './command.mjs';

const help = `npm run secrets

Makes every key and password that a new installation needs and prints them as NAME=VALUE, a line each: a .env for docker compose, or
what kubectl create secret generic --from-env-file takes. Nothing is kept here. Run it once: of what is sealed with MASTER_KEY
nothing can be read with another one, and so it is with backups and BACKUP_KEY, addresses and EMAIL_HASH_KEY.

  --help       this text`;

await runCommand(help, async () => (await import('./secrets/main.ts')).printSecrets);
