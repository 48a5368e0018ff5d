import { ana, asAdmin, booked, cancelled, tuesday } from '@careconnect/domain/spec/clinic.ts';
import { drAna, person } from '@careconnect/projectors/spec/people.ts';
import { until } from '@careconnect/test/support/until.ts';
import { expect } from 'chai';
import { anotherDoctor, type Person, type Service, startService, theDoctor } from '../spec/service.ts';

describe("Ready answers: a doctor's day", () => {
  let service: Service;
  const path = `/doctors/${ana}/days/${tuesday}`;
  beforeEach(async () => {
    service = await startService();
    await until('changes are heard', service.isReady);
    await service.tell(...drAna, ...person(1), ...person(2), ...booked(1));
  });
  afterEach(() => service.stop());

  const ask = async (as?: Person, etag?: string, position?: string) => {
    const headers = new Headers(as ? { Authorization: `Bearer ${service.tokenOf(as)}` } : {});
    if (etag) headers.set('If-None-Match', etag);
    const query = position ? `?position=${position}` : '';
    const answer = await fetch(`${service.url}/queries${path}${query}`, { headers });
    const text = await answer.text();
    return {
      status: answer.status,
      etag: answer.headers.get('ETag') ?? '',
      text,
      shown: text && JSON.parse(text).appointments,
    };
  };

  it('are 304 while nothing is different, and sent again once something is', async () => {
    const { etag } = await ask(theDoctor);
    for (const named of [etag, `W/${etag}`, `"other", ${etag}`, '*'])
      expect(await ask(theDoctor, named), named).to.deep.include({ status: 304, etag, text: '' });
    expect((await ask(theDoctor, '"other"')).status).to.equal(200);
    const position = await service.tell(...booked(2));
    const changed = await ask(theDoctor, etag, position);
    expect([changed.status, changed.shown.length, changed.etag === etag]).to.deep.equal([200, 2, false]);
  });

  it('are 304 to nobody who may not see them', async () => {
    const { etag } = await ask(theDoctor);
    expect((await ask(undefined, etag)).status).to.equal(401);
    expect((await ask(anotherDoctor, etag)).status).to.equal(404);
    expect((await ask(anotherDoctor, '*')).status).to.equal(404);
  });

  it('offer what may be done now, not what might have been done a minute ago', async () => {
    const before = await ask(theDoctor);
    service.clock.now = '2026-11-24T23:00:00.000Z';
    expect((await ask(theDoctor)).shown[0].possible).not.to.deep.equal(before.shown[0].possible);
  });

  it('show at once what was done at the position that is named, and never fall behind it', async () => {
    await Promise.all([ask(theDoctor), ask(theDoctor)]);
    for (let k = 0; k < 5; k += 1) {
      const upcoming = service.nextPosition();
      const [answer] = await Promise.all([
        ask(theDoctor, '', upcoming),
        ask(theDoctor),
        service.tell(...booked(k + 3)),
      ]);
      expect(answer.shown.length).to.equal(k + 2);
      expect((await ask(theDoctor, '', upcoming)).shown.length).to.equal(k + 2);
    }
  });

  it('are made anew when nobody names a position, as soon as the change is told', async () => {
    await ask(theDoctor);
    const position = await service.tell(cancelled(1, asAdmin, '2026-11-21T08:00:00.000Z'));
    await ask(theDoctor, '', position);
    expect((await ask(theDoctor)).shown[0].status).to.equal('CANCELLED');
  });
});
