import { randomBytes } from 'node:crypto';
import type { DoctorDayEvent } from '@careconnect/domain/day/events.ts';
import type { DomainEvent } from '@careconnect/domain/events.ts';
import { sessionId } from '@careconnect/domain/ids.ts';
import { personalFields } from '@careconnect/domain/personal.ts';
import * as clinic from '@careconnect/domain/spec/clinic.ts';
import { defaultPreferences, type LetterPreferences } from '@careconnect/domain/user/letter-preferences.ts';
import { proofsWith } from '@careconnect/platform/auth/proofs.ts';
import { createVault, type Vault } from '@careconnect/platform/personal-data/vault.ts';
import { createPool, inTransaction } from '@careconnect/platform/postgres/postgres.ts';
import { projectClinic } from '@careconnect/projectors/clinic/clinic.ts';
import { messageOf } from '@careconnect/projectors/relay.ts';
import { projectSessions } from '@careconnect/projectors/sessions/sessions.ts';
import { drAna, person } from '@careconnect/projectors/spec/people.ts';
import { told } from '@careconnect/projectors/spec/told.ts';
import { type FreshDatabase, freshDatabase } from '@careconnect/test/support/postgres.ts';
import { expect } from 'chai';
import type { Pool } from 'pg';
import { gatherFacts } from './facts.ts';
import { lettersDue, namedLetter } from './letter-due.ts';
import { letterFor } from './letters/letter-for.ts';
import { linksAt } from './links.ts';

const at = '2026-11-20T12:00:00.000Z';
const visit = clinic.visit();
const day = (type: string, data: object): DoctorDayEvent => ({ type, data: { ...visit, ...data } }) as DoctorDayEvent;
const noWords = { overridden: false, overrideReason: null };
const cancelled = (by: object = clinic.asPatient()) =>
  day('AppointmentCancelled', { by, reason: 'Feeling better', refundPercent: 100, cancelledAt: at });
const rescheduled = day('AppointmentRescheduled', {
  ...{ time: '10:30', startsAt: '2026-11-24T13:30:00.000Z', endsAt: '2026-11-24T14:00:00.000Z', ...noWords },
  from: { time: '09:30', startsAt: visit.startsAt, endsAt: visit.endsAt, claimId: null },
  ...{ status: 'CONFIRMED', expiresAt: null, by: clinic.asDoctor, rescheduledAt: at },
});
const nextWeek = {
  ...{ doctorId: clinic.ana, date: '2026-12-01', time: '09:30', zone: visit.zone },
  ...{ startsAt: '2026-12-01T12:30:00.000Z', endsAt: '2026-12-01T13:00:00.000Z' },
};
const movedIn = day('AppointmentMovedIn', {
  ...{ ...nextWeek, ...noWords, moveId: clinic.move(), from: visit, fromArrival: null, status: 'CONFIRMED' },
  ...{ visitType: clinic.consultation, policy: clinic.schedule.policy, expiresAt: null, by: clinic.asPatient() },
  ...{ asked: '', movedAt: at },
});
const movedOut = day('AppointmentMovedOut', { moveId: clinic.move(), to: nextWeek, by: { policy: true }, movedAt: at });
const prefers = (changes: Partial<LetterPreferences>): DomainEvent => ({
  type: 'LetterPreferencesSet',
  data: { userId: clinic.user(1), ...defaultPreferences, ...changes, setAt: at },
});

describe('What is written when something happens', () => {
  let database: FreshDatabase;
  let pool: Pool;
  let vault: Vault;

  beforeEach(async () => {
    database = await freshDatabase();
    pool = createPool({ url: database.url, max: 2 });
    vault = createVault({ pool, masterKeys: [{ id: 'spec', key: randomBytes(32) }], fields: personalFields });
  });
  afterEach(async () => {
    await pool.end();
    await database.drop();
  });

  /** Subject of each letter to whom, or why there is none; of what happened last, once all of it is projected. */
  const written = async (events: readonly DomainEvent[], last = 1, imported = false): Promise<string[]> => {
    const all = [...drAna, ...person(1), ...events];
    const stored = told(all, imported ? { imported: true } : {});
    await inTransaction(pool, async (client) => {
      await projectClinic(() => {})(client, stored);
      await projectSessions()(client, (await vault.seal(stored as never[])) as never);
    });
    const links = linksAt('https://care.example', proofsWith(Buffer.alloc(32)));
    const gather = gatherFacts({ pool, vault, links }, () => new Date(at));
    const due = stored.slice(-last).flatMap((event) => lettersDue(messageOf(event)));
    const letters: string[] = [];
    for (const each of due) {
      const found = await gather(each);
      letters.push(
        'not' in found ? `${each.kind}: ${found.not}` : `${found.to.name}: ${letterFor(found.facts).subject}`,
      );
    }
    return letters;
  };
  const first = 'Tuesday, 24 November 2026, 09:30 (America/Sao_Paulo)';

  it('a request that waits is told to the patient and to the doctor', async () => {
    expect(await written(clinic.booked(1, 'requested'))).to.deep.equal([
      `Patient 1: Request received: Ana Júlia Araújo, ${first}`,
      `Ana Júlia Araújo: New request: Bia Costa 1, ${first}`,
    ]);
  });

  it('a booking that is confirmed at once is told once', async () => {
    const events = clinic.booked();
    expect(await written(events, events.length)).to.deep.equal([`Patient 1: Confirmed: Ana Júlia Araújo, ${first}`]);
  });

  it('an acceptance asks to pay', async () => {
    expect(await written(clinic.booked(1, 'accepted'))).to.deep.equal([
      `Patient 1: Please pay: Ana Júlia Araújo, ${first}`,
    ]);
  });

  it('a rejection is told to the patient', async () => {
    const requested = clinic.booked(1, 'requested');
    const rejected = day('AppointmentRejected', { by: clinic.asDoctor, reason: null, rejectedAt: at });
    expect(await written([...requested, rejected])).to.deep.equal([
      `Patient 1: Not possible: Ana Júlia Araújo, ${first}`,
    ]);
  });

  it('an expiry is told to the patient', async () => {
    const expired = day('AppointmentExpired', { because: 'unanswered', by: { policy: true }, expiredAt: at });
    expect(await written([...clinic.booked(1, 'requested'), expired])).to.deep.equal([
      `Patient 1: Expired: Ana Júlia Araújo, ${first}`,
    ]);
  });

  it('after a visit the patient is asked how it was', async () => {
    const completed = day('AppointmentCompleted', { by: clinic.asDoctor, doctorNotes: null, completedAt: at });
    expect(await written([...clinic.booked(), completed])).to.deep.equal([
      'Patient 1: How was the visit? Ana Júlia Araújo',
    ]);
  });

  it('a cancellation is told to both, but not to the doctor who cancelled', async () => {
    const byPatient = await written([...clinic.booked(), cancelled()]);
    expect(byPatient).to.deep.equal([
      `Patient 1: Cancelled: Ana Júlia Araújo, ${first}`,
      `Ana Júlia Araújo: Cancelled: Bia Costa 1, ${first}`,
    ]);
  });

  it('a doctor who cancelled is not told so', async () => {
    expect(await written([...clinic.booked(), cancelled(clinic.asDoctor)])).to.have.lengthOf(1);
  });

  it('a visit on another hour of its day is told with its new time', async () => {
    expect(await written([...clinic.booked(), rescheduled])).to.deep.equal([
      'Patient 1: Moved: Ana Júlia Araújo, Tuesday, 24 November 2026, 10:30 (America/Sao_Paulo)',
    ]);
  });

  it('a move to another day is told once it is sure', async () => {
    const events = [...clinic.booked(), movedIn, movedOut];
    expect(await written(events, 2)).to.deep.equal([
      'Patient 1: Moved: Ana Júlia Araújo, Tuesday, 1 December 2026, 09:30 (America/Sao_Paulo)',
    ]);
  });

  it('money that moves is told, and money that does not, while the visit waits for it', async () => {
    const debt = { ...visit, paymentId: clinic.move(9), amount: clinic.consultation.fee };
    const payment = (type: string, data: object) => ({ type, data: { ...debt, ...data } }) as unknown as DomainEvent;
    const failed = payment('PaymentFailed', { because: 'declined', noticeId: 'n', failedAt: at });
    const completed = payment('PaymentCompleted', { transactionId: 'tx', completedAt: at });
    const refunded = payment('PaymentRefunded', { refund: clinic.consultation.fee, refundId: 're', refundedAt: at });
    expect(await written([...clinic.booked(1, 'accepted'), failed, completed, refunded], 3)).to.deep.equal([
      `Patient 1: Not paid: Ana Júlia Araújo, ${first}`,
      'Patient 1: Receipt: R$120.00, Ana Júlia Araújo',
      'Patient 1: Refund: R$120.00, Ana Júlia Araújo',
    ]);
  });

  it('money that goes back for a visit that is archived by now is told', async () => {
    const debt = { ...visit, paymentId: clinic.move(9), amount: clinic.consultation.fee };
    const payment = (type: string, data: object) => ({ type, data: { ...debt, ...data } }) as unknown as DomainEvent;
    const completed = payment('PaymentCompleted', { transactionId: 'tx', completedAt: at });
    const archived = day('AppointmentArchived', { status: 'CANCELLED', by: { policy: true }, archivedAt: at });
    const refunded = payment('PaymentRefunded', { refund: clinic.consultation.fee, refundId: 're', refundedAt: at });
    expect(await written([...clinic.booked(1, 'accepted'), completed, cancelled(), archived, refunded])).to.deep.equal([
      'Patient 1: Refund: R$120.00, Ana Júlia Araújo',
    ]);
    expect((await pool.query('SELECT FROM archived_appointments')).rowCount).to.equal(1);
  });

  it('letters about what is over by now are skipped', async () => {
    const events = [...clinic.booked(), rescheduled, cancelled()];
    expect((await written(events, 5)).slice(0, 2)).to.deep.equal([
      'confirmation: the appointment was cancelled before the letter was written',
      'rescheduling: the appointment was cancelled before the letter was written',
    ]);
  });

  it('a confirmation of a time that the visit has left is skipped', async () => {
    const events = [...clinic.booked(), rescheduled];
    expect((await written(events, 2))[0]).to.equal(
      'confirmation: the appointment was moved before the letter was written',
    );
  });

  it('letters speak the language of the account', async () => {
    const events = [prefers({ language: 'de' }), ...clinic.booked()];
    expect(await written(events)).to.deep.equal([
      'Patient 1: Bestätigt: Ana Júlia Araújo, Dienstag, 24. November 2026, 09:30 (America/Sao_Paulo)',
    ]);
  });

  it('what an account declines is skipped, what it must know is not', async () => {
    const completed = day('AppointmentCompleted', { by: clinic.asDoctor, doctorNotes: null, completedAt: at });
    const events = [prefers({ declined: ['rating'] }), ...clinic.booked(), completed];
    expect(await written(events, 2)).to.deep.equal([
      `Patient 1: Confirmed: Ana Júlia Araújo, ${first}`,
      'rating: the account declines such letters',
    ]);
  });

  it('nothing is written about what was imported', async () => {
    expect(await written([...clinic.booked(), cancelled()], 4, true)).to.deep.equal([]);
  });

  it('a doctor is sent the visits of a day', async () => {
    await written(clinic.booked());
    const links = linksAt('https://care.example', proofsWith(Buffer.alloc(32)));
    const due = namedLetter({
      ...{ kind: 'agenda', to: String(clinic.ana), requestId: String(clinic.ana), stream: '', revision: '0' },
      ...{ position: '', correlationId: '', event: { date: clinic.tuesday, zone: visit.zone } },
    } as const);
    const found = await gatherFacts({ pool, vault, links })(due);
    expect(found)
      .to.have.nested.property('facts.visits')
      .that.deep.equals([{ time: '09:30', patientName: 'Bia Costa 1', name: 'Consultation', minutes: 30 }]);
  });

  describe('when somebody signs in', () => {
    const signedIn = (n: number, device = 'Firefox on Linux'): DomainEvent => ({
      type: 'SessionStarted',
      data: {
        ...{ sessionId: sessionId(`00000000-0000-4000-8000-00000060000${n}`), userId: clinic.user(1), era: 0, device },
        ...{ network: '203.0.113.0/24', startedAt: `2026-11-20T0${n}:00:00.000Z`, endsAt: '2026-12-20T00:00:00.000Z' },
      },
    });

    it('from where nobody did before, the account is told', async () => {
      const alert = 'Patient 1: Somebody signed in to your account';
      expect(await written([signedIn(1), signedIn(2, 'Safari on iPhone'), signedIn(3)], 3)).to.deep.equal([
        'sign-in: it is the first sign-in',
        alert,
        'sign-in: the device is known',
      ]);
    });
  });
});
