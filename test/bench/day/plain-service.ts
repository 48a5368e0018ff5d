// A doctor's day as one would write it without more: one route, one query, a look at the token. And a route that sends bytes.
import { createPublicKey } from 'node:crypto';
import express from 'express';
import passport from 'passport';
import { ExtractJwt, Strategy } from 'passport-jwt';
import pg from 'pg';

const [databaseUrl, publicKey, size] = process.argv.slice(2);
if (!databaseUrl || !publicKey || !size) throw new Error('plain-service DATABASE_URL PUBLIC_JWK BYTES');

const query = `
  SELECT a.*, details.starts_at, details.ends_at, details.visit_type, details.policy, details.zone, details.cancelled_by,
         details.cancelled_at, details.cancel_reason, details.expires_at, details.checked_in_at,
         p.first_name, p.last_name, d.specialization, d.address, u.name AS doctor_name
    FROM read.appointment_details details
    JOIN appointments a USING (appointment_id)
    JOIN patients p ON p.patient_id = a.patient_id
    JOIN doctors d ON d.doctor_id = a.doctor_id
    JOIN app_users u ON u.user_id = a.doctor_id
   WHERE details.doctor_id = $1 AND details.date = $2
   ORDER BY details.starts_at`;

const pool = new pg.Pool({ connectionString: databaseUrl, max: 10 });
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
app.get('/doctors/:doctorId/days/:date', passport.authenticate('jwt', { session: false }), async (req, res) => {
  const { doctorId, date } = req.params;
  if ((req.user as { userId: string }).userId !== doctorId) return void res.status(404).json({});
  const { rows } = await pool.query(query, [doctorId, date]);
  res.json({ date, appointments: rows });
});
const ready = Buffer.alloc(Number(size), 'x');
app.get('/ready', (_req, res) => void res.type('json').send(ready));

const server = app.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as { port: number }).port }));
process.on('disconnect', () => process.exit(0));
