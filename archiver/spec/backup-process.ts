// A process of its own that backs up, and tells after each file how many it has written: `EVENTSTORE DATABASE FOLDER KEY`.
import { randomUUID } from 'node:crypto';
import { connectEventStore } from '@careconnect/platform/event-store/eventstoredb.ts';
import { takeBackup } from '../backup/take.ts';
import { folderTarget } from '../target/folder.ts';

const [url = '', databaseUrl = '', folder = '', key = ''] = process.argv.slice(2);
const target = folderTarget(folder);
let written = 0;
/** Goes on when the parent says so. */
const tell = (): Promise<void> =>
  new Promise((resolve) => {
    written += 1;
    process.once('message', () => resolve());
    process.send?.(written);
  });

const store = connectEventStore({ url });
await takeBackup(
  {
    ...{
      store,
      databaseUrl,
      key: Buffer.from(key, 'base64'),
      signal: new AbortController().signal,
      eventsPerSegment: 1,
    },
    target: { ...target, write: (file, content) => target.write(file, content).then(tell) },
  },
  randomUUID(),
  new Date().toISOString(),
);
