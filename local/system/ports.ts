import { createServer, type Server } from 'node:net';
import { CannotStart } from './failure.ts';

const host = '127.0.0.1';

const listening = (port: number): Promise<Server> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, host, () => resolve(server));
  });

const closed = (server: Server): Promise<void> => new Promise((resolve) => server.close(() => resolve()));

/** As many different ports as asked for, free a moment ago. */
export const freePorts = async (count: number): Promise<number[]> => {
  const servers = await Promise.all(Array.from({ length: count }, () => listening(0)));
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map(closed));
  return ports;
};

/** @throws CannotStart when somebody else has it. */
export const demandPort = async (port: number): Promise<void> => {
  const server = await listening(port).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EACCES') throw new CannotStart(`Port ${port} may not be used by this user.`);
    throw new CannotStart(`Port ${port} is in use by another program. Choose another: npm start -- --port ${port + 1}`);
  });
  await closed(server);
};
