import { ana, booked, consultation, tuesday } from '@careconnect/domain/spec/clinic.ts';
import { drAna, person } from '@careconnect/projectors/spec/people.ts';
import { privateRedis, type Redis, redisInstalled } from '@careconnect/test/support/redis.ts';
import { until } from '@careconnect/test/support/until.ts';
import { createClient } from '@redis/client';
import { expect } from 'chai';
import { type Service, startService, theDoctor } from '../spec/service.ts';

(redisInstalled ? describe : describe.skip)('Answers that replicas share through Redis', () => {
  let redis: Redis;
  let service: Service;
  let replicas: string[];
  before(async () => {
    redis = await privateRedis();
  });
  after(() => redis.stop());
  beforeEach(async () => {
    service = await startService({ REDIS_URL: redis.url });
    replicas = [service.url, await service.replica()];
    for (const url of replicas) await until('changes are heard', async () => (await fetch(`${url}/health/ready`)).ok);
    await service.tell(...drAna, ...person(1), ...person(2), ...person(3), ...person(4));
  });
  afterEach(() => service.stop());

  const slots = `/doctors/${ana}/slots?visitTypeId=${consultation.visitTypeId}&from=${tuesday}&days=1`;
  const ask = async (replica: number, path: string, as?: string) => {
    const headers = new Headers(as ? { Authorization: `Bearer ${as}` } : {});
    const answer = await fetch(`${replicas[replica]}/queries${path}`, { headers });
    return { status: answer.status, etag: answer.headers.get('ETag'), text: await answer.text() };
  };
  /** Everything that is kept there. */
  const shared = async (): Promise<string[]> => {
    const client = await createClient({ url: redis.url }).connect();
    try {
      const keys = await client.keys('*');
      return keys.length > 0 ? (await client.mGet(keys)).flatMap((value) => value ?? []) : [];
    } finally {
      client.destroy();
    }
  };
  /** Until what this replica makes is kept there: each time it is asked for something else. */
  let asked = 0;
  const shares = async (replica: number): Promise<void> => {
    const before = (await shared()).length;
    await until('it is kept there', async () => {
      asked += 1;
      await ask(replica, `/specializations?after=${Buffer.from(JSON.stringify([`${asked}`])).toString('base64url')}`);
      return (await shared()).length > before;
    });
  };
  const withoutRows = async <T>(work: () => Promise<T>): Promise<T> => {
    await service.pool.query('ALTER TABLE read.doctor_details RENAME TO gone');
    return work().finally(() => service.pool.query('ALTER TABLE read.gone RENAME TO doctor_details'));
  };

  it('are made by one and sent by all', async () => {
    for (const replica of [0, 1]) await shares(replica);
    const made = await ask(0, `/doctors/${ana}`);
    await until('it is there', async () => (await shared()).some((answer) => answer.endsWith(made.text)));
    await withoutRows(async () => {
      let sent = { status: 0 };
      await until('it is sent', async () => {
        sent = await ask(1, `/doctors/${ana}`);
        return sent.status === 200;
      });
      expect(sent).to.deep.equal(made);
    });
  });

  it('are never older than the position that is named, whoever made them', async () => {
    const taken = ({ text }: { text: string }) => text.split('"taken"').length - 1;
    for (const [k, hour] of ['12', '13', '14', '16'].entries()) {
      const n = k + 1;
      const upcoming = service.nextPosition();
      const at = `2026-11-24T${hour}:00:00.000Z`;
      const visit = booked(n).map((event) => ({
        ...event,
        data: { ...event.data, startsAt: at, endsAt: at.replace('00:00.000', '30:00.000') },
      }));
      const asked = () => [0, 1, 0, 1].map((replica) => ask(replica, `${slots}&position=${upcoming}`));
      const racing = [0, 1].map((replica) => ask(replica, slots));
      const [answers] = await Promise.all([Promise.all(asked()), service.tell(...(visit as never[])), ...racing]);
      for (const answer of [...answers, ...(await Promise.all(asked()))]) expect(taken(answer)).to.equal(n);
    }
  });

  it('are not those of somebody', async () => {
    await service.tell(...(booked(1) as never[]));
    await shares(0);
    const { status, text } = await ask(0, `/doctors/${ana}/days/${tuesday}`, service.tokenOf(theDoctor));
    expect([status, JSON.parse(text).appointments.length]).to.deep.equal([200, 1]);
    await shares(0);
    for (const answer of await shared()) expect(answer).not.to.include('appointmentId');
  });

  it('are made by each while Redis is gone, and shared again once it is back', async () => {
    await redis.stop();
    for (const replica of [0, 1]) expect((await ask(replica, `/doctors/${ana}`)).status).to.equal(200);
    await redis.start();
    for (const replica of [0, 1]) await shares(replica);
  });

  it('are made by each while Redis does not answer', async () => {
    redis.freeze();
    try {
      for (const replica of [0, 1]) expect((await ask(replica, `/doctors/${ana}`)).status).to.equal(200);
    } finally {
      redis.thaw();
    }
  });
});
