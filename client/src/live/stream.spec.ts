import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { follow } from './stream.ts';

describe('Following the live stream', () => {
  let server: Server;
  let asked: IncomingMessage[];
  let answers: RequestListener[];
  let leaving: AbortController;

  beforeEach(async () => {
    asked = [];
    answers = [];
    leaving = new AbortController();
    server = createServer((req, res) => {
      asked.push(req);
      answers.shift()?.(req, res);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(async () => {
    leaving.abort();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  const telling = (text: string, then: (res: ServerResponse) => void = () => {}): RequestListener => {
    return (_req, res) => {
      res.writeHead(200, { 'Content-Type': 'text/event-stream' }).write(text);
      then(res);
    };
  };
  const told = (id: string, data: string) => `id: ${id}\nevent: changed\ndata: ${data}\n\n`;

  /** Follows until so many messages were told; says what else happened. */
  const until = async (messages: number, more: { silenceMs?: number; tokens?: string[] } = {}) => {
    const seen = { data: [] as string[], gone: 0, refused: [] as string[] };
    const tokens = more.tokens ?? [];
    const { port } = server.address() as AddressInfo;
    await follow({
      origin: `http://127.0.0.1:${port}`,
      token: async () => tokens.shift() ?? 'a-token',
      onMessage({ data }) {
        seen.data.push(data);
        if (seen.data.length === messages) leaving.abort();
      },
      onRefused: async (token) => void seen.refused.push(token),
      onGone: () => {
        seen.gone += 1;
      },
      signal: leaving.signal,
      againMs: [1, 1],
      ...more,
    });
    return seen;
  };

  it('shows the token in a header alone, and hands on what is told however it is cut', async () => {
    const text = told('1', 'é') + told('2', 'b');
    const bytes = Buffer.from(text);
    const cut = bytes.indexOf('é') + 1;
    answers = [
      (_req, res) => {
        res.writeHead(200).write(bytes.subarray(0, cut));
        setImmediate(() => res.write(bytes.subarray(cut)));
      },
    ];
    expect((await until(2)).data).to.deep.equal(['é', 'b']);
    expect([asked[0]?.url, asked[0]?.headers.authorization]).to.deep.equal(['/queries/live', 'Bearer a-token']);
  });

  it('comes back behind what was told last, and says that it was gone', async () => {
    answers = [
      telling(told('7', 'a'), (res) => res.end()),
      telling('', (res) => res.destroy()),
      telling(told('8', 'b')),
    ];
    const { data, gone } = await until(2);
    expect([data, gone]).to.deep.equal([['a', 'b'], 2]);
    expect(asked.map(({ headers }) => headers['last-event-id'])).to.deep.equal([undefined, '7', '7']);
  });

  it('leaves a server that has fallen silent', async () => {
    answers = [telling(told('1', 'a')), telling(told('2', 'b'))];
    const { data, gone } = await until(2, { silenceMs: 50 });
    expect([data, gone]).to.deep.equal([['a', 'b'], 1]);
  });

  it('tells of a token that was not taken before it asks again', async () => {
    answers = [(_req, res) => void res.writeHead(401).end(), telling(told('1', 'a'))];
    const { refused } = await until(1, { tokens: ['old', 'new'] });
    expect([refused, asked.map(({ headers }) => headers.authorization)]).to.deep.equal([
      ['old'],
      ['Bearer old', 'Bearer new'],
    ]);
  });
});
