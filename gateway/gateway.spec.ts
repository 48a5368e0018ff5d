import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { type Gateway, serveGateway } from './gateway.ts';

describe('The gateway', () => {
  let folder: string;
  let service: Server;
  let gateway: Gateway;
  const asked: string[] = [];

  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(`http://127.0.0.1:${gateway.port}${path}`, { headers });

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'careconnect-client-'));
    await mkdir(join(folder, 'assets'));
    await writeFile(join(folder, 'index.html'), '<!doctype html><title>CareConnect</title>');
    await writeFile(join(folder, 'assets', 'page-abc123.js'), 'export {};');
    service = createServer(async (req, res) => {
      asked.push(`${req.method} ${req.url}`);
      if (req.url?.endsWith('/unanswered')) return;
      if (req.url?.endsWith('/broken')) return void req.socket.destroy();
      if (req.url?.endsWith('/half')) return void res.write('half', () => req.socket.destroy());
      const parts: Buffer[] = [];
      for await (const part of req) parts.push(part as Buffer);
      res.setHeader('Content-Security-Policy', "default-src 'none'");
      res.end(JSON.stringify({ method: req.method, url: req.url, body: Buffer.concat(parts).toString() }));
    });
    await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
    const commands = `http://127.0.0.1:${(service.address() as AddressInfo).port}`;
    // A port that was free a moment ago: nobody answers there.
    const silent = createServer();
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const queries = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    await new Promise((resolve) => silent.close(resolve));
    gateway = await serveGateway({
      port: 0,
      host: '127.0.0.1',
      behind: { commands, queries, projectors: queries },
      clientFolder: folder,
    });
  });
  after(async () => {
    await gateway.stop();
    service.closeAllConnections();
    await new Promise((resolve) => service.close(resolve));
    await rm(folder, { recursive: true });
  });

  it('forwards to a service under its own path and leaves its headers alone', async () => {
    const answer = await fetch(`http://127.0.0.1:${gateway.port}/commands/sessions?x=1`, {
      method: 'POST',
      body: 'hi',
    });
    expect(await answer.json()).to.deep.equal({ method: 'POST', url: '/commands/sessions?x=1', body: 'hi' });
    expect(answer.headers.get('content-security-policy')).to.equal("default-src 'none'");
  });

  it('says that a service is starting while nobody answers', async () => {
    const answer = await get('/queries/doctors');
    expect(answer.status).to.equal(503);
    expect(answer.headers.get('retry-after')).to.equal('1');
    expect(answer.headers.get('content-type')).to.equal('application/problem+json');
    expect(await answer.json()).to.deep.include({ status: 503, code: 'starting' });
  });

  it('says that a service broke off in the middle of an answer', async () => {
    const answer = await get('/commands/broken');
    expect(answer.status).to.equal(502);
    expect(await answer.json()).to.deep.include({ status: 502, code: 'broken-off' });
  });

  it('breaks off too where a service broke off, so that nobody waits for the rest', async () => {
    const answer = await get('/commands/half');
    expect(answer.status).to.equal(200);
    expect(await answer.text().catch(() => 'broken off')).to.equal('broken off');
  });

  it('asks a service for nothing more once nobody waits for the answer', async () => {
    const leaving = new AbortController();
    const asking = fetch(`http://127.0.0.1:${gateway.port}/commands/unanswered`, { signal: leaving.signal });
    const ended = asking.catch(({ name }) => name);
    const [, response] = (await once(service, 'request')) as [IncomingMessage, ServerResponse];
    leaving.abort();
    await once(response, 'close');
    expect(response.writableFinished).to.equal(false);
    expect(await ended).to.equal('AbortError');
  });

  it('lets no request hide in the body of another', async () => {
    const hidden = 'GET /commands/hidden HTTP/1.1\r\nHost: careconnect.example\r\n\r\n';
    for (const method of ['DELETE', 'OPTIONS'])
      for (const path of ['/commands/outer', '//x/commands/outer']) {
        const outer = { method, body: new Blob([hidden]).stream(), duplex: 'half' } as RequestInit;
        const answer = await fetch(`http://127.0.0.1:${gateway.port}${path}`, outer);
        expect(answer.status, method).to.equal(411);
        expect(await answer.json()).to.deep.include({ status: 411, code: 'length-required' });
      }
    const told = { method: 'DELETE', body: 'hi' };
    const answer = await fetch(`http://127.0.0.1:${gateway.port}/commands/told`, told);
    expect(await answer.json()).to.deep.equal({ ...told, url: '/commands/told' });
    expect(asked).to.include('DELETE /commands/told').and.not.include('GET /commands/hidden');
  });

  it('gives the page for every address of the client, and never remembers it', async () => {
    for (const path of ['/', '/doctors/1', '/commandsX']) {
      const answer = await get(path, { Accept: 'text/html' });
      expect(await answer.text(), path).to.contain('<title>CareConnect</title>');
      expect(answer.headers.get('cache-control')).to.equal('no-cache');
      expect(answer.headers.get('content-security-policy')).to.contain("default-src 'self'");
    }
  });

  it('shows what the services take and answer, as pages without scripts and as files', async () => {
    const first = await get('/api', { Accept: 'text/html' });
    expect(first.url).to.match(/\/api\/command-service$/);
    for (const service of ['command-service', 'query-service']) {
      const file = (await (await get(`/api/${service}.json`)).json()) as { paths: object };
      const page = await get(`/api/${service}`, { Accept: 'text/html' });
      expect(page.headers.get('content-security-policy')).to.contain("default-src 'none'; style-src 'self'");
      const text = await page.text();
      for (const path of Object.keys(file.paths)) expect(text).to.contain(`<code>${path}</code>`);
      expect(text).not.to.match(/<script|style=|https?:\/\/(?!careconnect\.example)/);
      const places = new Set([...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
      for (const [, id = ''] of text.matchAll(/href="#([^"]+)"/g)) expect(places, id).to.include(id);
    }
    expect((await get('/api/style.css')).headers.get('content-type')).to.contain('text/css');
  });

  it('sends its files in fewer bytes to whoever takes them so, and answers of services as they are', async () => {
    const packed = { 'Accept-Encoding': 'br' };
    expect((await get('/api/command-service', packed)).headers.get('content-encoding')).to.equal('br');
    expect((await get('/api/command-service', packed)).headers.get('vary')).to.contain('Accept-Encoding');
    expect(
      (await get('/api/command-service', { 'Accept-Encoding': 'identity' })).headers.get('content-encoding'),
    ).to.equal(null);
    const answer = await get(`/commands/long?${'x'.repeat(2_000)}`, packed);
    expect(answer.headers.get('content-encoding')).to.equal(null);
  });

  it('tells browsers to keep to HTTPS only where it is told so itself', async () => {
    const behindTls = await serveGateway({
      ...{ port: 0, host: '127.0.0.1', behind: {}, clientFolder: folder, httpsOnly: true },
    });
    const pages = ['/', '/api/style.css', '/assets/page-abc123.js', '/assets/gone.js'];
    for (const path of pages) {
      const told = await fetch(`http://127.0.0.1:${behindTls.port}${path}`, { headers: { Accept: 'text/html' } });
      expect(told.headers.get('strict-transport-security'), path).to.match(/max-age=\d{8}/);
      expect((await get(path, { Accept: 'text/html' })).headers.get('strict-transport-security'), path).to.equal(null);
    }
    await behindTls.stop();
  });

  it('ends what is under way before it stops', async () => {
    const slow = createServer();
    await new Promise<void>((resolve) => slow.listen(0, '127.0.0.1', resolve));
    const commands = `http://127.0.0.1:${(slow.address() as AddressInfo).port}`;
    const stopping = await serveGateway({ port: 0, host: '127.0.0.1', behind: { commands }, clientFolder: folder });
    const arrived = once(slow, 'request');
    const answer = fetch(`http://127.0.0.1:${stopping.port}/commands/slow`);
    const [, response] = (await arrived) as [IncomingMessage, ServerResponse];
    const stopped = stopping.stop();
    response.end('late');
    expect(await (await answer).text()).to.equal('late');
    await stopped;
    slow.close();
  });

  it('keeps files whose names change with their content, and misses those that are not there', async () => {
    const file = await get('/assets/page-abc123.js');
    expect(file.headers.get('cache-control')).to.equal('public, max-age=31536000, immutable');
    expect((await get('/assets/gone.js', { Accept: 'text/html' })).status).to.equal(404);
  });
});
