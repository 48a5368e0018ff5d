import type { Way } from '@careconnect/domain/doctor/events.ts';
import type { Instant } from '@careconnect/domain/event.ts';
import type { Gender } from '@careconnect/domain/patient/events.ts';
import type { Pool } from 'pg';
import { firstId, keysAfter, pageOf } from '../reading/page.ts';
import { type DoctorRow, doctorColumns, doctorOf, selectDoctors } from './doctor.ts';

export const sorts = ['name', 'next-free', 'fee', 'rating', 'experience'] as const;
export type Sort = (typeof sorts)[number];

export type DoctorsWanted = {
  text?: string;
  specialization?: string;
  language?: string;
  gender?: Gender;
  way?: Way;
  feeFrom?: number;
  feeTo?: number;
  ratingFrom?: number;
  sort: Sort;
  limit: number;
  after?: string;
  now: Instant;
};

type Row = DoctorRow & { key: string };

/** Doctors who fit, the best first, and how many there are on all pages. */
export const findDoctors = async (pool: Pool, { sort, limit, after, now, ...wanted }: DoctorsWanted) => {
  const { kind, beginning } = orders[sort];
  const [key, doctorId] = keysAfter(after, [kind, 'id'], [beginning, firstId]);
  const values: unknown[] = [limit + 1, key, doctorId];
  const also = (condition: (parameter: string) => string, value: string | number | undefined): string =>
    value === undefined ? '' : `AND ${condition(`$${values.push(value)}`)}`;
  const conditions = [
    also((words) => `words @@ (SELECT read.words_asked(${words}))`, wanted.text),
    also((name) => `specialization = ${name}`, wanted.specialization),
    also((language) => `languages @> ARRAY[${language}]`, wanted.language),
    also((gender) => `gender = ${gender}::gender_type`, wanted.gender),
    also((way) => `ways @> ARRAY[${way}]`, wanted.way),
    also((least) => `fee >= ${least}::numeric`, wanted.feeFrom),
    also((most) => `fee <= ${most}::numeric`, wanted.feeTo),
    also((least) => `rating >= ${least}::numeric`, wanted.ratingFrom),
  ];
  // One row at least, for the total.
  const { rows } = await pool.query<Row & { total: number }>(sql(sort, conditions.join(' ')), values);
  const found = rows.filter(({ doctor_id }) => doctor_id !== null);
  const page = pageOf(
    found,
    limit,
    ({ key, doctor_id }) => [key, doctor_id],
    (row) => doctorOf(row, now),
  );
  return { ...page, total: rows[0]?.total ?? 0 };
};

type Order = {
  by: string;
  also?: string;
  type: string;
  /** As the cursor holds it. */
  text: string;
  kind: 'text' | 'number' | 'instant';
  beginning: string;
};

const never = '9999-12-31T00:00:00.000Z';

/** Each sorts upwards, from the best on. */
const orders: Record<Sort, Order> = {
  name: { by: 'sort_key', type: 'text', text: 'place', kind: 'text', beginning: '' },
  'next-free': {
    by: `coalesce(starts_at, '${never}')`,
    also: 'LEFT JOIN availability.next_free USING (doctor_id)',
    type: 'timestamptz',
    text: 'read.iso(place)',
    kind: 'instant',
    beginning: '0001-01-01T00:00:00.000Z',
  },
  fee: { by: 'fee', type: 'numeric', text: 'place::text', kind: 'number', beginning: '-1' },
  rating: { by: '-coalesce(rating, 0)', type: 'numeric', text: 'place::text', kind: 'number', beginning: '-6' },
  experience: { by: 'started_year::numeric', type: 'numeric', text: 'place::text', kind: 'number', beginning: '-1' },
};

const sql = (sort: Sort, conditions: string) => {
  const { by, also = '', type, text } = orders[sort];
  return `
  WITH fitting AS MATERIALIZED (
    SELECT doctor_id, ${by} AS place FROM read.doctor_search ${also} WHERE true ${conditions}
  ), shown AS (
    SELECT doctor_id, place FROM fitting WHERE (place, doctor_id) > ($2::${type}, $3::uuid)
     ORDER BY place, doctor_id LIMIT $1
  ), page AS (
    SELECT place, ${text} AS key, ${doctorColumns} ${selectDoctors}
  )
  SELECT total, page.* FROM (SELECT count(*)::integer AS total FROM fitting) counted LEFT JOIN page ON true
   ORDER BY place, doctor_id`;
};
