import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { doctorId as asDoctorId, paymentId as asPaymentId } from '@careconnect/domain/ids.ts';
import type { PaymentEvent } from '@careconnect/domain/payment/events.ts';
import { doctorDayStream, paymentStream } from '@careconnect/domain/streams.ts';
import { type Sandbox, serveSandbox } from '@careconnect/local/sandbox/sandbox.ts';
import { freePorts } from '@careconnect/local/system/ports.ts';
import type { EventStore } from '@careconnect/platform/event-store/event-store.ts';
import { connectEventStore } from '@careconnect/platform/event-store/eventstoredb.ts';
import { silentLog } from '@careconnect/platform/logging/logger.ts';
import { until } from '@careconnect/test/support/until.ts';
import { expect } from 'chai';
import Stripe from 'stripe';
import * as clinic from '../spec/clinic.ts';
import { gateTo } from '../spec/gate.ts';
import { type Person, type Service, startService } from '../spec/service.ts';

const [key, noticeSecret] = ['sk_sandbox_spec', 'whsec_spec'];
const policy = { ...clinic.policy, payment: 'in-advance', refundBeforeCutOffPercent: 80 };

describe('Paying in advance, with the library of Stripe against the sandbox', () => {
  let service: Service;
  let sandbox: Sandbox;
  let gate: Awaited<ReturnType<typeof gateTo>>;
  let store: EventStore;
  let folder: string;
  let port: number;
  const open = () =>
    serveSandbox({
      ...{ folder, port: sandbox?.port ?? 0, key, noticeSecret, log: silentLog },
      noticesUrl: `http://127.0.0.1:${port}/commands/payments/notices`,
    });
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'careconnect-sandbox-'));
    [port = 0] = await freePorts(1);
    sandbox = await open();
    gate = await gateTo(() => sandbox.port);
    const stripe = { STRIPE_SECRET_KEY: key, STRIPE_WEBHOOK_SECRET: noticeSecret, STRIPE_URL: gate.url };
    service = await startService({ PORT: String(port), PUBLIC_URL: 'http://clinic.example', ...stripe });
    store = connectEventStore({ url: service.eventStore.url });
  });
  after(async () => {
    await store.close();
    await service.stop();
    await gate.stop();
    await sandbox.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const awaiting = async () => {
    const [doctor, patient] = await Promise.all([clinic.onboard(service, { policy }), clinic.addPatient(service)]);
    const { body } = await clinic.book(service, doctor, patient);
    const id = String(body.appointmentId);
    const events = async (): Promise<PaymentEvent[]> => {
      const found: unknown[] = [];
      for await (const { type, data } of store.readStream(paymentStream(asPaymentId(id)))) found.push({ type, data });
      return found as PaymentEvent[];
    };
    const types = async () => (await events()).map(({ type }) => type);
    const dayTypes = async () => {
      const found: string[] = [];
      const day = doctorDayStream(asDoctorId(doctor.doctorId), clinic.date);
      for await (const { type } of store.readStream(day)) found.push(type);
      return found;
    };
    const happens = (type: PaymentEvent['type']) => until(type, async () => (await types()).includes(type));
    const page = (as: Person = patient.person) => service.ask('POST', `/payments/${id}/page`, { as, body: {} });
    const cancel = () => {
      const asked = { as: patient.person, body: { reason: 'Feeling better' } };
      return service.ask('POST', `${clinic.daysOf(doctor)}/${id}/cancellation`, asked);
    };
    await happens('PaymentRequested');
    return { id, doctor, patient, events, types, dayTypes, happens, page, cancel };
  };

  /** What a button of the page does; answers where it leads. */
  const press = async (url: unknown, button: 'payment' | 'refusal' | 'leaving' | 'return') => {
    const { status, headers } = await fetch(`${url}/${button}`, { method: 'POST', redirect: 'manual' });
    expect(status).to.equal(303);
    return headers.get('location');
  };

  const paid = async () => {
    const visit = await awaiting();
    const { url } = (await visit.page()).body;
    await press(url, 'payment');
    await visit.happens('PaymentCompleted');
    await until('confirmed', async () => (await visit.dayTypes()).includes('AppointmentConfirmed'));
    const intent = async () => {
      const [event] = (await visit.events()).filter(({ type }) => type === 'PaymentCompleted');
      if (event?.type !== 'PaymentCompleted') throw new Error('it was paid');
      return event.data.transactionId;
    };
    const note = (reference = 'transfer 4711') => {
      const asked = { as: service.person('ADMIN'), body: { reference } };
      return service.ask('POST', `/payments/${visit.id}/refund`, asked);
    };
    return { ...visit, url, intent, note };
  };

  const stripe = () => new Stripe(key, { protocol: 'http', host: '127.0.0.1', port: sandbox.port });
  const givenBack = async (payment_intent: string) =>
    (await stripe().refunds.list({ payment_intent })).data.map(({ amount }) => amount);

  it('leads to a page, the same one as long as one can pay there, and back to the visit', async () => {
    const { id, page, happens, types } = await awaiting();
    const [first, again] = [await page(), await page()];
    expect(first.status).to.equal(200);
    expect([again.body.url, again.body.paymentId]).to.deep.equal([first.body.url, id]);
    expect(await (await fetch(String(first.body.url))).text()).to.include('<h1>Pay BRL 120.00</h1>');
    expect(await press(first.body.url, 'payment')).to.equal(`http://clinic.example/appointments/${id}`);
    await happens('PaymentCompleted');
    expect(await types()).to.deep.equal(['PaymentRequested', 'PaymentBegun', 'PaymentCompleted']);
    expect((await page()).body).to.include({ status: 409, code: 'already-paid' });
  });

  it("answers somebody else's payment as if there were none", async () => {
    const { page } = await awaiting();
    const nobodys = await service.ask('POST', `/payments/00000000-0000-4000-8000-000000000000/page`, {
      ...{ as: service.person('PATIENT'), body: {} },
    });
    const { status, body } = await page(service.person('PATIENT'));
    expect([status, body.code]).to.deep.equal([404, 'payment-not-found']);
    expect({ ...body, correlationId: '' }).to.deep.equal({ ...nobodys.body, correlationId: '' });
  });

  it('can be tried again after a card was refused, on the same page, and after leaving, on another', async () => {
    const { page, happens, types, events } = await awaiting();
    const { url } = (await page()).body;
    await press(url, 'refusal');
    await happens('PaymentFailed');
    expect((await page()).body.url).to.equal(url);
    await press(url, 'leaving');
    const other = (await page()).body.url;
    expect(other).to.not.equal(url);
    await press(other, 'payment');
    await happens('PaymentCompleted');
    expect(await types()).to.have.members([
      ...['PaymentRequested', 'PaymentBegun', 'PaymentFailed', 'PaymentFailed', 'PaymentBegun', 'PaymentCompleted'],
    ]);
    const because = (await events()).flatMap(({ data }) => ('noticeId' in data ? [data.because] : []));
    expect(because).to.deep.equal(['declined', 'abandoned']);
  });

  it('gives back what is owed once the visit is cancelled, and never more', async () => {
    const { happens, cancel, intent } = await paid();
    await cancel();
    await happens('PaymentRefunded');
    const payment_intent = await intent();
    expect(await givenBack(payment_intent)).to.deep.equal([9_600]);
    const more = stripe().refunds.create({ payment_intent, amount: 12_000 }, { idempotencyKey: 'once more' });
    expect(await more.catch(({ message }) => message)).to.equal('There is not so much to refund.');
  });

  it('closes the page of a visit that is off', async () => {
    const { page, cancel, happens } = await awaiting();
    const { url } = (await page()).body;
    await cancel();
    await happens('PaymentWithdrawn');
    await until('closed', async () =>
      (await (await fetch(String(url))).text()).includes('Nobody can pay here any more'),
    );
    expect((await page()).body).to.include({ status: 409, code: 'payment-withdrawn' });
  });

  it('says so while the provider is away, and goes on when it is back', async () => {
    const { page } = await awaiting();
    await sandbox.stop();
    const away = await page();
    expect([away.status, away.body.code]).to.deep.equal([503, 'provider-away']);
    sandbox = await open();
    expect((await page()).status).to.equal(200);
  });

  describe('A refund', () => {
    const [looking, asking] = ['GET /v1/refunds', 'POST /v1/refunds'];
    const keysOf = (id: string) =>
      gate.headersOf(asking).flatMap(({ 'idempotency-key': sent }) => (String(sent).startsWith(id) ? [sent] : []));

    it('is not noted as made by hand while the provider makes it, and not after', async () => {
      const { cancel, note, happens, intent, events, types } = await paid();
      const held = gate.hold(asking);
      await cancel();
      await held.arrived;
      const meanwhile = await note();
      held.open();
      await happens('PaymentRefunded');
      const begun = (await events()).find(({ type }) => type === 'PaymentRefundBegun');
      expect(meanwhile.body).to.deep.include({ status: 409, code: 'refund-under-way' });
      expect(begun?.data).to.include({ attempt: 1, begunAt: meanwhile.body.since });
      const [reference] = (await events()).flatMap(({ data }) => ('refundId' in data ? [data.refundId] : []));
      expect((await note()).body).to.deep.include({ status: 409, code: 'already-refunded', reference });
      expect(await givenBack(await intent())).to.deep.equal([9_600]);
      const refunding = ['PaymentRefundRequested', 'PaymentRefundBegun', 'PaymentRefunded'];
      expect((await types()).slice(-3)).to.deep.equal(refunding);
    });

    it('that was noted as made by hand is not asked for, even if the process was about to', async () => {
      const { cancel, note, happens, intent, types } = await paid();
      const held = gate.hold(looking);
      await cancel();
      await held.arrived;
      expect((await note()).status).to.equal(200);
      expect((await note()).status, 'again').to.equal(200);
      held.open();
      await happens('PaymentRefunded');
      // They are sent one after another: once that of another visit is made, this one is left alone for good.
      const another = await paid();
      await another.cancel();
      await another.happens('PaymentRefunded');
      expect(await givenBack(await intent())).to.deep.equal([]);
      expect((await types()).slice(-2)).to.deep.equal(['PaymentRefundRequested', 'PaymentRefunded']);
    });

    it('is asked for again as the same one when nobody knows whether it was made, and not by hand until then', async () => {
      for (const lost of ['question', 'answer'] as const) {
        const { id, cancel, note, happens, intent, types } = await paid();
        const held = gate.hold(asking);
        await cancel();
        await held.arrived;
        const again = gate.hold(looking);
        held.lose(lost);
        await again.arrived;
        expect((await note()).body.code, lost).to.equal('refund-under-way');
        held.open();
        again.open();
        await happens('PaymentRefunded');
        expect(await givenBack(await intent()), lost).to.deep.equal([9_600]);
        expect((await types()).filter((type) => type === 'PaymentRefundBegun')).to.have.length(1);
        expect([...new Set(keysOf(id))]).to.deep.equal([`${id} refund 1`]);
      }
    });

    it('that the provider refuses is noted as made by hand, or tried once more under another name', async () => {
      const { id, cancel, note, happens, intent, events } = await paid();
      const payment_intent = await intent();
      // As on the provider's own pages: there is nothing left to give back.
      await stripe().refunds.create({ payment_intent, amount: 12_000 }, { idempotencyKey: payment_intent });
      await cancel();
      const refused = async () => (await events()).filter(({ type }) => type === 'PaymentRefundRefused');
      await until('refused a second time', async () => (await refused()).length > 1);
      expect((await refused())[1]?.data).to.include({ attempt: 2, because: 'invalid_request_error' });
      expect(keysOf(id).slice(0, 2)).to.deep.equal([`${id} refund 1`, `${id} refund 2`]);
      await until('noted, between two attempts', async () => (await note()).status === 200);
      await happens('PaymentRefunded');
    });

    it('that comes back is due again, and left to the clinic', async () => {
      const { id, url, cancel, note, happens, intent, events, types } = await paid();
      await cancel();
      await happens('PaymentRefunded');
      await press(url, 'return');
      await happens('PaymentRefundFailed');
      const told = (await events()).at(-1);
      expect(told?.data).to.include({ because: 'expired_or_canceled_card' });
      const [made] = (await stripe().refunds.list({ payment_intent: await intent() })).data;
      expect(told?.data).to.include({ refundId: made?.id });
      expect((await note()).status).to.equal(200);
      expect((await types()).slice(-3)).to.deep.equal(['PaymentRefunded', 'PaymentRefundFailed', 'PaymentRefunded']);
      expect(keysOf(id)).to.deep.equal([`${id} refund 1`]);
    });
  });

  describe('A notice', () => {
    const event = (paymentId: string, type = 'payment_intent.succeeded', changes: object = {}) => ({
      ...{ id: 'evt_1', object: 'event', created: Math.floor(Date.now() / 1_000), type },
      data: { object: { id: 'pi_1', object: 'payment_intent', metadata: { paymentId }, ...changes } },
    });
    const tell = async (
      body: string,
      { payload = body, secret = noticeSecret, timestamp = Date.now() / 1_000 } = {},
    ) => {
      const made = { payload, secret, timestamp: Math.floor(timestamp) };
      const headers = {
        'Content-Type': 'application/json',
        'Stripe-Signature': Stripe.webhooks.generateTestHeaderString(made),
      };
      return fetch(`http://127.0.0.1:${port}/commands/payments/notices`, { method: 'POST', headers, body });
    };

    it('is believed only when it is signed, over these very bytes, and just now', async () => {
      const { id, types } = await awaiting();
      const body = JSON.stringify(event(id));
      const longAgo = Date.now() / 1_000 - 3_600;
      for (const wrong of [{ secret: 'whsec_other' }, { payload: `${body} ` }, { timestamp: longAgo }]) {
        const answer = await tell(body, wrong);
        expect([answer.status, ((await answer.json()) as { code: string }).code]).to.deep.equal([
          400,
          'unproven-notice',
        ]);
      }
      const headers = { 'Content-Type': 'application/json' };
      const url = `http://127.0.0.1:${port}/commands/payments/notices`;
      expect((await fetch(url, { method: 'POST', headers, body })).status).to.equal(400);
      expect(await types()).to.deep.equal(['PaymentRequested']);
      const spaced = JSON.stringify(event(id), null, 2);
      expect((await tell(spaced)).status).to.equal(200);
      expect(await types()).to.deep.equal(['PaymentRequested', 'PaymentCompleted']);
    });

    it('that comes twice, or after a later one, changes nothing', async () => {
      const { id, types } = await awaiting();
      const failed = JSON.stringify(event(id, 'payment_intent.payment_failed'));
      const succeeded = JSON.stringify(event(id));
      for (const told of [succeeded, succeeded, failed, succeeded, failed])
        expect((await tell(told)).status).to.equal(200);
      expect(await types()).to.deep.equal(['PaymentRequested', 'PaymentCompleted']);
    });

    it('about anything else is taken, and forgotten', async () => {
      const { id } = await awaiting();
      const nobodys = '00000000-0000-4000-8000-000000000000';
      const none = { metadata: {} };
      for (const other of [event(nobodys), event(id, 'charge.updated'), event(id, 'payment_intent.succeeded', none)])
        expect((await tell(JSON.stringify(other))).status).to.equal(200);
    });
  });
});

describe('Paying in advance, where nobody takes payments', () => {
  it('is left to the clinic', async () => {
    const service = await startService();
    try {
      const [doctor, patient] = await Promise.all([clinic.onboard(service, { policy }), clinic.addPatient(service)]);
      const { appointmentId } = (await clinic.book(service, doctor, patient)).body;
      const page = () => service.ask('POST', `/payments/${appointmentId}/page`, { as: patient.person, body: {} });
      await until('asked for', async () => (await page()).status !== 404);
      expect((await page()).body.code).to.equal('provider-away');
      const path = `${clinic.daysOf(doctor)}/${appointmentId}/confirmation`;
      expect((await service.ask('POST', path, { as: doctor.person, body: {} })).body.status).to.equal('CONFIRMED');
    } finally {
      await service.stop();
    }
  });
});
