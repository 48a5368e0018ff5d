import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** Between a browser and the site: what goes through it breaks off when it is pulled out, and nothing goes through until it is in again. */
export type Cable = { url: string; pullOut(): void; plugIn(): void; remove(): Promise<void> };

export const cableTo = async (site: string): Promise<Cable> => {
  const { hostname, port } = new URL(site);
  const open = new Set<Socket>();
  let isIn = true;
  const server = createServer((near) => {
    if (!isIn) return void near.destroy();
    const far = connect(Number(port), hostname);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(from);
      from.pipe(to);
      from.on('error', () => to.destroy());
      from.on('close', () => {
        open.delete(from);
        to.destroy();
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const breakOff = () => {
    for (const socket of open) socket.destroy();
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    pullOut() {
      isIn = false;
      breakOff();
    },
    plugIn() {
      isIn = true;
    },
    async remove() {
      server.close();
      breakOff();
      await once(server, 'close');
    },
  };
};
