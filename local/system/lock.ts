import { createHash } from 'node:crypto';
import { chmodSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createConnection, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { CannotStart } from './failure.ts';

/** What a running system tells whoever asks at its folder. */
export type Running = {
  pid: number;
  /** Null until everything is up. */
  url: string | null;
  eventStoreUrl: string | null;
  databaseUrl: string | null;
};

export type Lock = { tell(running: Running): void; release(): Promise<void> };

/** One system per folder. The lock is a socket that answers, so it cannot outlive its owner. @throws CannotStart */
export const lockFolder = async (folder: string): Promise<Lock> => {
  const path = socketOf(folder);
  const other = await whoRuns(folder);
  if (other) throw new CannotStart(inUse(folder, other));
  let running: Running = { pid: process.pid, url: null, eventStoreUrl: null, databaseUrl: null };
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.end(JSON.stringify(running));
  });
  // Whoever left this socket behind does not answer any more.
  if (process.platform !== 'win32') await rm(path, { force: true });
  await listening(server, path, folder);
  server.unref();
  if (process.platform !== 'win32') chmodSync(path, 0o600);
  return {
    tell: (now) => {
      running = now;
    },
    release: () => new Promise((done) => server.close(() => done())),
  };
};

const listening = (server: Server, path: string, folder: string): Promise<void> =>
  new Promise((done, reject) => {
    server.once('error', async (error: NodeJS.ErrnoException) => {
      const other = error.code === 'EADDRINUSE' ? await whoRuns(folder) : null;
      reject(other ? new CannotStart(inUse(folder, other)) : error);
    });
    server.listen(path, done);
  });

const inUse = (folder: string, { pid, url }: Running): string =>
  `CareConnect runs in ${folder} already (process ${pid}${url ? `, ${url}` : ', still starting'}). Stop it first.`;

/** Null when nobody does. */
export const whoRuns = (folder: string): Promise<Running | null> =>
  new Promise((done) => {
    const parts: Buffer[] = [];
    const socket = createConnection(socketOf(folder));
    socket.setTimeout(3_000, () => socket.destroy());
    socket.on('data', (part) => parts.push(part));
    socket.on('error', () => {});
    socket.on('close', () => {
      const text = Buffer.concat(parts).toString();
      done(text === '' ? null : JSON.parse(text));
    });
  });

/** Names of sockets are short: a folder deep down has its own elsewhere. */
const socketOf = (folder: string): string => {
  const name = createHash('sha256').update(resolve(folder)).digest('hex').slice(0, 20);
  if (process.platform === 'win32') return `\\\\.\\pipe\\careconnect-${name}`;
  const inside = join(resolve(folder), 'running.sock');
  return inside.length < 100 ? inside : join(tmpdir(), `careconnect-${name}.sock`);
};
