import { Agent as HttpAgent, type IncomingHttpHeaders, request as overHttp } from 'node:http';
import { Agent as HttpsAgent, request as overHttps } from 'node:https';

export type Exchange = { method: string; headers: Record<string, string>; body?: string };
export type Exchanged = { status: number; headers: IncomingHttpHeaders; text: string };

const options = { keepAlive: true, maxSockets: 256 };
const http = { request: overHttp, agent: new HttpAgent(options) };
const https = { request: overHttps, agent: new HttpsAgent(options) };

/** One request and its answer, over a connection that stays open. An import sends tens of thousands: fetch costs three times as much. */
export const exchange = (url: URL, { method, headers, body = '' }: Exchange, timeoutMs: number): Promise<Exchanged> =>
  new Promise((resolve, reject) => {
    const { request, agent } = url.protocol === 'https:' ? https : http;
    const asking = request(url, {
      method,
      agent,
      headers: { ...headers, 'Content-Length': String(Buffer.byteLength(body)) },
    });
    const timer = setTimeout(() => asking.destroy(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
    asking.once('error', reject);
    asking.once('close', () => clearTimeout(timer));
    asking.once('response', (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.once('error', reject);
      response.once('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text: Buffer.concat(parts).toString() }),
      );
    });
    asking.end(body);
  });
