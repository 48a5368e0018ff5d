import type { DoctorDayEvent } from '@careconnect/domain/day/events.ts';
import type { DoctorProfile } from '@careconnect/domain/doctor/events.ts';
import { accountOf } from '@careconnect/domain/ids.ts';
import type { PatientDetailsChanged } from '@careconnect/domain/patient/events.ts';
import {
  ana,
  appointment,
  asAdmin,
  asPatient,
  booked,
  cancelled,
  consultation,
  patient,
  schedule,
  user,
} from '@careconnect/domain/spec/clinic.ts';
import { expect } from 'chai';
import { added, drAna, onboarded, person, profile, registered, registeredAt, scheduled } from '../spec/people.ts';
import { projecting } from '../spec/projecting.ts';
import { told } from '../spec/told.ts';
import type { Alarm } from './alarms.ts';
import { projectClinic } from './clinic.ts';

describe('The projection "clinic"', () => {
  const alarms: Alarm[] = [];
  const { given, project } = projecting(
    ['public', 'read'],
    projectClinic((alarm) => alarms.push(alarm)),
  );
  beforeEach(() => alarms.splice(0));
  const nobody = given();
  const somebody = given(...drAna, ...person(1), ...person(2));

  describe('accounts and patients', () => {
    it('keeps an account as it was registered, its times in UTC', () =>
      nobody.when(registered(1, { registeredAt: '2026-11-01T10:00:00.123Z' })).then({
        app_users: [
          {
            user_id: user(1),
            email: 'patient1@example.org',
            password: '$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA',
            role: 'PATIENT',
            name: 'Patient 1',
            created_at: '2026-11-01T10:00:00.123',
            updated_at: '2026-11-01T10:00:00.123',
          },
        ],
        'read.alarms': [],
      }));

    it('keeps several patients of one account', () =>
      given(registered(1))
        .when(added(1), added(2, { userId: user(1), firstName: 'Caio', gender: 'MALE' }))
        .then({
          patients: [
            {
              patient_id: patient(1),
              user_id: user(1),
              first_name: 'Bia',
              gender: 'FEMALE',
              date_of_birth: '1990-02-28',
            },
            {
              patient_id: patient(2),
              user_id: user(1),
              first_name: 'Caio',
              gender: 'MALE',
              date_of_birth: '1990-02-28',
            },
          ],
        }));

    it('keeps the rows of erased people, without anything about them', () =>
      nobody
        .when(
          registered(1, { email: null, name: null, passwordHash: null }),
          registered(2, { email: null, name: null, passwordHash: null }),
          added(1, { firstName: null, lastName: null, dateOfBirth: null, gender: null }),
        )
        .then({
          app_users: [
            { user_id: user(1), email: `erased ${user(1)}`, password: 'erased', name: 'erased' },
            { user_id: user(2), email: `erased ${user(2)}`, password: 'erased', name: 'erased' },
          ],
          patients: [{ first_name: 'erased', last_name: '', date_of_birth: '1900-01-01', gender: 'OTHER' }],
        }));

    it('cuts what is longer than a documented column, and drops what Postgres cannot store', () =>
      given(registered(1, { name: 'n'.repeat(300) }))
        .when(added(1, { firstName: 'Bi\u0000a \ud83d', lastName: '\ud83d\ude00'.repeat(101) }))
        .then({
          app_users: [{ name: 'n'.repeat(255) }],
          patients: [{ first_name: 'Bia \ufffd', last_name: '\ud83d\ude00'.repeat(100) }],
        }));

    it('keeps both accounts when two hold one address, and raises the alarm', () =>
      given(registered(1))
        .when(registered(2, { email: 'patient1@example.org' }))
        .then({
          app_users: [
            { user_id: user(1), email: 'patient1@example.org' },
            { user_id: user(2), email: `taken ${user(2)}` },
          ],
          'read.alarms': [{ kind: 'email-taken', subject: user(2), others: [user(1)] }],
        }));
  });

  describe('an account', () => {
    const at = '2026-11-05T10:00:00.000Z';

    it('has the password and the proof of its address that were told last', async () => {
      await given(registered(1))
        .when(
          { type: 'EmailVerified', data: { userId: user(1), verifiedAt: at } },
          {
            type: 'PasswordChanged',
            data: { userId: user(1), passwordHash: 'new', by: 'LETTER', era: 1, changedAt: at },
          },
          { type: 'PasswordRehashed', data: { userId: user(1), passwordHash: 'dear', rehashedAt: at } },
        )
        .then({
          app_users: [
            {
              user_id: user(1),
              email: 'patient1@example.org',
              password: 'dear',
              created_at: '2026-11-01T10:00:00',
              updated_at: '2026-11-05T10:00:00',
            },
          ],
          'read.account_details': [{ user_id: user(1), email_verified_at: '2026-11-05T10:00:00+00:00' }],
        });
    });

    it('that the clinic made shows who it is for, and whether it may be used', async () => {
      const person = { userId: user(1), role: 'AUDITOR', email: 'ines@example.org', name: 'Ines Reis' } as const;
      const letter = { requestId: user(5), requestedAt: registeredAt, expiresAt: at };
      await given({ type: 'UserInvited', data: { ...person, ...letter } })
        .when(
          { type: 'InvitationAccepted', data: { userId: user(1), passwordHash: 'hash', acceptedAt: at } },
          { type: 'UserDeactivated', data: { userId: user(1), era: 1, deactivatedAt: at } },
        )
        .then({
          app_users: [{ user_id: user(1), email: 'ines@example.org', role: 'AUDITOR', password: 'hash' }],
          'read.account_details': [{ user_id: user(1), active: false, email_verified_at: '2026-11-05T10:00:00+00:00' }],
        });
    });

    it('that was never registered has no row', async () => {
      await nobody
        .when({ type: 'RegistrationAbandoned', data: { userId: user(1), abandonedAt: at } })
        .then({ app_users: [], 'read.account_details': [] });
    });
  });

  describe('a patient', () => {
    const ids = { patientId: patient(1), userId: user(1) };
    const changed: PatientDetailsChanged = {
      type: 'PatientDetailsChanged',
      data: {
        ...ids,
        ...{ firstName: 'Bia', lastName: 'Souza', dateOfBirth: '1990-02-28', gender: 'FEMALE' },
        changedAt: '2026-11-05T10:00:00.000Z',
      },
    };

    it('has the details that were told last', async () => {
      await given(...person(1))
        .when(changed)
        .then({
          patients: [
            {
              patient_id: patient(1),
              user_id: user(1),
              last_name: 'Souza',
              created_at: '2026-11-02T10:00:00',
              updated_at: '2026-11-05T10:00:00',
            },
          ],
          'read.patient_details': [{ patient_id: patient(1), removed_at: null }],
        });
    });

    it('keeps a row for their visits when they are removed', async () => {
      await given(...person(1), changed)
        .when({ type: 'PatientRemoved', data: { ...ids, removedAt: '2026-11-06T10:00:00.000Z' } })
        .then({
          patients: [{ patient_id: patient(1), last_name: 'Souza', updated_at: '2026-11-06T10:00:00' }],
          'read.patient_details': [{ patient_id: patient(1), removed_at: '2026-11-06T10:00:00+00:00' }],
        });
    });
  });

  describe('doctors', () => {
    const { zone, windows, ...alike } = schedule;
    const plan = {
      ...alike,
      ...{ zones: [{ from: null, zone }], hours: [{ from: null, windows }], country: null, worksOn: [] },
    };

    it('keeps the documented profile, and the schedule as the domain folds it', () =>
      given(...drAna)
        .when()
        .then({
          doctors: [
            {
              doctor_id: ana,
              specialization: 'Cardiology',
              started_year: 2005,
              consultation_fee: 120,
              address: profile.address,
              created_at: '2026-11-03T10:00:00',
              updated_at: '2026-11-03T10:00:00',
            },
          ],
          'read.doctor_details': [{ doctor_id: ana, profile, plan }],
        }));

    it('keeps the profile as it was last changed, and finds the doctor by it', () => {
      const changed: DoctorProfile = {
        ...{ ...profile, specialization: 'Sleep', about: 'Asks first.' },
        ...{ languages: ['pt'], ways: ['video'] },
      };
      return given(...drAna)
        .when({
          type: 'DoctorProfileChanged',
          data: { doctorId: ana, profile: changed, changedAt: '2026-11-05T08:00:00.000Z' },
        })
        .then({
          doctors: [
            {
              ...{ doctor_id: ana, specialization: 'Sleep', about: 'Asks first.', degree: profile.degree },
              ...{ created_at: '2026-11-03T10:00:00', updated_at: '2026-11-05T08:00:00' },
            },
          ],
          'read.doctor_details': [{ doctor_id: ana, profile: changed, plan }],
          'read.doctor_search': [{ specialization: 'Sleep', languages: ['pt'], ways: ['video'] }],
        });
    });

    it('keeps what is planned by its date, and whose holidays are observed', () => {
      const [windows, setAt] = [[{ weekday: 1, from: '08:00', to: '12:00' } as const], '2026-11-05T08:00:00.000Z'];
      const of = { doctorId: ana, setAt } as const;
      return given(...drAna)
        .when(
          { type: 'WorkingHoursSet', data: { ...of, windows, validFrom: '2027-01-05' } },
          { type: 'WorkingHoursSet', data: { ...of, windows: [], validFrom: '2026-12-01' } },
          { type: 'WorkingHoursWithdrawn', data: { doctorId: ana, validFrom: '2026-12-01', withdrawnAt: setAt } },
          { type: 'ZoneSet', data: { ...of, zone: 'Europe/Lisbon', validFrom: '2027-02-01' } },
          { type: 'HolidaysSet', data: { ...of, country: 'BR' } },
          { type: 'HolidayWorkSet', data: { ...of, date: '2026-12-25', works: true } },
        )
        .then({
          'read.doctor_details': [
            {
              plan: {
                ...plan,
                zones: [...plan.zones, { from: '2027-02-01', zone: 'Europe/Lisbon' }],
                hours: [...plan.hours, { from: '2027-01-05', windows }],
                ...{ country: 'BR', worksOn: ['2026-12-25'] },
              },
            },
          ],
        });
    });

    it('changes the working hours alone', () => {
      const windows = [{ weekday: 1, from: '08:00', to: '12:00' } as const];
      return given(...drAna)
        .when({ type: 'WorkingHoursSet', data: { doctorId: ana, windows, setAt: '2026-11-05T08:00:00.000Z' } })
        .then({
          'read.doctor_details': [{ plan: { ...plan, hours: [{ from: null, windows }] }, revision: 4 }],
          doctors: [{ created_at: '2026-11-03T10:00:00', updated_at: '2026-11-05T08:00:00' }],
        });
    });

    it('is found by name and by what they do, accents or not', async () => {
      await project([told(drAna)], async (client) => {
        const found = async (text: string) =>
          (await client.query('SELECT FROM read.doctor_search WHERE words @@ read.words_asked($1)', [text])).rowCount;
        for (const text of ['ana', 'Julia', 'JÚLIA ara', 'cardio', 'cardio araujo', 'sao paulo'])
          expect(await found(text), text).to.equal(1);
        for (const text of ['pedro', 'ana pedro', "'", '&', '!!', ':*', '\\'])
          expect(await found(text), text).to.equal(0);
      });
    });

    it('keeps whom nobody registered, with a stand-in account and the alarm', () =>
      nobody.when(onboarded(), ...scheduled()).then({
        app_users: [{ user_id: ana, email: `unknown ${ana}`, name: 'unknown' }],
        doctors: [{ doctor_id: ana, specialization: 'Cardiology' }],
        'read.alarms': [{ kind: 'unknown-account', subject: ana }],
      }));
  });

  describe('appointments', () => {
    const row = { appointment_id: appointment(1), patient_id: patient(1), user_id: user(1), doctor_id: ana };

    it('follows a booking from request to confirmation', async () => {
      const on = { ...row, date: '2026-11-24', time: '09:30', payment_id: null, created_at: '2026-11-20T12:00:00' };
      await somebody.when(...booked(1, 'requested')).then({ appointments: [{ ...on, status: 'REQUESTED' }] });
      await somebody.when(...booked(1, 'accepted')).then({ appointments: [{ ...on, status: 'PENDING' }] });
      await somebody.when(...booked(1)).then({
        appointments: [{ ...on, status: 'CONFIRMED' }],
        'read.appointment_details': [
          {
            appointment_id: appointment(1),
            date: '2026-11-24',
            zone: 'America/Sao_Paulo',
            starts_at: '2026-11-24T12:30:00+00:00',
            ends_at: '2026-11-24T13:00:00+00:00',
            visit_type: consultation,
            policy: schedule.policy,
            holds_slot: true,
            cancelled_by: null,
          },
        ],
        'read.held_times': [{ appointment_id: appointment(1), doctor_id: ana }],
        'read.alarms': [],
      });
    });

    it('keeps who cancelled, when and why, and gives the time back', () =>
      somebody.when(...booked(1), cancelled(1, asPatient(1), '2026-11-21T08:00:00.000Z')).then({
        appointments: [{ ...row, status: 'CANCELLED', updated_at: '2026-11-21T08:00:00' }],
        'read.appointment_details': [
          {
            visit_type: consultation,
            holds_slot: false,
            cancelled_by: asPatient(1),
            cancelled_at: '2026-11-21T08:00:00+00:00',
            cancel_reason: 'Feeling better',
          },
        ],
        'read.held_times': [],
      }));

    it('keeps notes, and none of somebody erased', async () => {
      const noting = (notes: string | null): DoctorDayEvent[] =>
        booked(1).map((event) =>
          event.type === 'AppointmentRequested' ? { ...event, data: { ...event.data, notes } } : event,
        );
      await somebody.when(...noting('knee')).then({ appointments: [{ notes: 'knee' }] });
      await somebody.when(...noting(null)).then({ appointments: [{ notes: null }] });
    });

    it('gives the time of a cancelled visit to the next', () =>
      somebody.when(...booked(1), cancelled(1, asAdmin, '2026-11-21T08:00:00.000Z'), ...booked(2)).then({
        appointments: [
          { appointment_id: appointment(1), status: 'CANCELLED' },
          { appointment_id: appointment(2), status: 'CONFIRMED' },
        ],
        'read.held_times': [{ appointment_id: appointment(2) }],
        'read.alarms': [],
      }));

    it('lets visits touch', () =>
      somebody.when(...booked(1), ...at(2, '2026-11-24T13:00:00.000Z', '2026-11-24T13:30:00.000Z')).then({
        'read.held_times': [{ appointment_id: appointment(1) }, { appointment_id: appointment(2) }],
        'read.alarms': [],
      }));

    it('keeps both visits when two overlap, and raises the alarm', async () => {
      await somebody.when(...booked(1), ...at(2, '2026-11-24T12:45:00.000Z', '2026-11-24T13:35:00.000Z')).then({
        appointments: [
          { appointment_id: appointment(1), status: 'CONFIRMED' },
          { appointment_id: appointment(2), status: 'CONFIRMED' },
        ],
        'read.held_times': [{ appointment_id: appointment(1) }],
        'read.alarms': [{ kind: 'overlap', subject: appointment(2), others: [appointment(1)] }],
      });
      expect(alarms).to.deep.include({ kind: 'overlap', subject: appointment(2), others: [appointment(1)] });
    });

    it('holds the time of the visit that was in the way of another once it can', () =>
      somebody.when(...booked(1), ...booked(2), cancelled(1, asAdmin, '2026-11-21T08:00:00.000Z')).then({
        'read.held_times': [{ appointment_id: appointment(2) }],
      }));

    it('keeps a visit of people it has never heard of, and raises the alarm', () =>
      nobody.when(...booked(1)).then({
        appointments: [{ ...row, status: 'CONFIRMED' }],
        patients: [{ patient_id: patient(1), user_id: user(1), first_name: 'unknown' }],
        'read.alarms': [
          { kind: 'unknown-account', subject: user(1) },
          { kind: 'unknown-account', subject: accountOf(ana) },
          { kind: 'unknown-patient', subject: patient(1) },
          { kind: 'unknown-doctor', subject: ana },
        ],
      }));

    it('puts what is true in the place of a stand-in once it is told', async () => {
      const late = told([...booked(1), ...person(1), ...drAna]);
      const rows = await project(late.map((event) => [event]));
      expect(rows.patients).to.have.length(1);
      expect(rows.patients?.[0]).to.include({ first_name: 'Bia', created_at: '2026-11-02T10:00:00' });
      expect(rows.doctors?.[0]).to.include({ specialization: 'Cardiology', created_at: '2026-11-03T10:00:00' });
      expect(rows.app_users?.map((row) => ('email' in row ? row.email : ''))).to.have.members([
        'patient1@example.org',
        'ana@example.org',
      ]);
    });
  });

  it('refuses to pass over an event it does not know, and says no more of it than its type', async () => {
    const [event] = told(booked(1));
    const unheardOf = { ...event, type: 'AppointmentSung', data: { notes: 'secret' } } as typeof event & object;
    const failure = await project([[unheardOf]]).catch((error: Error) => error);
    expect(failure)
      .to.be.instanceOf(Error)
      .with.property('message')
      .that.contains('AppointmentSung')
      .and.not.contains('secret');
  });

  /** Patient n, confirmed for another time of the same day. */
  const at = (n: number, startsAt: string, endsAt: string): DoctorDayEvent[] =>
    booked(n).map((event) => ({ ...event, data: { ...event.data, startsAt, endsAt } }) as DoctorDayEvent);
});
