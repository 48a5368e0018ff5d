import { accountOf, type UserId } from '@careconnect/domain/ids.ts';
import { addDays } from '@careconnect/domain/time/wall.ts';
import { digestOf } from '@careconnect/platform/auth/secrets.ts';
import type { Vault } from '@careconnect/platform/personal-data/vault.ts';
import { createPool } from '@careconnect/platform/postgres/postgres.ts';
import { idOf, kinds, lastDay, putAppointments, putDoctors } from '@careconnect/test/bench/rows.ts';
import { type FreshDatabase, freshDatabase } from '@careconnect/test/support/postgres.ts';
import { expect } from 'chai';
import type { Pool } from 'pg';
import { allAppointments } from './appointments/all-appointments.ts';
import { findAppointment } from './appointments/find-appointment.ts';
import { historyOf } from './appointments/history.ts';
import { patientVisits } from './appointments/patient-visits.ts';
import { backups } from './backups/backups.ts';
import { calendarFeed } from './calendars/feed.ts';
import { doctorDay } from './days/doctor-day.ts';
import { doctorOverview } from './days/doctor-overview.ts';
import { doctorRequests } from './days/doctor-requests.ts';
import { doctorWeek } from './days/doctor-week.ts';
import { deadLetterStates, deadLetters } from './dead-letters/dead-letters.ts';
import { blockedTime } from './doctors/blocked-time.ts';
import { messages } from './feedback/messages.ts';
import { replayDay } from './journal/days/replay.ts';
import { evidenceOf } from './journal/evidence/evidence.ts';
import { type JournalWanted, journal } from './journal/journal.ts';
import { letterStates, letters } from './letters/letters.ts';
import { myAppointments } from './me/my-appointments.ts';
import { myPatients } from './me/my-patients.ts';
import { myPayments } from './me/my-payments.ts';
import { refundsDue } from './payments/refunds-due.ts';
import { eventsAbout } from './personal-data/events-about.ts';
import { lettersTo } from './personal-data/letters-to.ts';
import { whoseAccount } from './personal-data/whose.ts';
import { countingReads } from './spec/rows-read.ts';
import { statistics } from './statistics/statistics.ts';
import { systemState } from './system/system-state.ts';
import { users } from './users/users.ts';

const doctors = 10;
const visits = 20_000;
/** A page has twenty; whatever it shows is looked up by key. */
const limit = 20;
const few = 1_500;
const site = 'https://care.example';
/** What it is asked to open it gives back. */
const noVault = { open: async (events: unknown) => events } as Vault;
const all = async (rows: AsyncIterable<unknown>): Promise<void> => {
  for await (const _ of rows);
};

describe('Queries on an old clinic', () => {
  let database: FreshDatabase;
  let reads: ReturnType<typeof countingReads>;

  before(async () => {
    database = await freshDatabase();
    const pool = createPool({ url: database.url, max: 1, statementTimeoutMs: 0 });
    await putDoctors(pool, doctors);
    await putAppointments(pool, doctors, visits);
    for (const statement of longAgo) await pool.query(statement);
    for (const [secret, whose] of [
      ['patient', userId],
      ['doctor', doctorId],
    ] as const)
      await pool.query('INSERT INTO read.calendar_feeds VALUES ($1, $2, now(), 0)', [whose, digestOf(secret)]);
    await pool.query('VACUUM (ANALYZE)');
    await pool.end();
    reads = countingReads(database.url);
  });
  after(async () => {
    await reads.close();
    await database.drop();
  });

  const now = `${lastDay}T12:00:00.000Z`;
  const admin = { userId: idOf(9, 1), role: 'ADMIN' } as const;
  const doctorId = idOf(kinds.doctor, 3);
  const theDoctor = { doctorId, userId: accountOf(doctorId as never), role: 'DOCTOR', now, limit } as const;
  const userId = idOf(kinds.account, 500) as UserId;
  const patientId = idOf(kinds.patient, 500);
  const appointmentId = idOf(kinds.appointment, 500);

  const events = (wanted: Partial<JournalWanted>) => (pool: Pool) => journal(pool, { limit, ...wanted });
  /** Did half of all there is, all of it long ago. */
  const formerAdmin = { actorId: idOf(9, 2), actorRole: 'ADMIN' } as const;
  const everybodys = (wanted: object) => (pool: Pool) => allAppointments(pool, { limit, ...wanted }, 'ADMIN', now);
  const queries: Record<string, (pool: Pool) => Promise<unknown>> = {
    'how the system fares': systemState,
    'all letters': (pool) => letters(pool, { limit }),
    'letters to an account': (pool) => letters(pool, { limit, userId }),
    ...Object.fromEntries(
      letterStates.map((state) => [`letters that are ${state}`, (pool) => letters(pool, { limit, state })]),
    ),
    'dead letters': (pool) => deadLetters(pool, { limit }),
    ...Object.fromEntries(
      deadLetterStates.map((state) => [
        `dead letters that are ${state}`,
        (pool) => deadLetters(pool, { limit, state }),
      ]),
    ),
    'all appointments': everybodys({}),
    'appointments from a date on': everybodys({ from: lastDay }),
    'appointments up to a date': everybodys({ to: lastDay }),
    ...Object.fromEntries(
      (['REQUESTED', 'PENDING', 'CONFIRMED', 'COMPLETED', 'CANCELLED'] as const).map((status) => [
        `appointments that are ${status}`,
        everybodys({ status }),
      ]),
    ),
    'appointments with a doctor': everybodys({ doctorId }),
    'appointments of a patient': everybodys({ patientId }),
    'appointments of an account': everybodys({ userId }),
    'an appointment': (pool) => findAppointment(pool, { appointmentId, ...admin, now }),
    'its history': (pool) => historyOf(pool, { appointmentId, ...admin, limit }),
    'what else there was': (pool) => patientVisits(pool, { appointmentId, ...admin, limit }),
    "a doctor's day": (pool) => doctorDay(pool, { ...theDoctor, date: lastDay }),
    "a doctor's week": (pool) => doctorWeek(pool, { ...theDoctor, date: lastDay }),
    "a doctor's month": (pool) => doctorOverview(pool, { ...theDoctor, from: lastDay, days: 31 }),
    "a doctor's requests": (pool) => doctorRequests(pool, theDoctor),
    'my coming appointments': (pool) => myAppointments(pool, { userId, role: 'PATIENT', when: 'upcoming', now, limit }),
    'my past appointments': (pool) => myAppointments(pool, { userId, role: 'PATIENT', when: 'past', now, limit }),
    'my patients': (pool) => myPatients(pool, { userId, limit }),
    'my payments': (pool) => myPayments(pool, { userId, now, limit }),
    'refunds due': (pool) => refundsDue(pool, { now, limit }),
    'all accounts': (pool) => users(pool, { limit }),
    'accounts of a role': (pool) => users(pool, { limit, role: 'DOCTOR' }),
    'statistics of a week': (pool) => statistics(pool, { from: addDays(lastDay, -6), days: 7 }),
    "a doctor's blocked time": (pool) => blockedTime(pool, theDoctor),
    'a calendar that a patient follows': (pool) => calendarFeed(pool, { secret: 'patient', site, now }),
    'a calendar that a doctor follows': (pool) => calendarFeed(pool, { secret: 'doctor', site, now }),
    'letters told to whom they were written': (pool) => all(lettersTo(pool, userId)),
    "a patient's personal data": async (pool) => all(eventsAbout(pool, noVault, await whoseAccount(pool, userId))),
    "a doctor's personal data": async (pool) =>
      all(eventsAbout(pool, noVault, await whoseAccount(pool, theDoctor.userId))),
    messages: (pool) => messages(pool, { limit }),
    backups: (pool) => backups(pool, { limit }),
    'events of the log': events({}),
    'events about an appointment': events({ subject: appointmentId }),
    'events about a patient': events({ subject: patientId }),
    'events about a doctor': events({ subject: doctorId }),
    'events about a doctor, of a type that there is not': events({ subject: doctorId, type: 'TimeBlocked' }),
    'events about a doctor, by somebody else, in a role': events({
      subject: doctorId,
      ...formerAdmin,
      actorRole: 'DOCTOR',
    }),
    'events of a stream': events({ stream: `doctorDay-${doctorId}_${lastDay}` }),
    'events of a common type': events({ type: 'AppointmentConfirmed' }),
    'events of a type that was common long ago': events({ type: 'PasswordRehashed' }),
    'events of a type that there is not': events({ type: 'BackupFailed' }),
    'events of an actor': events({ actorId: userId }),
    'events of an actor of long ago': events(formerAdmin),
    'events of an actor of long ago, of a type that is not theirs': events({
      ...formerAdmin,
      type: 'AppointmentConfirmed',
    }),
    'events of a role': events({ actorRole: 'PATIENT' }),
    'events of a role of long ago': events({ actorRole: 'ADMIN' }),
    'events of a role that never acts': events({ actorRole: 'AUDITOR' }),
    'events of a type and a role': events({ type: 'AppointmentConfirmed', actorRole: 'ADMIN' }),
    'events of one request': events({ correlationId: appointmentId }),
    'events from a time on': events({ recordedFrom: now }),
    'events up to a time': events({ recordedTo: `${addDays(lastDay, -60)}T00:00:00Z` }),
    'events of a type between two times': events({
      ...{ type: 'AppointmentConfirmed', recordedFrom: `${addDays(lastDay, -61)}T00:00:00Z` },
      recordedTo: `${addDays(lastDay, -60)}T00:00:00Z`,
    }),
    'the evidence of an appointment': async (pool) => {
      for await (const _ of (await evidenceOf(pool, appointmentId, now)) ?? []);
    },
    'a day, replayed': (pool) => replayDay(pool, { doctorId: theDoctor.doctorId as never, date: lastDay }),
    'events of everything together': events({
      ...{
        subject: appointmentId,
        stream: `doctorDay-${doctorId}_${lastDay}`,
        type: 'AppointmentConfirmed',
        ...formerAdmin,
      },
      ...{ correlationId: appointmentId, recordedFrom: now, recordedTo: now },
    }),
  };
  it('read what was counted when it happened, for statistics of ten years', async () => {
    const read = await reads.of((pool) => statistics(pool, { from: addDays(lastDay, -3_659), days: 3_660 }));
    expect(Object.keys(read)).to.have.members([
      ...['registrations', 'day_figures', 'day_revenue', 'doctors', 'doctor_search', 'doctor_details'],
    ]);
  });

  for (const [name, query] of Object.entries(queries))
    it(`read little: ${name}`, async () => {
      const read = await reads.of(query);
      expect(Object.keys(read)).to.not.be.empty;
      for (const [table, rows] of Object.entries(read))
        expect(rows, `${table} in ${JSON.stringify(read)}`).to.be.below(few);
    });
});

/** Years of it, and a little that is open. */
const longAgo = [
  `WITH account AS (
     INSERT INTO app_users SELECT gen_random_uuid(), n || '@example.net', '-', 'PATIENT', 'Mia', now() - n * interval '1 h', now()
       FROM generate_series(1, 20000) n RETURNING user_id, created_at
   ), patient AS (
     INSERT INTO patients SELECT gen_random_uuid(), user_id, 'Mia', 'Silva', '1990-01-01', 'FEMALE', created_at, created_at
       FROM account)
   INSERT INTO read.account_details (user_id, role, registered_at, position) SELECT user_id, 'PATIENT', created_at, 0 FROM account`,
  `INSERT INTO read.registrations
   SELECT role, current_date - n, 3, 3 * (10000 - n) FROM unnest(enum_range(NULL::user_role)) AS role, generate_series(1, 10000) n`,
  `INSERT INTO read.day_figures
   SELECT doctor_id, date, status, '', count(*), 30 FROM read.appointment_details GROUP BY doctor_id, date, status`,
  `UPDATE read.appointment_details
      SET status = CASE WHEN position % 10 = 0 THEN 'CANCELLED' ELSE 'COMPLETED' END::appointment_status WHERE position > 300`,
  `UPDATE read.appointment_details SET status = 'REQUESTED' WHERE position % 40 = 0 AND position <= 300`,
  `UPDATE read.appointment_details SET status = 'PENDING' WHERE position % 40 = 1 AND position <= 300`,
  `INSERT INTO notify.letters (letter_id, request_id, revision, kind, channel, user_id, position, event, correlation_id, stream,
                               state, reason, created_at, due_at, settled_at)
   SELECT gen_random_uuid(), gen_random_uuid(), 0, 'verification', 'email',
          ('00000000-0000-4000-8002-' || lpad((1 + n % 1000)::text, 12, '0'))::uuid, '0', '{}', gen_random_uuid(), '',
          state::notify.letter_state, CASE WHEN state IN ('failed', 'skipped') THEN 'refused for good' END, at, at,
          CASE WHEN state <> 'due' THEN at END
     FROM generate_series(1, 20000) n,
          LATERAL (SELECT now() - n * interval '4 hours' AS at,
                          CASE WHEN n <= 30 THEN 'due' WHEN n % 4000 = 0 THEN 'failed' WHEN n % 4000 = 1 THEN 'skipped' ELSE 'sent' END AS state) one`,
  `INSERT INTO messaging.dead_letters (queue, message_id, routing_key, content, attempts, reason, died_at, state, decided_by, decided_at)
   SELECT 'notifier', n, 'user.UserInvited', '{}', 5, 'TypeError', now() - n * interval '4 hours', state::messaging.dead_letter_state,
          CASE WHEN state <> 'waiting' THEN gen_random_uuid() END, CASE WHEN state <> 'waiting' THEN now() END
     FROM generate_series(1, 10000) n,
          LATERAL (SELECT CASE WHEN n % 4000 = 0 THEN 'waiting' WHEN n % 4000 = 1 THEN 'dismissed' ELSE 'replayed' END AS state) one`,
  // The first in the table are the latest.
  `INSERT INTO journal.events (commit_position, prepare_position, stream_name, category, revision, event_id, type, actor_id, actor_role,
                               correlation_id, recorded_at, imported, subjects, data, metadata)
   SELECT 1000000 - position, 0, 'doctorDay-' || doctor_id || '_' || date, 'doctorDay', 0, gen_random_uuid(), 'AppointmentConfirmed',
          user_id, 'PATIENT', appointment_id, starts_at, false, ARRAY[appointment_id, doctor_id, patient_id, user_id],
          '{"by": {"policy": "accepts-all"}}', '{}'
     FROM read.appointment_details ORDER BY position DESC`,
  `INSERT INTO journal.events (commit_position, prepare_position, stream_name, category, revision, event_id, type, actor_id, actor_role,
                               recorded_at, imported, subjects, data, metadata)
   SELECT n, 0, 'user-x', 'user', n, gen_random_uuid(), 'PasswordRehashed', '${idOf(9, 2)}', 'ADMIN',
          '2001-01-01'::timestamptz + n * interval '1 h', false, '{}', '{}', '{}'
     FROM generate_series(1, 20000) n`,
  `INSERT INTO journal.events (commit_position, prepare_position, stream_name, category, revision, event_id, type, imported, subjects, data,
                               metadata)
   SELECT 0, row_number() OVER (), 'doctor-' || doctor_id, 'doctor', 0, gen_random_uuid(), 'DoctorOnboarded', false, ARRAY[doctor_id], '{}', '{}'
     FROM read.doctor_details`,
  `WITH one AS (
     INSERT INTO backup_logs SELECT gen_random_uuid(), now(), 'SUCCESS', NULL, now() - n * interval '1 h', now()
       FROM generate_series(1, 20000) n RETURNING backup_id, created_at)
   INSERT INTO read.backup_details (backup_id, started_at, finished_at, position)
   SELECT backup_id, created_at, created_at, 0 FROM one`,
];
