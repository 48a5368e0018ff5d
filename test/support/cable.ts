import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** Between somebody and what they are connected to, by TCP. */
export type Cable = {
  url: string;
  /** What goes through it breaks off, and nothing goes through until it is in again. */
  pullOut(): void;
  /** What goes through it stays open and says nothing ever after, nor does what is begun until it is in again. */
  fallSilent(): void;
  plugIn(): void;
  remove(): Promise<void>;
};

export const cableTo = async (far: string): Promise<Cable> => {
  const { host, hostname, port } = new URL(far);
  const open = new Set<Socket>();
  let state: 'in' | 'out' | 'silent' = 'in';
  const keep = (socket: Socket, other?: Socket): void => {
    open.add(socket);
    socket.on('error', () => other?.destroy());
    socket.on('close', () => {
      open.delete(socket);
      other?.destroy();
    });
  };
  const server = createServer({ pauseOnConnect: true }, (near) => {
    if (state === 'out') return void near.destroy();
    if (state === 'silent') return keep(near);
    const far = connect(Number(port), hostname);
    keep(near, far);
    keep(far, near);
    near.pipe(far);
    far.pipe(near);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const breakOff = () => {
    for (const socket of open) socket.destroy();
  };
  return {
    url: far.replace(host, `127.0.0.1:${(server.address() as AddressInfo).port}`),
    pullOut() {
      state = 'out';
      breakOff();
    },
    fallSilent() {
      state = 'silent';
      for (const socket of open) socket.unpipe().pause();
    },
    plugIn() {
      state = 'in';
    },
    async remove() {
      server.close();
      breakOff();
      await once(server, 'close');
    },
  };
};
