import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inOwnProcess, type OwnProcess } from '@careconnect/local/eventstore/own-process.ts';
import { connectEventStore } from '@careconnect/platform/event-store/eventstoredb.ts';
import { expect } from 'chai';
import * as clinic from '../spec/clinic.ts';
import { type Answer, type Service, startService } from '../spec/service.ts';

describe('Bookings while the event store is killed and started again', function () {
  this.timeout(60_000);

  let folder: string;
  let store: OwnProcess;
  let service: Service;
  const startStore = (port: number) => inOwnProcess(['--data', folder, '--port', String(port)]);

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'careconnect-restart-'));
    store = await startStore(0);
    const { url } = store;
    service = await startService(
      {},
      { url, port: Number(/:(\d+)/.exec(url.slice(7))?.[1]), stop: () => store.end('SIGKILL') },
    );
  });
  after(async () => {
    await service.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('are each made once, and a retry with the same key gives the same appointment', async () => {
    const doctor = await clinic.onboard(service, {
      windows: [{ weekday: clinic.weekday, from: '00:00', to: '24:00' }],
    });
    const patient = await clinic.addPatient(service);
    const keys = Array.from({ length: 40 }, () => randomUUID());
    const ask = (key: string) => clinic.book(service, doctor, patient, { key, startsAt: 'earliest' });

    /** As a client does: the very same question until there is an answer. */
    const untilAnswered = async (key: string): Promise<Answer> => {
      for (;;) {
        const answer = await ask(key);
        if (answer.status !== 503) return answer;
        expect(answer.headers.get('Retry-After')).to.equal('1');
      }
    };

    const asked: Promise<Answer>[] = [];
    let restarted: Promise<void> | undefined;
    for (const [n, key] of keys.entries()) {
      const answer = untilAnswered(key);
      asked.push(answer);
      if (n < 20) await answer;
      // The next one is under way when the store dies.
      if (n === 20)
        restarted = store.end('SIGKILL').then(async () => {
          store = await startStore(service.eventStore.port);
        });
    }
    await restarted;
    const first = await Promise.all(asked);
    const again = await Promise.all(keys.map(ask));

    expect(new Set(first.map(({ status }) => status)))
      .to.have.property('size')
      .lessThan(3);
    for (const [n, { status, body }] of first.entries()) {
      expect(status).to.be.oneOf([200, 201]);
      expect(again[n]?.status).to.equal(200);
      const { position: _, ...appointment } = body;
      expect(again[n]?.body).to.deep.include(appointment);
    }
    expect(await eventsOf(doctor)).to.deep.equal({
      appointments: new Set(first.map(({ body }) => body.appointmentId)),
      events: 3 * keys.length,
      ids: 3 * keys.length,
    });
  });

  const eventsOf = async (doctor: clinic.Doctor) => {
    const reader = connectEventStore({ url: store.url });
    const appointments = new Set<unknown>();
    const ids = new Set<string>();
    let events = 0;
    for await (const event of reader.readStream(`doctorDay-${doctor.doctorId}_${clinic.date}`)) {
      events += 1;
      ids.add(event.id);
      appointments.add((event.data as { appointmentId: string }).appointmentId);
    }
    await reader.close();
    return { appointments, events, ids: ids.size };
  };
});
