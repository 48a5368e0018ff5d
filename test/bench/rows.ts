import { defaultPolicy } from '@careconnect/domain/doctor/schedule.ts';
import { addDays, dateIn } from '@careconnect/domain/time/wall.ts';
import { inTransaction } from '@careconnect/platform/postgres/postgres.ts';
import { projectDoctorSearch } from '@careconnect/projectors/clinic/doctor-search.ts';
import type { Pool } from 'pg';

/** Number n of a kind, as the id that `id('kind', 'n')` is in SQL. */
export const idOf = (kind: number, n: number): string =>
  `00000000-0000-4000-8${String(kind).padStart(3, '0')}-${String(n).padStart(12, '0')}`;
const id = (kind: number, n: string): string =>
  `('00000000-0000-4000-8${String(kind).padStart(3, '0')}-' || lpad((${n})::text, 12, '0'))::uuid`;
export const kinds = { doctor: 1, account: 2, patient: 3, appointment: 4 } as const;

const zone = 'America/Sao_Paulo';
const windows = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '09:00', to: '17:00' }));

/** Doctors who differ in all that they are found by, with eight hours a day; found as the projection has them found. */
export const putDoctors = async (pool: Pool, count: number): Promise<void> => {
  const hours = { zones: [{ from: null, zone }], hours: [{ from: null, windows }], country: null, worksOn: [] };
  const plan = { ...hours, gridMinutes: 30, policy: defaultPolicy };
  await pool.query(accounts(kinds.doctor, 'DOCTOR'), [count]);
  await pool.query(doctors, [count, JSON.stringify(plan)]);
  const ids = Array.from({ length: count }, (_, n) => idOf(kinds.doctor, n + 1));
  await inTransaction(pool, async (client) => {
    await client.query('SET LOCAL search_path TO public, read');
    await projectDoctorSearch(client, ids);
  });
};

/** The last day of all; the others lie before it. */
export const lastDay = addDays(dateIn(zone, Date.now()), -1);
export const visitsADay = 16;
export const visitsOfAnAccount = 20;

/** Full days of these doctors, back from yesterday; each account has one patient, whose visits are spread over the years. */
export const putAppointments = async (pool: Pool, doctorCount: number, count: number): Promise<void> => {
  const people = Math.ceil(count / visitsOfAnAccount);
  await pool.query(accounts(kinds.account, 'PATIENT'), [people]);
  await pool.query(patients, [people]);
  await inTransaction(pool, async (client) => {
    // Foreign keys hold by the way the rows are made; looking each of them up would take minutes.
    await client.query('SET LOCAL session_replication_role TO replica');
    await client.query(appointments(doctorCount, people), [count]);
    await client.query(shown);
  });
};

const accounts = (kind: number, role: string) => `
  WITH account AS (
    INSERT INTO app_users (user_id, email, password, role, name, created_at, updated_at)
    SELECT ${id(kind, 'n')}, 'k${kind}n' || n || '@example.org', '-', '${role}',
           (ARRAY['Ana','Bruno','Carla','Davi','Elisa','Fábio','Gal','Hugo','Inês','João'])[1 + n % 10] || ' ' ||
           (ARRAY['Silva','Souza','Lima','Costa','Alves','Rocha','Dias'])[1 + n % 7] || ' ' || n,
           '2025-01-01'::timestamp + n * interval '1 min', '2025-01-01'
      FROM generate_series(1, $1::integer) n RETURNING user_id, role, created_at
  )
  INSERT INTO read.account_details (user_id, role, registered_at, position)
  SELECT user_id, role, created_at AT TIME ZONE 'UTC', 0 FROM account`;

const doctors = `
  WITH doctor AS (
    SELECT n, ${id(kinds.doctor, 'n')} AS doctor_id, jsonb_build_object(
             'specialization', (ARRAY['Cardiology','Dermatology','Pediatrics','Orthopedics','Neurology','Psychiatry',
                                      'Gynecology','Urology','Endocrinology','General practice'])[1 + n % 10],
             'startedYear', 1980 + n % 45, 'consultationFee', jsonb_build_object('amount', 50 + n % 300 || '.00', 'currency', 'BRL'),
             'about', 'Has time for questions.', 'image', '', 'degree', 'MD', 'address', 'Rua ' || n % 500 || ', São Paulo',
             'languages', (ARRAY['["pt"]','["pt","en"]','["pt","es"]','["en","de"]'])[1 + n % 4]::jsonb,
             'gender', (ARRAY['FEMALE','MALE'])[1 + n % 2],
             'ways', (ARRAY['["in-person"]','["in-person","video"]','["video"]'])[1 + n % 3]::jsonb) AS profile
      FROM generate_series(1, $1::integer) n
  ), calendar AS (
    INSERT INTO read.calendars SELECT doctor_id, 1 FROM doctor
  ), details AS (
    INSERT INTO read.doctor_details (doctor_id, profile, plan, position)
    SELECT doctor_id, profile, $2::jsonb || jsonb_build_object('doctorId', doctor_id, 'visitTypes', jsonb_build_array(
             jsonb_build_object('visitTypeId', doctor_id, 'name', 'Visit', 'minutes', 30, 'bufferBeforeMinutes', 0,
                                'bufferAfterMinutes', 0, 'fee', profile->'consultationFee'))), 1
      FROM doctor
  ), rated AS (
    INSERT INTO read.feedback_details (feedback_id, appointment_id, doctor_id, patient_id, rating, given_at, position)
    SELECT gen_random_uuid(), gen_random_uuid(), doctor_id, doctor_id, 1 + (n * k) % 5, '2026-01-01', 1
      FROM doctor, generate_series(1, n % 4) k
  )
  INSERT INTO doctors (doctor_id, specialization, started_year, consultation_fee, about, image, degree, address, created_at,
                       updated_at)
  SELECT doctor_id, profile->>'specialization', (profile->>'startedYear')::int,
         (profile#>>'{consultationFee,amount}')::numeric, '', '', 'MD', profile->>'address', '2025-01-01', '2025-01-01'
    FROM doctor`;

const patients = `
  WITH patient AS (
    INSERT INTO patients (patient_id, user_id, first_name, last_name, date_of_birth, gender, created_at, updated_at)
    SELECT ${id(kinds.patient, 'n')}, ${id(kinds.account, 'n')}, 'Mia', 'Silva ' || n, '1990-01-01', 'FEMALE', '2025-01-01', '2025-01-01'
      FROM generate_series(1, $1::integer) n RETURNING patient_id, user_id
  )
  INSERT INTO read.patient_details (patient_id, user_id, added_at, position)
  SELECT patient_id, user_id, '2025-01-01', 1 FROM patient`;

const appointments = (doctorCount: number, people: number) => `
  INSERT INTO read.appointment_details (appointment_id, doctor_id, patient_id, user_id, date, zone, starts_at, ends_at,
         status, holds_slot, closed, visit_type, policy, position)
  SELECT ${id(kinds.appointment, 'n')}, ${id(kinds.doctor, `1 + n / ${visitsADay} % ${doctorCount}`)},
         ${id(kinds.patient, `1 + n % ${people}`)}, ${id(kinds.account, `1 + n % ${people}`)}, day::date, '${zone}', at,
         at + interval '30 min', 'CONFIRMED', true, false,
         '{"name": "Visit", "minutes": 30, "bufferBeforeMinutes": 0, "bufferAfterMinutes": 0, "fee": {"amount": "120.00", "currency": "BRL"}}',
         '${JSON.stringify(defaultPolicy)}', n
    FROM generate_series(0, $1::integer - 1) n,
         LATERAL (SELECT '${lastDay}'::timestamp - n / ${visitsADay * doctorCount} * interval '1 day' AS day) a,
         LATERAL (SELECT (day + interval '9 h' + n % ${visitsADay} * interval '30 min') AT TIME ZONE '${zone}' AS at) b`;

const shown = `
  INSERT INTO appointments (appointment_id, patient_id, user_id, doctor_id, status, date, time, created_at, updated_at)
  SELECT appointment_id, patient_id, user_id, doctor_id, status, date::text, to_char(starts_at AT TIME ZONE zone, 'HH24:MI'),
         '2025-01-01', '2025-01-01'
    FROM read.appointment_details`;
