/** Runs as a child process whose files may not grow beyond a limit, and says what the log did about it. */
import { randomUUID } from 'node:crypto';
import { openLog } from '../log/log.ts';
import { openInFolder } from '../storage/open.ts';

const log = await openLog(await openInFolder(process.argv[2] ?? ''));
const acknowledged: string[] = [];
let failed = 0;
for (let i = 0; i < 300; i++) {
  const id = randomUUID();
  const event = { id, type: 'E', isJson: false, data: Buffer.alloc(10_000), metadata: new Uint8Array() };
  await log.submit({ is: 'append', stream: 's', expected: { is: 'any' }, events: [event] }).then(
    () => acknowledged.push(id),
    () => failed++,
  );
}
await log.close();
console.log(JSON.stringify({ acknowledged, failed }));
