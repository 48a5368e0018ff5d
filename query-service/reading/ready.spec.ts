import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import {
  ana,
  asAdmin,
  booked,
  cancelled,
  consultation,
  patient,
  tuesday,
  user,
} from '@careconnect/domain/spec/clinic.ts';
import { unchangedUntil } from '@careconnect/domain/time/turns.ts';
import { parsePosition } from '@careconnect/platform/event-store/position.ts';
import { replaceCheckpoint } from '@careconnect/platform/subscription/checkpoint.ts';
import { deriveNextFree } from '@careconnect/projectors/availability/next-free.ts';
import { drAna, person } from '@careconnect/projectors/spec/people.ts';
import { until } from '@careconnect/test/support/until.ts';
import { expect } from 'chai';
import express from 'express';
import { anotherDoctor, type Person, type Service, startService, theDoctor } from '../spec/service.ts';
import { inProcess } from './answer-cache.ts';
import { readyAnswers } from './ready.ts';

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

  it('need nothing but the versions of what they were made of to be 304, and no rows', async () => {
    const { etag } = await ask(theDoctor);
    const unread = `${path}?limit=499`; // another answer, which nobody has asked for
    const away = (from: string, to: string) => service.pool.query(`ALTER TABLE ${from} RENAME TO ${to}`);
    await away('read.appointment_details', 'gone');
    expect((await ask(theDoctor, etag)).status).to.equal(304);
    expect((await service.get(unread, theDoctor)).status).to.equal(500);
    await away('read.gone', 'appointment_details');
    expect((await service.get(unread, theDoctor)).status).to.equal(200);
  });

  it('are not 304 to a tag of another answer, or of one that time has overtaken', async () => {
    const { etag } = await ask(theDoctor);
    const other = (await service.get(`/doctors/${ana}/days/2026-11-25`, theDoctor)).headers.get('ETag') ?? '';
    expect((await ask(theDoctor, other)).status).to.equal(200);
    service.clock.now = '2026-11-20T12:14:59.999Z';
    expect((await ask(theDoctor, etag)).status).to.equal(304);
    service.clock.now = '2026-11-20T12:15:00.000Z';
    expect((await ask(theDoctor, etag)).status).to.equal(200);
  });

  it('have another tag once a patient is called otherwise', async () => {
    const { etag } = await ask(theDoctor);
    const details = { firstName: 'Béa', lastName: 'Costa', dateOfBirth: '1990-02-28', gender: 'FEMALE' } as const;
    const data = { patientId: patient(1), userId: user(1), ...details, changedAt: '2026-11-20T12:00:00.000Z' };
    await service.tell({ type: 'PatientDetailsChanged', data });
    const { status, shown } = await ask(theDoctor, etag);
    expect([status, shown[0].patientName]).to.deep.equal([200, 'Béa Costa']);
  });

  it('have another tag once the rows are made anew, though they were changed by the same events', async () => {
    const { etag } = await ask(theDoctor);
    const client = await service.pool.connect();
    await replaceCheckpoint(client, 'clinic', parsePosition(service.lastPosition()));
    client.release();
    await until('it is heard', async () => (await ask(theDoctor, etag)).status === 200);
  });

  it('are made anew when nobody names a position, as soon as the change is told', async () => {
    await ask(theDoctor);
    const position = await service.tell(cancelled(1, asAdmin, '2026-11-21T08:00:00.000Z'));
    await ask(theDoctor, '', position);
    expect((await ask(theDoctor)).shown[0].status).to.equal('CANCELLED');
  });
});

describe('Ready answers: what anyone may ask', () => {
  let service: Service;
  beforeEach(async () => {
    service = await startService();
    await until('changes are heard', service.isReady);
    await service.tell(...drAna, ...person(1));
  });
  afterEach(() => service.stop());

  const ask = async (path: string, etag = '') => {
    const answer = await fetch(`${service.url}/queries${path}`, { headers: { 'If-None-Match': etag } });
    const text = await answer.text();
    return { status: answer.status, etag: answer.headers.get('ETag') ?? '', body: text && JSON.parse(text) };
  };
  const slots = `/doctors/${ana}/slots?visitTypeId=${consultation.visitTypeId}&from=${tuesday}&days=1`;
  const paths = ['/doctors', '/specializations', '/languages', `/doctors/${ana}`, slots];

  it('is 304 while nothing of it is different', async () => {
    for (const path of paths) {
      const { etag } = await ask(path);
      expect(await ask(path, etag), path).to.deep.include({ status: 304, etag });
    }
  });

  it('is told anew where something of it changed, and there alone', async () => {
    const etags = await Promise.all(paths.map(async (path) => (await ask(path)).etag));
    const changed = async () => {
      const now = await Promise.all(paths.map((path, k) => ask(path, etags[k])));
      return paths.filter((_, k) => now[k]?.status === 200);
    };
    await service.tell(...booked(1));
    expect(await changed()).to.deep.equal([slots]);
    await service.tell({ type: 'WorkingHoursSet', data: { doctorId: ana, windows: [], setAt: service.clock.now } });
    expect(await changed()).to.deep.equal(paths);
  });

  it('shows when the next time is free as soon as that is known', async () => {
    const nextFree = async (path: string) => {
      const { body } = await ask(path);
      return (body.items?.[0] ?? body).nextFree;
    };
    for (const path of ['/doctors', `/doctors/${ana}`]) expect(await nextFree(path), path).to.equal(null);
    await deriveNextFree(service.pool, service.clock.now);
    for (const path of ['/doctors', `/doctors/${ana}`])
      await until(`${path} shows it`, async () => (await nextFree(path)) === '2026-11-24T12:00:00.000Z');
  });

  it('says of a start that it is too soon from the moment on from which it is', async () => {
    const first = async () => (await ask(slots)).body.days[0].slots[0].state;
    service.clock.now = '2026-11-24T10:59:00.000Z';
    expect(await first()).to.equal('free');
    service.clock.now = '2026-11-24T11:00:00.000Z';
    expect(await first()).to.equal('free');
    service.clock.now = '2026-11-24T11:00:00.001Z';
    expect(await first()).to.equal('tooSoon');
  });
});

describe('A reader who is slow', () => {
  it('keeps nothing under what has changed meanwhile', async () => {
    let version = '1';
    const clock = () => '2026-11-20T12:00:00.000Z';
    const ready = readyAnswers({
      ...{ cache: inProcess(), edition: 'spec', clock, isReadable: () => true, remember: () => {} },
      versions: { known: () => version, of: async () => version, forget: () => {} },
    });
    const app = express();
    const makings: ((page: object) => void)[] = [];
    app.get('/', (req, res) => {
      const wanted = { name: ['it'], of: ['doctors'], who: 'anyone', now: clock() } as const;
      return ready.send({ req, res }, wanted, async () => ({
        page: await new Promise<object>((resolve) => makings.push(resolve)),
        until: unchangedUntil(clock()),
      }));
    });
    const server = app.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const ask = async () => (await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)).json();
    try {
      const slow = ask();
      await until('it is being made', () => makings.length === 1);
      version = '2';
      const quick = ask();
      await until('it is made anew', () => makings.length === 2);
      makings.pop()?.({ shows: 'new' });
      expect(await quick).to.deep.equal({ shows: 'new' });
      makings.pop()?.({ shows: 'old' });
      expect(await slow).to.deep.equal({ shows: 'old' });
      expect(await ask()).to.deep.equal({ shows: 'new' });
    } finally {
      server.close();
    }
  });
});
