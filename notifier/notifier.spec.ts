import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { personalFields } from '@careconnect/domain/personal.ts';
import { type Mailbox, serveMailbox } from '@careconnect/local/mailbox/mailbox.ts';
import { proofsWith } from '@careconnect/platform/auth/proofs.ts';
import { formatPosition } from '@careconnect/platform/event-store/event-store.ts';
import { createLogger, silentLog } from '@careconnect/platform/logging/logger.ts';
import { type InProcessBus, inProcessBus } from '@careconnect/platform/messaging/in-process.ts';
import type { Message } from '@careconnect/platform/messaging/message-bus.ts';
import { createVault, parseMasterKeys, type Vault } from '@careconnect/platform/personal-data/vault.ts';
import { createPool } from '@careconnect/platform/postgres/postgres.ts';
import { channel } from '@careconnect/platform/subscription/checkpoint.ts';
import { createPositionWaiter, type PositionWaiter } from '@careconnect/platform/subscription/position-waiter.ts';
import { notifierQueue } from '@careconnect/schema/topology.ts';
import { type FreshDatabase, freshDatabase } from '@careconnect/test/support/postgres.ts';
import { expect } from 'chai';
import type { Pool } from 'pg';
import { MayTryAgain, NotTaken } from './channels/channel.ts';
import { byEmail } from './channels/email.ts';
import { createMailer, type Mail, type Mailer } from './channels/mailer.ts';
import { gatherFacts } from './facts.ts';
import { linksAt } from './links.ts';
import { noteLetters } from './note-letters.ts';
import { type Sending, startSending } from './sending.ts';
import { retryDelays, tryLetter } from './try-letter.ts';

const eventually = async <T>(what: string, ask: () => Promise<T>, holds: (answer: T) => boolean): Promise<T> => {
  for (const until = Date.now() + 10_000; ; await pause(10)) {
    const answer = await ask();
    if (holds(answer)) return answer;
    if (Date.now() > until) throw new Error(`waited in vain until ${what}: ${JSON.stringify(answer)}`);
  }
};

const ids = { patient: randomUUID(), user: randomUUID(), doctor: randomUUID() };
const visitType = { visitTypeId: randomUUID(), name: 'Visit', minutes: 30, fee: { amount: '0.00', currency: 'BRL' } };
const policy = { minimumNoticeMinutes: 0, maximumDaysAhead: 365, cancellationCutOffMinutes: 60 };
const at = { commit: 100n, prepare: 100n };

const letterKey = Buffer.alloc(32, 7);
const links = linksAt('https://care.example', proofsWith(letterKey));

describe('The notifier', () => {
  let database: FreshDatabase;
  let pool: Pool;
  let vault: Vault;
  let folder: string;
  let mailbox: Mailbox;
  let bus: InProcessBus;
  let positions: PositionWaiter;
  let mailer: Mailer;
  let sending: Sending | undefined;
  let running: Sending[];
  let logged: string;

  before(async () => {
    database = await freshDatabase();
    pool = createPool({ url: database.url });
    vault = createVault({
      pool,
      masterKeys: parseMasterKeys(`spec:${letterKey.toString('base64')}`),
      fields: personalFields,
    });
    folder = await mkdtemp(join(tmpdir(), 'careconnect-letters-'));
    await pool.query(
      `INSERT INTO app_users VALUES ($1, 'rosa@example.com', 'x', 'PATIENT', 'Rosa Lima'),
      ($2, 'ana@example.com', 'x', 'DOCTOR', 'Dr. Ana Souza')`,
      [ids.user, ids.doctor],
    );
    await pool.query(`INSERT INTO patients VALUES ($1, $2, 'Davi', 'Lima', '2015-01-01', 'MALE', now(), now())`, [
      ids.patient,
      ids.user,
    ]);
    await pool.query(`INSERT INTO doctors VALUES ($1, 'Cardiology', 2001, 0, '', '', '', 'Rua 10', now(), now())`, [
      ids.doctor,
    ]);
  });
  after(async () => {
    await pool.end();
    await database.drop();
    await rm(folder, { recursive: true });
  });
  beforeEach(async () => {
    await pool.query('DELETE FROM notify.letters');
    await projected(at.commit);
    mailbox = await serveMailbox({ folder: join(folder, randomUUID()), ports: { smtp: 0, http: 0 }, log: silentLog });
    bus = inProcessBus({
      topology: { exchange: 'x', queues: [notifierQueue], unheard: ['#'] },
      log: silentLog,
      attachTimeoutMs: 1_000,
    });
    positions = createPositionWaiter({ databaseUrl: database.url });
    mailer = createMailer({ url: `smtp://127.0.0.1:${mailbox.smtpPort}`, from: 'CareConnect <post@clinic.example>' });
    logged = '';
    running = [];
  });
  afterEach(async () => {
    await bus.close();
    for (const each of running) await each.stop();
    mailer.close();
    await positions.close();
    await mailbox.stop();
  });

  const projected = (commit: bigint) =>
    pool.query(
      `INSERT INTO projection.checkpoints VALUES ('clinic', $1, $1) ON CONFLICT (name)
                DO UPDATE SET commit_position = $1, prepare_position = $1`,
      [String(commit)],
    );

  type Parts = Partial<Parameters<typeof tryLetter>[0]> & { mailer?: Pick<Mailer, 'send'> };
  const start = async ({ mailer: through = mailer, ...overrides }: Parts = {}) => {
    const destination = new Writable({
      write(chunk, _encoding, done) {
        logged += chunk;
        done();
      },
    });
    const organizer = { name: 'CareConnect', email: 'post@clinic.example' };
    const channels = { email: byEmail({ mailer: through, links, organizer }), sms: async () => {} };
    const parts = { positions, gather: gatherFacts({ pool, vault, links }), channels, ...overrides };
    sending = startSending({
      pool,
      log: createLogger('notifier', { destination, fields: ['kind', 'tries', 'outcome'] }),
      tryLetter: tryLetter(parts),
    });
    running.push(sending);
    await bus.consume(notifierQueue, noteLetters(pool, { set: async () => {} }, sending.wake));
  };

  const visit = (appointmentId: string) => ({
    ...{ appointmentId, doctorId: ids.doctor, patientId: ids.patient, userId: ids.user },
    ...{ date: '2026-11-24', time: '09:30', zone: 'America/Sao_Paulo' },
    ...{ startsAt: '2026-11-24T12:30:00.000Z', endsAt: '2026-11-24T13:00:00.000Z' },
  });

  const booked = async (status = 'CONFIRMED'): Promise<string> => {
    const appointmentId = randomUUID();
    await pool.query(
      `INSERT INTO appointments VALUES ($1, $2, $3, $4, NULL, $5, NULL, '2026-11-24', '09:30', now(), now())`,
      [appointmentId, ids.patient, ids.user, ids.doctor, status],
    );
    const by = status === 'CANCELLED' ? { userId: ids.doctor, role: 'DOCTOR' } : null;
    await pool.query(
      `INSERT INTO read.appointment_details VALUES ($1, $2, $3, $4, '2026-11-24', 'America/Sao_Paulo',
         '2026-11-24T12:30Z', '2026-11-24T13:00Z', true, $5, $6, $7, NULL, 'The doctor is ill.', 1, $8)`,
      [appointmentId, ids.doctor, ids.patient, ids.user, visitType, policy, by, by && 'cancelled'],
    );
    return appointmentId;
  };

  const message = (type: string, appointmentId: string, more: object = {}, imported = false): Message => ({
    id: randomUUID(),
    routingKey: `doctorDay.${type}`,
    type,
    source: '/careconnect',
    subject: 'a day',
    time: '2026-11-20T12:00:00.000Z',
    correlationId: randomUUID(),
    data: { revision: '2', position: formatPosition(at), imported, event: { ...visit(appointmentId), ...more } },
  });
  const confirmed = (appointmentId: string, imported = false) =>
    message('AppointmentConfirmed', appointmentId, { confirmedAt: '2026-11-20T12:00:00.000Z' }, imported);

  const mails = async () => {
    const answer = await fetch(`http://127.0.0.1:${mailbox.httpPort}/mailbox/mails.json`);
    return ((await answer.json()) as { items: { id: string; subject: string; to: string; messageId: string }[] }).items;
  };
  const letters = async () =>
    (await pool.query('SELECT kind, state, tries, reason FROM notify.letters ORDER BY created_at')).rows;
  const settled = (count: number) =>
    eventually(
      'the letters are settled',
      letters,
      (all) => all.filter(({ state }) => state !== 'due').length === count,
    );
  const tried = () => eventually('it was tried', letters, ([first]) => first?.reason !== null && first !== undefined);
  const dueAgain = async () => {
    await pool.query('UPDATE notify.letters SET due_at = now()');
    sending?.wake();
  };

  it('confirms a booking by a letter to the account', async () => {
    await start();
    await bus.publish([confirmed(await booked())]);
    expect(await settled(1)).to.deep.equal([{ kind: 'confirmation', state: 'sent', tries: 1, reason: null }]);
    const [mail] = await mails();
    expect(mail?.to).to.equal('"Rosa Lima" <rosa@example.com>');
    expect(mail?.subject).to.equal('Confirmed: Dr. Ana Souza, Tuesday, 24 November 2026, 09:30 (America/Sao_Paulo)');
  });

  it('writes once, however often and in whatever order it is told', async () => {
    await start();
    const one = confirmed(await booked());
    const again = { ...one, id: randomUUID() };
    await Promise.all([one, one, again, one].map((each) => bus.publish([each])));
    await settled(1);
    await sending?.stop();
    expect(await mails()).to.have.lengthOf(1);
  });

  it('sends a letter again when an admin asks for it, once, as a mail of its own', async () => {
    await start();
    await bus.publish([confirmed(await booked())]);
    await settled(1);
    const { rows } = await pool.query<{ letter_id: string }>('SELECT letter_id FROM notify.letters');
    const letterId = rows[0]?.letter_id;
    const asked: Message = {
      ...{ id: randomUUID(), routingKey: 'letter.LetterResendRequested', type: 'LetterResendRequested' },
      ...{ source: '/careconnect', subject: `letter-${letterId}`, time: '2026-11-20T13:00:00.000Z' },
      correlationId: randomUUID(),
      data: {
        ...{ revision: '0', position: formatPosition(at), imported: false },
        event: { letterId, resendId: randomUUID(), by: { userId: ids.user, role: 'ADMIN' } },
      },
    };
    await bus.publish([asked]);
    await eventually('two mails are there', mails, (all) => all.length === 2);
    await bus.publish([asked]);
    await settled(1);
    await sending?.stop();
    const sent = await mails();
    expect(sent.map(({ messageId }) => messageId).sort()).to.deep.equal([
      `<${letterId}.1@clinic.example>`,
      `<${letterId}@clinic.example>`,
    ]);
    expect(await letters()).to.deep.equal([{ kind: 'confirmation', state: 'sent', tries: 1, reason: null }]);
  });

  it('tells of a cancellation by whom and why, from the read model alone', async () => {
    await start();
    const appointmentId = await booked('CANCELLED');
    await bus.publish([message('AppointmentCancelled', appointmentId, { by: { userId: ids.doctor, role: 'DOCTOR' } })]);
    await settled(1);
    const [mail] = await mails();
    const whole = await (await fetch(`http://127.0.0.1:${mailbox.httpPort}/mailbox/${mail?.id}.json`)).json();
    expect(whole).to.have.property('text').that.contains('cancelled by the doctor').and.contains('The doctor is ill.');
  });

  it('never writes about what was imported, nor about what needs no letter', async () => {
    await start();
    const appointmentId = await booked();
    await bus.publish([
      confirmed(appointmentId, true),
      message('AppointmentAccepted', appointmentId, { expiresAt: null }),
    ]);
    expect(await letters()).to.deep.equal([]);
  });

  it('does not confirm what was cancelled in the meantime', async () => {
    await start();
    await bus.publish([confirmed(await booked('CANCELLED'))]);
    const [letter] = await settled(1);
    expect(letter).to.include({ state: 'skipped', tries: 0 });
    expect(letter?.reason).to.contain('cancelled before');
    expect(await mails()).to.deep.equal([]);
  });

  it('waits until the read model has passed the event, without counting that as a try', async () => {
    await projected(50n);
    await start({ positions: { waitFor: (name, position) => positions.waitFor(name, position, 50) } });
    await bus.publish([confirmed(await booked())]);
    expect(await tried()).to.deep.equal([
      { kind: 'confirmation', state: 'due', tries: 0, reason: 'the read model is behind' },
    ]);
    await projected(100n);
    await pool.query(`SELECT pg_notify($1, 'clinic 100.100')`, [channel]);
    await dueAgain();
    expect(await settled(1)).to.deep.include.members([{ kind: 'confirmation', state: 'sent', tries: 1, reason: null }]);
  });

  it('tries again when the mail server is away, and gives up after the last try', async () => {
    await start({ mailer: { send: async () => Promise.reject(new MayTryAgain('ECONNREFUSED')) } });
    await bus.publish([confirmed(await booked())]);
    for (let n = 1; n <= retryDelays.length; n++) {
      await eventually(`try ${n}`, letters, ([letter]) => letter?.tries === n && letter.state === 'due');
      await dueAgain();
    }
    const [letter] = await settled(1);
    expect(letter).to.include({ state: 'failed', tries: retryDelays.length + 1, reason: 'ECONNREFUSED' });
  });

  it('does not try again what the mail server refuses for good; others are sent all the same', async () => {
    const refused = await booked();
    const send: Mailer['send'] = async (mail) => {
      if (mail.messageId === refusedLetter) throw new NotTaken('SMTP 550');
      await mailer.send(mail);
    };
    let refusedLetter = '';
    await start({
      gather: async (due) => {
        if (due.appointmentId === refused) refusedLetter = due.letterId;
        return gatherFacts({ pool, vault, links })(due);
      },
      mailer: { send },
    });
    await bus.publish([confirmed(refused), confirmed(await booked())]);
    const states = (await settled(2)).map(({ state }) => state).sort();
    expect(states).to.deep.equal(['failed', 'sent']);
  });

  it('sends a letter twice at the most, under one message id, when it dies before it could note that it was sent', async () => {
    let deaths = 0;
    const send: Mailer['send'] = async (mail) => {
      await mailer.send(mail);
      if (deaths++ === 0)
        await pool.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                          WHERE datname = current_database() AND state = 'idle in transaction'`);
    };
    await start({ mailer: { send } });
    await bus.publish([confirmed(await booked())]);
    await settled(1);
    const received = await mails();
    expect(received).to.have.lengthOf(2);
    expect(new Set(received.map(({ messageId }) => messageId)).size).to.equal(1);
  });

  it('has one letter in hand at a time: each is noted before the next is handed over', async () => {
    const notedBefore: number[] = [];
    const send: Mailer['send'] = async (mail) => {
      notedBefore.push((await letters()).filter(({ state }) => state === 'sent').length);
      await mailer.send(mail);
    };
    await start({ mailer: { send } });
    await bus.publish([await booked(), await booked(), await booked(), await booked()].map((each) => confirmed(each)));
    await settled(4);
    expect(notedBefore).to.deep.equal([0, 1, 2, 3]);
  });

  it('tells of a visit in order, also from two processes: nothing comes after that it was cancelled', async () => {
    const appointmentId = await booked();
    let go = () => {};
    const held = new Promise<void>((resolve) => {
      go = resolve;
    });
    const inHand: string[] = [];
    const send: Mailer['send'] = async (mail) => {
      inHand.push(mail.subject);
      if (inHand.length === 1) await held;
      await mailer.send(mail);
    };
    await start({ mailer: { send } });
    await bus.publish([confirmed(appointmentId)]);
    await eventually(
      'the confirmation is in hand',
      async () => inHand,
      (all) => all.length === 1,
    );
    await pool.query("UPDATE appointments SET status = 'CANCELLED' WHERE appointment_id = $1", [appointmentId]);
    const by = { userId: ids.doctor, role: 'DOCTOR' };
    await pool.query(
      "UPDATE read.appointment_details SET cancelled_by = $2, ending = 'cancelled' WHERE appointment_id = $1",
      [appointmentId, by],
    );
    await start({ mailer: { send } });
    await bus.publish([message('AppointmentCancelled', appointmentId, { by })]);
    sending?.wake();
    await eventually('the other process has looked at the cancellation', letters, (all) =>
      all.some(({ reason }) => reason === 'another letter of this visit is under way'),
    );
    go();
    await settled(2);
    expect((await mails()).map(({ subject }) => subject.split(':')[0])).to.deep.equal(['Cancelled', 'Confirmed']);
  });

  describe('about an account', () => {
    const asked = (type: string, requestId: string, expiresAt = '2999-01-01T00:00:00.000Z'): Message => ({
      ...message(type, randomUUID()),
      routingKey: `user.${type}`,
      data: {
        ...{ revision: '1', position: formatPosition(at), imported: false },
        event: { userId: ids.user, requestId, requestedAt: '2026-11-20T12:00:00.000Z', expiresAt },
      },
    });
    const textOf = async (id: string | undefined): Promise<string> =>
      ((await (await fetch(`http://127.0.0.1:${mailbox.httpPort}/mailbox/${id}.json`)).json()) as { text: string })
        .text;

    for (const [type, kind, page] of [
      ['EmailVerificationRequested', 'verification', 'verify-email'],
      ['PasswordResetRequested', 'reset', 'new-password'],
      ['UserInvited', 'invitation', 'invitation'],
    ] as const)
      it(`sends a link for ${type} whose proof stands in the letter alone`, async () => {
        await start();
        const requestId = randomUUID();
        const told = asked(type, requestId);
        await bus.publish([told, { ...told, id: randomUUID() }]);
        expect(await settled(1)).to.deep.equal([{ kind, state: 'sent', tries: 1, reason: null }]);
        const [mail] = await mails();
        const proof = proofsWith(letterKey).of(kind, ids.user, requestId);
        expect(mail?.to).to.equal('"Rosa Lima" <rosa@example.com>');
        expect(await textOf(mail?.id)).to.contain(`https://care.example/${page}#${ids.user}.${requestId}.${proof}`);
        const ledger = await pool.query('SELECT l::text AS row FROM notify.letters l');
        for (const text of [logged, ledger.rows[0].row, JSON.stringify(told)]) expect(text).not.to.contain(proof);
      });

    it('sends no link that is not good any more, and nothing for a new password or a deactivation', async () => {
      await start();
      await bus.publish([
        asked('PasswordResetRequested', randomUUID(), '2026-11-20T13:00:00.000Z'),
        asked('PasswordChanged', randomUUID()),
        asked('UserDeactivated', randomUUID()),
      ]);
      expect(await settled(1)).to.deep.equal([
        { kind: 'reset', state: 'skipped', tries: 0, reason: 'its link is not good any more' },
      ]);
      expect(await mails()).to.deep.equal([]);
    });
  });

  it('lets what is optional be declined with the button of a mail client, and nothing else', async () => {
    const sent: Mail[] = [];
    await start({
      mailer: {
        send: async (mail) => {
          sent.push(mail);
        },
      },
    });
    const completed = await booked('COMPLETED');
    await bus.publish([confirmed(completed), message('AppointmentCompleted', completed)]);
    await settled(2);
    const proof = proofsWith(letterKey).of('decline', ids.user, 'rating');
    const address = `https://care.example/commands/declined-letters?userId=${ids.user}&kind=rating&proof=${proof}`;
    expect(sent.map(({ declineAt }) => declineAt)).to.have.members([undefined, address]);
  });

  it('leaves nothing personal in the ledger or the log', async () => {
    await start();
    await bus.publish([confirmed(await booked())]);
    await settled(1);
    await eventually(
      'it is logged',
      async () => logged,
      (text) => text.includes('Letter sent'),
    );
    const ledger = await pool.query('SELECT l::text AS row FROM notify.letters l');
    for (const text of [logged, ledger.rows[0].row]) expect(text).not.to.match(/rosa|lima|davi/i);
  });
});
