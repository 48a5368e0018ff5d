import { randomUUID } from 'node:crypto';
import { userStream } from '@careconnect/domain/streams.ts';
import { digestOf } from '@careconnect/platform/auth/secrets.ts';
import { expect } from 'chai';
import { type Person, type Service, startService } from '../spec/service.ts';

describe('A calendar feed', () => {
  let service: Service;
  let mia: Person;
  before(async () => {
    service = await startService();
  });
  after(() => service.stop());
  beforeEach(async () => {
    mia = service.person('PATIENT');
    const body = { email: `${randomUUID()}@example.com`, name: 'Mia Silva', password: 'a long enough secret' };
    await service.ask('PUT', `/users/${mia.userId}`, { body });
  });

  const make = async () => {
    const { status, body, headers } = await service.ask('POST', '/me/calendar-feed', { as: mia });
    expect([status, headers.get('cache-control')]).to.deep.equal([201, 'no-store']);
    return String(body.secret);
  };
  const log = () => service.eventsIn(userStream(mia.userId as never));

  it('is made anew each time, under a secret that stands in no event', async () => {
    const secrets = [await make(), await make()];
    for (const secret of secrets) expect(secret).to.match(/^[\w-]{43}$/);
    expect(new Set(secrets)).to.have.lengthOf(2);
    const events = await log();
    const made = events.filter(({ type }) => type === 'CalendarFeedMade');
    expect(made.map(({ data }) => (data as { digest: string }).digest)).to.deep.equal(secrets.map(digestOf));
    for (const secret of secrets) expect(JSON.stringify(events)).not.to.contain(secret);
  });

  it('is revoked, quietly when there is none', async () => {
    const revoke = async () => (await service.ask('POST', '/me/calendar-feed/revocation', { as: mia })).status;
    expect(await revoke()).to.equal(200);
    await make();
    expect([await revoke(), await revoke()]).to.deep.equal([200, 200]);
    expect((await log()).map(({ type }) => type).slice(-2)).to.deep.equal(['CalendarFeedMade', 'CalendarFeedRevoked']);
  });

  it('is not for those who have no visits', async () => {
    expect((await service.ask('POST', '/me/calendar-feed', { as: service.person('AUDITOR') })).status).to.equal(403);
  });
});
