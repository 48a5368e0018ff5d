import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultPreferences } from '@careconnect/domain/user/letter-preferences.ts';
import { type Mailbox, serveMailbox } from '@careconnect/local/mailbox/mailbox.ts';
import { silentLog } from '@careconnect/platform/logging/logger.ts';
import { expect } from 'chai';
import { example } from '../letters/spec/examples.ts';
import { restingWhileAway } from './breaker.ts';
import { Away, MayTryAgain, NotTaken, type Sent } from './channel.ts';
import { bySms } from './sms.ts';

const letter = (phone: string | null = '+491701234567'): Sent => ({
  due: {} as Sent['due'],
  messageId: 'letter-1',
  to: { userId: 'u', name: 'Rosa Lima', address: 'rosa@example.com', preferences: { ...defaultPreferences, phone } },
  facts: example('reminder'),
});
const refused = (sending: Promise<void>) => sending.then(() => null).catch((error: Error) => error);

describe('Text messages', () => {
  let folder: string;
  let gateway: Mailbox;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'careconnect-sms-'));
    gateway = await serveMailbox({ folder, ports: { smtp: 0, http: 0 }, log: silentLog });
  });
  afterEach(async () => {
    await gateway.stop();
    await rm(folder, { recursive: true });
  });
  const at = (path = '/mailbox/text-messages') =>
    bySms({ url: `http://127.0.0.1:${gateway.httpPort}${path}`, token: undefined });

  it('say when, with whom and where', async () => {
    await at()(letter());
    const box = `http://127.0.0.1:${gateway.httpPort}/mailbox`;
    const { items } = (await (await fetch(`${box}/mails.json`)).json()) as { items: { id: string; to: string }[] };
    expect(items.map(({ to }) => to)).to.deep.equal(['"+491701234567" <sms@localhost>']);
    const { text } = (await (await fetch(`${box}/${items[0]?.id}.json`)).json()) as { text: string };
    expect(text.trim()).to.equal(
      'Reminder: Dr. Ana Souza, Tuesday, 24 November 2026, 09:30 (America/Sao_Paulo). Rua das Flores 10, Vitória',
    );
  });

  it('are given up where there is no number or no gateway, and tried again where the gateway has a bad day', async () => {
    expect(await refused(at()(letter(null)))).to.be.instanceOf(NotTaken);
    expect(await refused(bySms(null)(letter()))).to.be.instanceOf(NotTaken);
    expect(await refused(at('/nothing')(letter()))).to.be.instanceOf(MayTryAgain);
    expect(await refused(bySms({ url: 'http://127.0.0.1:1', token: undefined })(letter()))).to.include({
      name: 'MayTryAgain',
      unreachable: true,
    });
  });
});

describe('Whoever carries letters', () => {
  it('rests once nobody was reached five times in a row, and is asked again by one letter', async () => {
    let asked = 0;
    let isBack = false;
    const send = restingWhileAway(async () => {
      asked += 1;
      if (!isBack) throw new MayTryAgain('ECONNREFUSED', true);
    }, 50);
    for (let n = 0; n < 5; n += 1) expect(await refused(send(letter()))).to.be.instanceOf(MayTryAgain);
    expect(await refused(send(letter()))).to.be.instanceOf(Away);
    expect(asked).to.equal(5);
    isBack = true;
    for (let error: unknown = true; error !== null; ) error = await refused(send(letter()));
    expect(asked).to.equal(6);
  });

  it('goes on for others when one letter is refused again and again', async () => {
    const send = restingWhileAway(async ({ messageId }) => {
      if (messageId === 'refused') throw new MayTryAgain('SMTP 450');
    });
    for (let n = 0; n < 10; n += 1) await refused(send({ ...letter(), messageId: 'refused' }));
    expect(await refused(send(letter()))).to.equal(null);
  });
});
