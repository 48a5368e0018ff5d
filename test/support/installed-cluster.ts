// A throw-away PostgreSQL whose programs lie in the folder it is told.
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Part } from '@careconnect/local/system/part.ts';
import { freePorts } from '@careconnect/local/system/ports.ts';
import { createPostgres } from '@careconnect/local/system/postgres.ts';
import { folder, further, keep } from './keeper.ts';
import { withTemplate } from './template.ts';

const [bin = ''] = further;
let running: Part | undefined;

const start = async () => {
  const [port = 0] = await freePorts(1);
  const { part, url } = await createPostgres({
    ...{ folder: join(folder, 'postgres'), logFolder: folder, port, password: randomUUID() },
    programs: { postgres: join(bin, 'postgres'), initdb: join(bin, 'initdb') },
    say() {},
  });
  running = part;
  await part.up();
  return withTemplate(url.slice(0, url.lastIndexOf('/')));
};

await keep(start, async () => running?.stop());
