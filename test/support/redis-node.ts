// A throw-away Redis on the port it is told, which keeps nothing on disk.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createConnection } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { folder, further, keep } from './keeper.ts';

const [port = ''] = further;
let server: ChildProcess | undefined;

const isUp = (): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = createConnection({ host: '127.0.0.1', port: Number(port) }, () => socket.write('PING\r\n'));
    socket.once('data', (data) => {
      resolve(data.toString().startsWith('+PONG'));
      socket.destroy();
    });
    socket.once('error', () => resolve(false));
  });

await keep(
  async () => {
    const options = ['--port', port, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder];
    server = spawn('redis-server', options, { stdio: 'ignore' });
    while (!(await isUp())) {
      if (server.exitCode !== null) throw new Error(`Redis ended with code ${server.exitCode}`);
      await delay(20);
    }
    return { server: server.pid };
  },
  async () => {
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    const gone = once(server, 'exit');
    server.kill('SIGKILL');
    await gone;
  },
);
