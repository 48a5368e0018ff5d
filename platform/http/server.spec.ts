import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { expect } from 'chai';
import { silentLog } from '../logging/logger.ts';
import { allow } from './allow.ts';
import { createHttpApp } from './app.ts';
import { serve } from './server.ts';

describe('A server', () => {
  const slowApp = () => {
    const slow = createHttpApp({ log: silentLog, ready: async () => ({}) });
    let began: () => void = () => {};
    let finish: () => void = () => {};
    const begun = new Promise<void>((resolve) => {
      began = resolve;
    });
    const finished = new Promise<void>((resolve) => {
      finish = resolve;
    });
    slow.routes.get('/slow', allow('anyone'), async (_req, res) => {
      began();
      await finished;
      res.json({ done: true });
    });
    slow.routes.get('/endless', allow('anyone'), (_req, res) => {
      res.write('begun');
      slow.stopping.addEventListener('abort', () => res.end());
    });
    return { slow, begun, finish };
  };

  it('answers what is under way, ends streams, and takes nothing new', async () => {
    const { slow, begun, finish } = slowApp();
    const server = await serve(slow, 0);
    const address = `http://127.0.0.1:${server.port}`;
    const [answer, stream] = [fetch(`${address}/slow`), fetch(`${address}/endless`)];
    await begun;
    await stream;
    const stopped = server.stop();
    expect(slow.stopping.aborted).to.equal(true);
    expect(await (await stream).text()).to.equal('begun');
    expect(await fetch(`${address}/health/live`).catch(({ cause }) => cause.code)).to.equal('ECONNREFUSED');
    finish();
    const { status, headers } = await answer;
    expect([status, headers.get('connection')]).to.deep.equal([200, 'close']);
    await stopped;
  });

  it('turns readiness red before it stops listening, when told to give notice', async () => {
    const noticed = await serve(slowApp().slow, 0, { noticeMs: 300 });
    const stopping = noticed.stop();
    const response = await fetch(`http://127.0.0.1:${noticed.port}/health/ready`);
    expect(response.status).to.equal(503);
    expect(await response.json()).to.include({ status: 'stopping' });
    await stopping;
  });

  it('cuts off what does not finish in time, and idle connections at once', async () => {
    const { slow, begun } = slowApp();
    const server = await serve(slow, 0, { drainMs: 50 });
    const idle = connect(server.port, '127.0.0.1');
    const idleClosed = new Promise((resolve) => idle.on('close', resolve));
    const hanging = new Promise((resolve) =>
      httpRequest({ port: server.port, path: '/slow' }).on('error', resolve).end(),
    );
    await begun;
    await server.stop();
    expect(await hanging).to.be.instanceOf(Error);
    await idleClosed;
  });

  it('waits only so long for the headers of a request', async () => {
    const impatient = await serve(createHttpApp({ log: silentLog, ready: async () => ({}) }), 0, {
      headersTimeoutMs: 100,
    });
    const socket = connect(impatient.port, '127.0.0.1');
    const answer = new Promise<string>((resolve) => socket.once('data', (chunk) => resolve(String(chunk))));
    socket.write('GET /health/live HTTP/1.1\r\nHost: x\r\n');
    expect(await answer).to.match(/^HTTP\/1.1 408 /);
    await impatient.stop();
  });

  it('says so when its port is taken', async () => {
    const app = createHttpApp({ log: silentLog, ready: async () => ({}) });
    const serving = await serve(app, 0, { host: '127.0.0.1' });
    const error = await serve(app, serving.port, { host: '127.0.0.1' }).catch((e) => e);
    expect(error.code).to.equal('EADDRINUSE');
    await serving.stop();
  });
});
