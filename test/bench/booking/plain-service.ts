// What a booking costs without events: one route, one INSERT, an exclusion constraint and a look at the token.
import express from 'express';
import type { DatabaseError } from 'pg';
import { servePlain } from '../plain-express.ts';

const table = `
  CREATE EXTENSION IF NOT EXISTS btree_gist;
  CREATE TABLE bookings (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    doctor_id uuid NOT NULL,
    patient_id uuid NOT NULL,
    user_id uuid NOT NULL,
    visit_type_id uuid NOT NULL,
    during tstzrange NOT NULL,
    status text NOT NULL DEFAULT 'CONFIRMED',
    created_at timestamptz NOT NULL DEFAULT now(),
    EXCLUDE USING gist (doctor_id WITH =, during WITH &&) WHERE (status <> 'CANCELLED')
  )`;
const insert = `
  INSERT INTO bookings (doctor_id, patient_id, user_id, visit_type_id, during)
  VALUES ($1, $2, $3, $4, tstzrange($5::timestamptz, $5::timestamptz + interval '30 minutes'))
  RETURNING id, lower(during) AS starts_at, upper(during) AS ends_at, status`;

await servePlain(async ({ app, pool, signedIn }) => {
  await pool.query(table);
  app.use(express.json());
  app.post('/doctors/:doctorId/bookings', signedIn, async (req, res) => {
    const { userId } = req.user as { userId: string };
    const { patientId, visitTypeId, startsAt } = req.body;
    try {
      const { rows } = await pool.query(insert, [req.params.doctorId, patientId, userId, visitTypeId, startsAt]);
      res.status(201).json(rows[0]);
    } catch (error) {
      if ((error as DatabaseError).code !== '23P01') throw error;
      res.status(409).json({ message: 'This time is taken' });
    }
  });
});
