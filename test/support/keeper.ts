// What a throw-away server's own process is made of: `node --import tsx SCRIPT FOLDER OWNER_PID ...`, where the script calls
// `keep`.
// The server lives in FOLDER for as long as its owner does, however that one ends, and then leaves nothing behind.
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isAlive } from '@careconnect/local/system/leftover.ts';

/** What a keeper says of its server, and its own process id. */
export type Answer<Said> = { pid: number } & (Said | { failed: string });

const [given = '', owner = '', ...more] = process.argv.slice(2);

export const folder: string = given;
/** What else the script was told. */
export const further: readonly string[] = more;

/** Into the folder, for whoever looks there, and to the owner if it listens. */
export const say = async (what: object): Promise<void> => {
  const answer = { pid: process.pid, ...what };
  await writeFile(join(folder, 'answer.new'), JSON.stringify(answer));
  await rename(join(folder, 'answer.new'), join(folder, 'answer.json'));
  process.send?.(answer);
};

/** Says what the start gives, or why it failed. */
export const sayOutcome = (start: () => Promise<object>): Promise<void> =>
  start().then(say, (error) => say({ failed: error instanceof Error ? error.message : String(error) }));

/** A failed start is kept as well: all who ask are to hear of it. */
export const keep = async (start: () => Promise<object>, stop: () => Promise<void>): Promise<never> => {
  let asked = false;
  for (const event of ['SIGTERM', 'SIGINT', 'SIGHUP', 'disconnect'])
    process.on(event, () => {
      asked = true;
    });
  await mkdir(folder, { recursive: true });
  await sayOutcome(start);
  while (!asked && isAlive(Number(owner))) await delay(100);
  await stop();
  await rm(folder, { recursive: true, force: true });
  process.exit(0);
};
