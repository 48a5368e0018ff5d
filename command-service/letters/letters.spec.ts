import { randomUUID } from 'node:crypto';
import { userStream } from '@careconnect/domain/streams.ts';
import { proofsWith } from '@careconnect/platform/auth/proofs.ts';
import { expect } from 'chai';
import { type Person, type Service, startService } from '../spec/service.ts';

const wish = {
  ...{ language: 'de', zone: 'Europe/Berlin', reminders: [1440, 120], quietHours: { from: '21:00', to: '08:00' } },
  ...{ declined: ['agenda'], phone: '+491701234567' },
};

describe('Preferences about letters over HTTP', () => {
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

  const prefer = (body: object) => service.ask('PUT', '/me/letter-preferences', { as: mia, body });
  const told = async () =>
    (await service.eventsIn(userStream(mia.userId as never)))
      .filter(({ type }) => type === 'LetterPreferencesSet')
      .map(({ data }) => data);
  const declining = (kind: string, proof?: string) => {
    const proofs = proofsWith(Buffer.from(service.environment.LETTER_KEY, 'base64'));
    const asked = { userId: mia.userId, kind, proof: proof ?? proofs.of('decline', mia.userId, kind) };
    return `/declined-letters?${new URLSearchParams(asked)}`;
  };

  it('are kept, once, with the phone number sealed', async () => {
    expect([(await prefer(wish)).status, (await prefer(wish)).status]).to.deep.equal([200, 200]);
    const events = await told();
    expect(events).to.have.lengthOf(1);
    expect(events[0]).to.deep.include({ language: 'de', reminders: [1440, 120], declined: ['agenda'] });
    expect(JSON.stringify(events[0])).not.to.contain('1701234567');
  });

  it('may leave out zone, quiet hours and phone', async () => {
    const { zone: _, quietHours: __, phone: ___, ...rest } = wish;
    expect((await prefer(rest)).status).to.equal(200);
    expect((await told())[0]).to.deep.include({ zone: null, quietHours: null, phone: null });
  });

  it('are refused where they make no sense', async () => {
    for (const [field, changes] of Object.entries({
      language: { language: 'xx' },
      zone: { zone: 'Mars/Olympus' },
      reminders: { reminders: [5] },
      'quietHours.from': { quietHours: { from: '25:00', to: '07:00' } },
      declined: { declined: ['cancellation'] },
      phone: { phone: '0170 1234567' },
    })) {
      const { status, body } = await prefer({ ...wish, ...changes });
      expect([status, (body.errors as { field: string }[])[0]?.field]).to.deep.equal([400, field]);
    }
  });

  it('decline letters by the link alone, as a mail client posts it', async () => {
    const body = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' });
    const answer = await fetch(`http://127.0.0.1:${service.port}/commands${declining('reminder')}`, {
      method: 'POST',
      body,
    });
    expect(answer.status).to.equal(200);
    expect((await told()).at(-1)).to.deep.include({ declined: ['reminder'] });
    expect((await service.ask('POST', declining('reminder'))).status).to.equal(200);
    expect(await told()).to.have.lengthOf(1);
  });

  it('decline nothing without the proof of the letter', async () => {
    const proofs = proofsWith(Buffer.from(service.environment.LETTER_KEY, 'base64'));
    for (const proof of [
      'x'.repeat(43),
      proofs.of('decline', mia.userId, 'rating'),
      proofs.of('reset', mia.userId, 'reminder'),
    ])
      expect((await service.ask('POST', declining('reminder', proof))).body.code).to.equal('link-used-up');
    expect((await service.ask('POST', declining('cancellation'))).status).to.equal(400);
    expect(await told()).to.deep.equal([]);
  });
});
