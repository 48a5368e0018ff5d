import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { type Service, startService } from '../spec/service.ts';

const message = { comments: 'The door is heavy.\nMy arm is not.', email: 'Mia@Example.com ', name: 'Mia Silva' };

describe('Messages to the clinic', () => {
  let service: Service;
  beforeEach(async () => {
    service = await startService({ TRUST_PROXY: '1' });
  });
  afterEach(() => service.stop());

  const send = (body: object = message, { key = randomUUID() as string, from = '203.0.113.1' } = {}) =>
    service.ask('POST', '/feedback', { body, key, headers: { 'X-Forwarded-For': from } });

  const eventsOf = (feedbackId: unknown) => service.eventsIn(`feedback-${feedbackId}`);

  it('are taken from anybody, and lie sealed in the log', async () => {
    const { status, body } = await send();
    expect([status, typeof body.position]).to.deep.equal([201, 'string']);
    const [event] = await eventsOf(body.feedbackId);
    expect(event?.type).to.equal('FeedbackSubmitted');
    expect(JSON.stringify(event)).not.to.match(/door is|mia silva|mia@/i);
  });

  it('are taken once, however often they are sent', async () => {
    const key = randomUUID();
    const [first, again, other] = [
      await send(message, { key }),
      await send(message, { key }),
      await send({ ...message, comments: 'Another.' }, { key }),
    ];
    expect([first.status, again.status, other.status]).to.deep.equal([201, 200, 422]);
    expect(again.body.feedbackId).to.equal(first.body.feedbackId);
    expect(await eventsOf(first.body.feedbackId)).to.have.lengthOf(1);
  });

  it('have one author under one address, and none without', async () => {
    const authors = [];
    for (const body of [message, { ...message, name: null }, { comments: 'Hm.' }, { comments: 'Hm.' }])
      authors.push((await eventsOf((await send(body)).body.feedbackId))[0]?.data.contactId);
    expect(authors[1]).to.equal(authors[0]);
    expect(new Set(authors).size).to.equal(3);
  });

  it('say something, not too much, and name no address that is none', async () => {
    for (const body of [
      {},
      { comments: ' ' },
      { comments: 'x'.repeat(2001) },
      { ...message, email: 'mia' },
      { ...message, name: 'x'.repeat(101) },
      { ...message, rating: 5 },
    ])
      expect((await send(body)).status, JSON.stringify(body).slice(0, 60)).to.equal(400);
    expect((await service.ask('POST', '/feedback', { body: message })).status).to.equal(400);
  });

  it('are too many after a while: per author, and per address they come from', async () => {
    for (let n = 0; n < 5; n += 1) expect((await send()).status).to.equal(201);
    const { status, headers } = await send();
    expect(status).to.equal(429);
    expect(Number(headers.get('Retry-After'))).to.be.within(1, 3600);
    expect((await send(message, { from: '203.0.113.2' })).status).to.equal(201);
    const statuses = [];
    for (let n = 0; n < 56; n += 1) statuses.push((await send({ ...message, email: `mia${n}@example.com` })).status);
    expect(new Set(statuses.slice(0, 54))).to.deep.equal(new Set([201]));
    expect(statuses.at(-1)).to.equal(429);
  });
});
