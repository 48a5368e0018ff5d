// What a booking costs without events: one route, one INSERT, an exclusion constraint and a look at the token.
import { createPublicKey } from 'node:crypto';
import express from 'express';
import passport from 'passport';
import { ExtractJwt, Strategy } from 'passport-jwt';
import pg from 'pg';

const [databaseUrl, publicKey] = process.argv.slice(2);
if (!databaseUrl || !publicKey) throw new Error('plain-service DATABASE_URL PUBLIC_JWK');

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

const pool = new pg.Pool({ connectionString: databaseUrl, max: 10 });
await pool.query(table);

const key = createPublicKey({ key: JSON.parse(publicKey), format: 'jwk' });
passport.use(
  new Strategy(
    {
      jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
      secretOrKey: key as unknown as Buffer,
      algorithms: ['ES256'],
    },
    ({ sub, role }, done) => done(null, { userId: sub, role }),
  ),
);

const app = express();
app.use(express.json());
app.post('/doctors/:doctorId/bookings', passport.authenticate('jwt', { session: false }), async (req, res) => {
  const { userId } = req.user as { userId: string };
  const { patientId, visitTypeId, startsAt } = req.body;
  try {
    const { rows } = await pool.query(insert, [req.params.doctorId, patientId, userId, visitTypeId, startsAt]);
    res.status(201).json(rows[0]);
  } catch (error) {
    if ((error as pg.DatabaseError).code !== '23P01') throw error;
    res.status(409).json({ message: 'This time is taken' });
  }
});

const server = app.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as { port: number }).port }));
process.on('disconnect', () => process.exit(0));
