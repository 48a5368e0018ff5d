// A doctor's day as one would write it without more: one route, one query, a look at the token. And a route that sends bytes.
import { servePlain } from '../plain-express.ts';

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

await servePlain(({ app, pool, signedIn, more: [size] }) => {
  app.get('/doctors/:doctorId/days/:date', signedIn, async (req, res) => {
    const { doctorId, date } = req.params;
    if ((req.user as { userId: string }).userId !== doctorId) return void res.status(404).json({});
    const { rows } = await pool.query(query, [doctorId, date]);
    res.json({ date, appointments: rows });
  });

  const ready = Buffer.alloc(Number(size), 'x');
  app.get('/ready', (_req, res) => void res.type('json').send(ready));
});
