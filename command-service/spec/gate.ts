import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingHttpHeaders, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What is lost on the way, where something is: what is asked, or what is answered. */
type Lost = 'question' | 'answer' | 'nothing';

/** Stands before a server, and holds what is asked of it: to look at what happens meanwhile, and to lose it. */
export const gateTo = async (portOfTarget: () => number) => {
  const holding = new Map<string, { news: EventEmitter; fate: Lost | null }>();
  const came: { name: string; headers: IncomingHttpHeaders }[] = [];
  const server = createServer(async (req, res) => {
    const { method, url, headers } = req;
    const name = `${method} ${url?.split('?')[0]}`;
    came.push({ name, headers });
    const held = holding.get(name);
    held?.news.emit('arrived');
    const lost: Lost = held ? (held.fate ?? (await once(held.news, 'fate'))[0]) : 'nothing';
    if (lost === 'question') return req.destroy();
    const asked = request({ host: '127.0.0.1', port: portOfTarget(), path: url, method, headers }, (answer) => {
      if (lost === 'answer') return answer.resume().once('end', () => res.destroy());
      res.writeHead(answer.statusCode ?? 502, answer.headers);
      return answer.pipe(res);
    });
    asked.once('error', () => res.destroy());
    return req.pipe(asked);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** All of these, such as `GET /path`, until they are let through. */
    hold(name: string) {
      const held = { news: new EventEmitter(), fate: null as Lost | null };
      holding.set(name, held);
      const lose = (fate: Lost) => {
        held.fate = fate;
        held.news.emit('fate', fate);
      };
      const open = () => {
        holding.delete(name);
        lose('nothing');
      };
      return { arrived: once(held.news, 'arrived'), lose, open };
    },
    /** What came, be it lost or not. */
    headersOf: (name: string) => came.flatMap((each) => (each.name === name ? [each.headers] : [])),
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
};
